/** One request: who, for what, which fields, how long and on what basis; then two buttons of equal size. */
import { call } from '../shell/call';
import { make } from '../shell/dom';
import { load } from '../shell/load';
import { pick, type Words } from '../shell/words';
import type { Request } from './api';
import { count, material } from './asked';
import { counter } from './counter-code';
import { deed } from './deed';
import { preview } from './preview';
import { standingForm } from './standing';

export async function request(place: HTMLElement, say: Words, state: HTMLElement): Promise<void> {
  const path = `/v1/holder/consents/${place.dataset.id}`;
  const one = await load<Request>(path, { element: place, words: say, live: state });
  show(one);

  function again(told: string): void {
    void call<Request>('GET', path).then((now) => {
      show(now);
      state.textContent = told;
      place.querySelector<HTMLElement>('.outcome')?.focus();
    }, () => location.reload());
  }

  function decision(label: string, kind: string, verb: string, now: Request, messages: HTMLElement): HTMLElement {
    return deed(
      {
        label,
        kind,
        path: `${path}/decision`,
        body: () => ({ decision: verb, ...(verb === 'AGREE' ? { digest: now.digest } : {}) }),
        done: () => again(label),
      },
      messages,
      say,
    );
  }

  function outcome(now: Request): HTMLElement | null {
    if (now.state === 'PENDING') return null;
    const key = now.state === 'GRANTED' ? `given.${now.means ?? 'PAGE'}` : `outcome.${now.state}`;
    const done = now.state === 'GRANTED' && !now.revocable ? say('outcome.ENDED') : say(key, count(now.request, say));
    return make('p', { class: 'notice outcome', tabindex: '-1', 'data-state': now.state }, done);
  }

  function choices(now: Request, messages: HTMLElement): HTMLElement[] {
    switch (now.state) {
      case 'PENDING':
        return [
          make(
            'div',
            { class: 'choices' },
            decision(say('agree'), 'agree', 'AGREE', now, messages),
            decision(say('refuse'), 'refuse', 'REFUSE', now, messages)),
          messages,
          make('p', { class: 'hint' }, say('paper')),
          counter(now, path, say, again),
          beforehand(now),
        ];
      case 'GRANTED':
        return now.revocable ? [withdrawing(now, messages), messages, beforehand(now)] : [messages];
      case 'REFUSED':
      case 'WITHDRAWN':
        return [make('div', { class: 'actions' }, decision(say('after'), 'again', 'AGREE', now, messages)), messages];
      default:
        return [messages];
    }
  }

  /** Asked once more, since it changes what others may do. */
  function withdrawing(now: Request, messages: HTMLElement): HTMLElement {
    const row = make('div', { class: 'actions' });
    const begin = make('button', { type: 'button', class: 'withdraw' }, say('withdraw'));
    begin.addEventListener('click', () => {
      const back = make('button', { type: 'button', class: 'back-out' }, say('keep'));
      back.addEventListener('click', () => {
        row.replaceChildren(begin);
        begin.focus();
      });
      row.replaceChildren(make('p', {}, say('withdrawAsk')), back, decision(say('withdrawNow'), 'withdraw-now', 'WITHDRAW', now, messages));
      back.focus();
    });
    row.append(begin);
    return row;
  }

  /** For the same matter and authority later on. */
  function beforehand(now: Request): HTMLElement {
    const { principal = '', today = '', last = '' } = place.dataset;
    return make(
      'details',
      { class: 'beforehand' },
      make('summary', {}, say('standing.offer')),
      make('p', {}, say('standing.explain', now.asker.name, pick(now.request.name))),
      ...standingForm({ principal, asked: now.request, authorities: [now.asker], today, last }, say, () => undefined),
    );
  }

  function show(now: Request): void {
    const messages = make('div', { class: 'messages' });
    const title = say('title', now.asker.name, count(now.request, say));
    place.replaceChildren(
      make('h1', { class: 'spaced' }, title),
      outcome(now) ?? '',
      make(
        'dl',
        { class: 'card spaced what' },
        make('dt', {}, say('who')),
        make('dd', {}, make('span', { lang: 'zh-CN' }, now.asker.name), ' ', make('span', { class: 'hint figures' }, now.asker.id)),
        make('dt', {}, say('what')),
        make('dd', {}, say('for', pick(now.request.purpose), pick(now.request.name))),
        make('dt', {}, say('which')),
        make('dd', {}, make('ul', { class: 'plain-list' }, ...now.request.materials.map((item) => material(item, say, now.asker.id))), now.state === 'ENDED' ? null : preview(path, say, state)),
        make('dt', {}, say('long')),
        make('dd', {}, say('terms')),
      ),
      ...choices(now, messages),
    );
  }
}
