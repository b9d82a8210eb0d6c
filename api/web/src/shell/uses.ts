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
}

export interface Uses {
  items: Use[];
  cursor?: string;
}

type More = (one: Use) => HTMLElement | null;

function line(one: Use, say: Words, level: 'h3' | 'h4', more?: More): HTMLElement {
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
      more?.(one),
    ),
  );
}

/** Adds uses to a place; a day that is there already goes on. */
export function append(place: HTMLElement, uses: Use[], say: Words, level: 'h3' | 'h4' = 'h3', more?: More): void {
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
    group.querySelector('ul')?.append(line(one, say, level, more));
  }
}
