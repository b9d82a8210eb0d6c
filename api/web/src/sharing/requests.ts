/** Requests for consent: those that wait first; then consents given beforehand, then what was decided. */
import { make } from '../shell/dom';
import { load } from '../shell/load';
import { clock, day, legalDay } from '../shell/time';
import { pick, type Words } from '../shell/words';
import { about, type Consents, type Request, type Standing } from './api';
import { count } from './asked';
import { deed } from './deed';
import { lastDay } from './standing';

function card(one: Request, say: Words): HTMLElement {
  const title = say('title', one.asker.name, count(one.request, say));
  return make(
    'li',
    {},
    make(
      'article',
      { class: 'card request', 'data-state': one.state },
      make('h3', {}, make('a', { href: `/me/requests/${one.id}` }, title)),
      make('p', {}, say('for', pick(one.request.purpose), pick(one.request.name))),
      make('p', { class: 'hint' }, `${say(`state.${one.state}`)} · ${say('asked', day(legalDay(one.askedAt)), clock(one.askedAt))}`),
      one.state === 'PENDING' &&
        make('a', { class: 'button primary', href: `/me/requests/${one.id}`, 'aria-label': `${say('look')} ${title}` }, say('look')),
    ),
  );
}

/** How long it goes on can be changed, also to a sooner day; it can be ended at once. */
function standing(one: Standing, place: HTMLElement, say: Words): HTMLElement {
  const named = (label: string) => `${label} ${one.authority.name} ${pick(one.name)}`;
  const messages = make('div', { class: 'messages' });
  const over = one.validUntil < legalDay(Date.now());
  const state = one.withdrawnAt
    ? say('standing.withdrawn', day(legalDay(one.withdrawnAt)))
    : say(over ? 'standing.over' : 'standing.until', day(one.validUntil));
  const item = make('li', {}, make('div', {}, make('strong', { lang: 'zh-CN' }, one.authority.name), make('p', {}, `${pick(one.name)} · ${state}`)));
  if (one.withdrawnAt || over) return item;
  const path = `/v1/holder/standing-consents/${one.id}`;
  const { field, label } = lastDay(`until-${one.id}`, { today: place.dataset.today ?? '', last: place.dataset.last ?? '' }, say);
  const save = deed(
    {
      label: say('standing.save'),
      named: named(say('standing.save')),
      path: `${path}/period`,
      body: () => {
        if (field.value !== '') return { validUntil: field.value };
        messages.replaceChildren(make('p', { class: 'notice', role: 'alert' }, say('standing.chooseDay')));
        field.focus();
        return undefined;
      },
      done: () => location.reload(),
    },
    messages,
    say,
  );
  const change = make('button', { type: 'button', class: 'change', 'aria-expanded': 'false', 'aria-label': named(say('standing.change')) }, say('standing.change'));
  const form = make('div', { class: 'period' }, label, field, make('div', { class: 'actions' }, save));
  form.hidden = true;
  change.addEventListener('click', () => {
    form.hidden = !form.hidden;
    change.setAttribute('aria-expanded', String(!form.hidden));
    if (!form.hidden) field.focus();
  });
  const end = deed(
    { label: say('withdraw'), kind: 'withdraw', named: named(say('withdraw')), path: `${path}/withdrawal`, body: () => null, done: () => location.reload() },
    messages,
    say,
  );
  item.append(make('div', { class: 'actions' }, change, end), form, messages);
  return item;
}

export async function requests(place: HTMLElement, say: Words, state: HTMLElement): Promise<void> {
  const all = await load<Consents>(`/v1/holder/consents${about(place)}`, { element: place, words: say, live: state });
  const waiting = all.requests.filter((one) => one.state === 'PENDING');
  const decided = all.requests.filter((one) => one.state !== 'PENDING');
  state.textContent = say('waiting', waiting.length);
  place.append(make('h2', {}, say('waitingTitle', waiting.length)));
  place.append(
    waiting.length === 0
      ? make('p', { class: 'card empty' }, say('noneWaiting'))
      : make('ul', { class: 'plain-list stack' }, ...waiting.map((one) => card(one, say))));
  place.append(make('h2', {}, say('standing.title')));
  place.append(
    all.standing.length === 0
      ? make('p', { class: 'card empty' }, say('standing.none'))
      : make('ul', { class: 'plain-list rows card standing' }, ...all.standing.map((one) => standing(one, place, say))));
  place.append(
    make('p', { class: 'actions' }, make('a', { class: 'button', href: `/me/standing-consents/new?of=${place.dataset.of ?? 'me'}` }, say('standing.new'))));
  if (decided.length > 0) {
    place.append(make('h2', {}, say('decidedTitle')));
    place.append(make('ul', { class: 'plain-list stack' }, ...decided.map((one) => card(one, say))));
  }
}
