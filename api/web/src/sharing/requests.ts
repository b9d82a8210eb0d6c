/** Requests for consent: those that wait first; then consents given beforehand, then what was decided. */
import { make } from '../shell/dom';
import { load } from '../shell/load';
import { clock, day, legalDay } from '../shell/time';
import { pick, type Words } from '../shell/words';
import { about, type Consents, type Request, type Standing } from './api';
import { count } from './asked';
import { deed } from './deed';

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

function standing(one: Standing, all: Consents, say: Words): HTMLElement {
  const known = all.requests.find((asked) => asked.request.matter === one.matter);
  const name = known ? pick(known.request.name) : one.matter;
  const messages = make('div', { class: 'messages' });
  const state = one.withdrawnAt ? say('standing.withdrawn', day(legalDay(one.withdrawnAt))) : say('standing.until', day(one.validUntil));
  const item = make(
    'li',
    {},
    make('div', {}, make('strong', { lang: 'zh-CN' }, one.authority.name), make('p', {}, `${name} · ${state}`), messages),
  );
  if (!one.withdrawnAt && one.validUntil >= legalDay(Date.now())) {
    item.append(
      deed(
        {
          label: say('withdraw'),
          named: `${say('withdraw')} ${one.authority.name} ${name}`,
          path: `/v1/holder/standing-consents/${one.id}/withdrawal`,
          body: () => null,
          done: () => location.reload(),
        },
        messages,
        say,
      ));
  }
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
      : make('ul', { class: 'plain-list rows card standing' }, ...all.standing.map((one) => standing(one, all, say))));
  if (decided.length > 0) {
    place.append(make('h2', {}, say('decidedTitle')));
    place.append(make('ul', { class: 'plain-list stack' }, ...decided.map((one) => card(one, say))));
  }
}
