/** Cases about the holder: who asks for what and by what right, by statute too, and each use with its receipt. */
import { make } from '../shell/dom';
import { load } from '../shell/load';
import { clock, day, legalDay } from '../shell/time';
import { pick, type Words } from '../shell/words';
import { about, type Case, type Cases, type CaseUse } from './api';
import { material } from './asked';

function use(one: CaseUse, of: Case, say: Words): HTMLElement {
  const item = of.request.materials.find((asked) => asked.code === one.material);
  const what = item ? pick(item.name) : one.material;
  const when = `${day(legalDay(one.at))} ${clock(one.at)}`;
  return make(
    'li',
    { class: 'case-use' },
    make('p', {}, make('time', { datetime: one.at }, when), ' · ', make('span', { lang: 'zh-CN' }, one.asker.name)),
    make('p', {}, `${what} · ${say(`form.${one.form}`)} · ${say(`basis.${one.basis}`)}`),
    one.standing !== 'CURRENT' && make('p', { class: 'hint' }, say('changed')),
    make(
      'p',
      { class: 'actions' },
      make('a', { class: 'button', href: `/me/receipts/${one.id}`, 'aria-label': `${say('receipt')} ${what} ${when}` }, say('receipt')),
      one.objection
        ? make('a', { class: 'button', href: `/me/objections${location.search}` }, say('objected'))
        : make('a', { class: 'button', href: `/me/objections/new?use=${one.id}`, 'aria-label': `${say('object')} ${what} ${when}` }, say('object')),
    ),
  );
}

function card(one: Case, say: Words): HTMLElement {
  return make(
    'li',
    {},
    make(
      'article',
      { class: 'card case' },
      make('h2', {}, pick(one.request.name)),
      make('p', {}, make('span', { lang: 'zh-CN' }, one.asker.name), ` · ${say('purpose', pick(one.request.purpose))}`),
      make('p', { class: 'hint' }, say(`case.${one.state}`, day(legalDay(one.state === 'CLOSED' && one.closedAt ? one.closedAt : one.openedAt)))),
      make(
        'details',
        {},
        make('summary', {}, say('materials', one.request.materials.length)),
        ...(['STATUTORY', 'CONSENT'] as const).flatMap((basis) => {
          const of = one.request.materials.filter((item) => item.basis === basis);
          return of.length === 0
            ? []
            : [make('h3', {}, say(`basis.${basis}`)), make('ul', { class: 'plain-list' }, ...of.map((item) => material(item, say, one.asker.id)))];
        }),
      ),
      make('h3', {}, say('uses', one.uses.length)),
      one.uses.length === 0
        ? make('p', { class: 'hint' }, say('noUses'))
        : make('ul', { class: 'plain-list' }, ...one.uses.map((of) => use(of, one, say))),
    ),
  );
}

export async function cases(place: HTMLElement, say: Words, state: HTMLElement): Promise<void> {
  const all = await load<Cases>(`/v1/holder/cases${about(place)}`, { element: place, words: say, live: state });
  if (all.cases.length === 0) {
    place.append(make('p', { class: 'card empty' }, say('noCases')));
    return;
  }
  place.append(make('ul', { class: 'plain-list stack' }, ...all.cases.map((one) => card(one, say))));
}
