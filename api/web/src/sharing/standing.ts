/** Consent given beforehand: for a matter, an authority, until a day; none of these is chosen for the holder. */
import { make, the } from '../shell/dom';
import { day } from '../shell/time';
import { pick, type Words } from '../shell/words';
import type { Asked, Body, Standing } from './api';
import { material } from './asked';
import { deed } from './deed';

/** What can be agreed to beforehand, and by whom. */
export interface Offer {
  principal: string;
  asked: Asked;
  authorities: Body[];
  today: string;
  last: string;
}

const alarm = (text: string) => make('p', { class: 'notice', role: 'alert' }, text);

/** The last day, with its label. */
export function lastDay(id: string, offer: { today: string; last: string }, say: Words): { field: HTMLInputElement; label: HTMLElement } {
  const field = make('input', { type: 'date', id, min: offer.today, max: offer.last, required: true });
  return { field, label: make('label', { for: id }, say('standing.day', day(offer.last))) };
}

/** Fields and button; of several authorities one is asked for. */
export function standingForm(offer: Offer, say: Words, done: (given: Standing) => void): HTMLElement[] {
  const messages = make('div', { class: 'messages', 'aria-live': 'polite' });
  const { field, label } = lastDay('until', offer, say);
  const several = offer.authorities.length > 1;
  const choices = offer.authorities.map((one) =>
    make('label', { class: 'pick' }, make('input', { type: 'radio', name: 'authority', value: one.id }), make('span', { lang: 'zh-CN' }, one.name)));
  const whom = make('fieldset', { class: 'card' }, make('legend', {}, say('standing.whom')), ...choices);
  const chosen = () => (several ? whom.querySelector<HTMLInputElement>('input:checked')?.value : offer.authorities[0]?.id);
  const give = deed<Standing>(
    {
      label: say('standing.give'),
      path: '/v1/holder/standing-consents',
      body: () => {
        const authority = chosen();
        if (authority === undefined) {
          messages.replaceChildren(alarm(say('standing.chooseAuthority')));
          whom.querySelector('input')?.focus();
          return undefined;
        }
        if (field.value === '') {
          messages.replaceChildren(alarm(say('standing.chooseDay')));
          field.focus();
          return undefined;
        }
        const { matter, version } = offer.asked;
        return { principal: offer.principal, matter, version, authority, validUntil: field.value };
      },
      done: (given) => {
        const told = make('p', { class: 'notice outcome', tabindex: '-1' }, say('standing.given', day(given.validUntil)));
        messages.replaceChildren(told);
        done(given);
        told.focus();
      },
    },
    messages,
    say,
  );
  for (const one of [field, whom]) one.addEventListener('change', () => messages.replaceChildren());
  return [...(several ? [whom] : []), label, field, make('div', { class: 'actions' }, give), messages];
}

/** The page of a matter: what may be taken, then by whom and how long. */
export function standing(place: HTMLElement, say: Words): void {
  const read = <T>(selector: string) => JSON.parse(the(selector).textContent ?? '') as T;
  const asked = read<Asked>('#matter');
  const authorities = read<Body[]>('#authorities');
  const { principal = '', today = '', last = '', of = 'me' } = place.dataset;
  const form = standingForm({ principal, asked, authorities, today, last }, say, () => {
    for (const one of form.slice(0, -1)) one.remove();
    place.append(make('p', { class: 'actions' }, make('a', { class: 'button', href: `/me/requests?of=${of}` }, say('standing.toList'))));
  });
  const names = authorities.map((one) => one.name).join(say('separator'));
  place.append(
    make(
      'dl',
      { class: 'card spaced what' },
      make('dt', {}, say('who')),
      make('dd', { lang: 'zh-CN' }, names),
      make('dt', {}, say('what')),
      make('dd', {}, say('for', pick(asked.purpose), pick(asked.name))),
      make('dt', {}, say('which')),
      make('dd', {}, make('ul', { class: 'plain-list' }, ...asked.materials.map((item) => material(item, say)))),
      make('dt', {}, say('long')),
      make('dd', {}, say('standing.terms')),
    ),
    ...form,
  );
}
