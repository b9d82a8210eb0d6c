/** Uses of licences as lists, grouped by day. */
import { make } from './dom';
import { clock, day, legalDay } from './time';
import { pick, type Words } from './words';

export interface Use {
  id: string;
  at: string;
  licence: { id: string; type: { zh: string; en: string }; tail: string };
  who: { id: string; name: string };
  place?: { zh: string; en: string };
  kind: string;
  purpose: { zh: string; en: string };
  /** Of the fetch that it was; what was shown to a counter has none. */
  receipt?: string;
  objection?: string;
}

export interface Uses {
  items: Use[];
  cursor?: string;
}

/** What there is to a fetch: its receipt, and the objection to it, or the way to one. */
function ways(one: Use, say: Words, mayObject: boolean): HTMLElement | null {
  if (one.receipt === undefined) return null;
  const of = new URLSearchParams(location.search).get('of') ?? 'me';
  const named = (text: string) => `${text} ${one.who.name} ${clock(one.at)}`;
  const way = (text: string, href: string, kind: string) => make('a', { class: kind, href, 'aria-label': named(text) }, text);
  return make(
    'p',
    { class: 'ways' },
    way(say('receipt'), `/me/receipts/${one.receipt}`, 'receipt'),
    mayObject &&
      (one.objection === undefined
        ? way(say('object'), `/me/objections/new?use=${one.receipt}`, 'object')
        : way(say('objected'), `/me/objections?of=${encodeURIComponent(of)}`, 'object')),
  );
}

function line(one: Use, say: Words, level: 'h3' | 'h4', mayObject: boolean): HTMLElement {
  return make(
    'li',
    { class: 'use' },
    make(
      'p',
      { class: 'when' },
      make('time', { datetime: one.at }, clock(one.at)),
    ),
    make(
      'div',
      {},
      make(level, {}, make('span', { lang: 'zh-CN' }, one.who.name), one.place ? ` · ${pick(one.place)}` : ''),
      make('p', {}, `${say(one.kind)} · ${say('purpose', pick(one.purpose))}`),
      make('p', { class: 'hint' }, `${pick(one.licence.type)} ${say('tail', one.licence.tail)}`),
      ways(one, say, mayObject),
    ),
  );
}

/** Adds uses to a place; a day that is there already goes on. */
export function append(place: HTMLElement, uses: Use[], say: Words, level: 'h3' | 'h4', mayObject: boolean): void {
  for (const one of uses) {
    const of = legalDay(one.at);
    let group = [...place.querySelectorAll<HTMLElement>('section.day')].find((section) => section.dataset.day === of);
    if (!group) {
      group = make(
        'section',
        { class: 'day', 'data-day': of },
        make(level === 'h3' ? 'h2' : 'h3', {}, day(of)),
        make('ul', { class: 'plain-list' }),
      );
      place.append(group);
    }
    group.querySelector('ul')?.append(line(one, say, level, mayObject));
  }
}
