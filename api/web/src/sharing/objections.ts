/** Objections with what came of them; and the form that makes one. */
import { make } from '../shell/dom';
import { load } from '../shell/load';
import { day, legalDay } from '../shell/time';
import { pick, type Words } from '../shell/words';
import { about, number, type Cases, type Objection, type Objections } from './api';
import { deed } from './deed';

export async function objections(place: HTMLElement, say: Words, state: HTMLElement): Promise<void> {
  const where = { element: place, words: say, live: state };
  const cases = await load<Cases>(`/v1/holder/cases${about(place)}`, where);
  const all = await load<Objections>(`/v1/holder/objections${about(place)}`, where);
  if (all.objections.length === 0) {
    place.append(make('p', { class: 'card empty' }, say('noObjections')));
    return;
  }
  const card = (one: Objection) => {
    const of = cases.cases.find((found) => found.uses.some((use) => use.id === one.fetch));
    const use = of?.uses.find((found) => found.id === one.fetch);
    return make(
      'li',
      {},
      make(
        'article',
        { class: 'card objection', 'data-state': one.state },
        make('h2', {}, say('objectionTitle', number(one))),
        of && use && make('p', {}, make('span', { lang: 'zh-CN' }, use.asker.name), ` · ${pick(of.request.name)}`),
        make('p', {}, one.text),
        make(
          'p',
          { class: 'progress' },
          one.state === 'OPEN'
            ? say(one.overdue ? 'objection.OVERDUE' : 'objection.OPEN', day(one.dueOn))
            : say(`objection.${one.state}`)),
        one.answer && make('p', {}, say('answered', one.answer)),
        one.paused && make('p', { class: 'hint' }, say('paused')),
        make('p', { class: 'hint' }, say('objectedOn', day(legalDay(one.objectedAt)))),
        make('a', { class: 'button', href: `/me/receipts/${one.fetch}`, 'aria-label': `${say('receipt')} ${number(one)}` }, say('receipt')),
      ),
    );
  };
  place.append(make('ul', { class: 'plain-list stack' }, ...all.objections.map(card)));
}

const REASONS = ['NEVER', 'TOO_MUCH', 'ABSENT', 'OTHER'] as const;
const MOST = 400;

export function objection(place: HTMLElement, say: Words): void {
  const messages = make('div', { class: 'messages' });
  const details = make('textarea', { id: 'details', rows: '3', maxlength: String(MOST) });
  const pause = make('input', { type: 'checkbox', id: 'pause' });
  const reasons = REASONS.map((reason) =>
    make('label', { class: 'pick' }, make('input', { type: 'radio', name: 'reason', value: reason }), make('span', {}, say(`reason.${reason}`))));
  const chosen = () => place.querySelector<HTMLInputElement>('input[name=reason]:checked')?.value;
  /** The office reads Chinese: the reason in it comes along. */
  const text = () => [say(`sent.${chosen()}`), details.value.replace(/\s+/g, ' ').trim()].filter((one) => one !== '').join(say('colon'));
  const on = make('button', { type: 'button', class: 'primary' }, say('next'));
  const form = make(
    'div',
    {},
    make('fieldset', { class: 'card' }, make('legend', {}, say('reasonLegend')), ...reasons),
    make('label', { for: 'details' }, say('details')),
    details,
    make('label', { class: 'pick' }, pause, make('span', {}, say('pause'))),
    messages,
    make('div', { class: 'actions' }, on),
  );
  form.addEventListener('change', () => messages.replaceChildren());
  on.addEventListener('click', () => {
    if (chosen() === undefined) {
      messages.replaceChildren(make('p', { class: 'notice', role: 'alert' }, say('chooseReason')));
      place.querySelector<HTMLInputElement>('input[name=reason]')?.focus();
      return;
    }
    messages.replaceChildren();
    confirm();
  });
  place.replaceChildren(form);

  function confirm(): void {
    // Taken now: once it is confirmed, the form is no longer on the page.
    const why = text();
    const back = make('button', { type: 'button' }, say('change'));
    const told = make('div', { class: 'messages' });
    back.addEventListener('click', () => {
      place.replaceChildren(form);
      on.focus();
    });
    const send = deed<Objection>(
      {
        label: say('send'),
        kind: 'primary',
        path: '/v1/holder/objections',
        body: () => ({ fetch: place.dataset.use, text: why, pause: pause.checked }),
        done: (made) => sent(made),
      },
      told,
      say,
    );
    const title = make('h2', { tabindex: '-1' }, say('confirmTitle'));
    place.replaceChildren(
      make('div', { class: 'card' }, title, make('p', { class: 'said-text' }, why), make('p', {}, say(pause.checked ? 'willPause' : 'willNotPause'))),
      told,
      make('div', { class: 'actions' }, send, back),
    );
    title.focus();
  }

  function sent(made: Objection): void {
    const title = make('p', { class: 'notice outcome', tabindex: '-1' }, say('objectionSent', number(made), place.dataset.days ?? ''));
    place.replaceChildren(title, make('p', {}, say('due', day(made.dueOn))), make('p', { class: 'actions' }, make('a', { class: 'button', href: '/me/objections' }, say('toObjections'))));
    title.focus();
  }
}
