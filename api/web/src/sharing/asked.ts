/** What is asked for, in the catalogue's words. */
import { make } from '../shell/dom';
import { pick, type Words } from '../shell/words';
import type { Asked, Choice, Item } from './api';

/** Each thing that may be seen, a line each. */
function lines(choice: Choice, say: Words): string[] {
  const given = choice.forms.includes('FIELDS') ? choice.fields.map(pick) : [];
  const answers = choice.forms.includes('ANSWER') ? choice.questions.map((one) => say('question', pick(one))) : [];
  const files = choice.forms.filter((one) => one === 'ORIGINAL' || one === 'COPY').map((one) => say(`form.${one}`));
  return [...given, ...answers, ...files];
}

/** How many of them there are. */
export function count(asked: Asked, say: Words): number {
  return asked.materials.flatMap((one) => one.choices).reduce((sum, one) => sum + lines(one, say).length, 0);
}

export function material(item: Item, say: Words, asker?: string): HTMLElement {
  const asking = asker === undefined || item.fetchers.some((one) => one.id === asker);
  const others = item.fetchers.filter((one) => asker !== undefined && one.id !== asker).map((one) => one.name);
  return make(
    'li',
    {},
    make('strong', {}, pick(item.name)),
    item.choices.length > 1 ? make('span', { class: 'hint' }, ` ${say(`need.${item.need}`)}`) : null,
    ...item.choices.map((choice) =>
      make(
        'div',
        {},
        make('span', {}, say('from', pick(choice.name))),
        make('ul', {}, ...lines(choice, say).map((line) => make('li', {}, line))),
      )),
    others.length > 0 && make('p', { class: 'hint' }, say(asking ? 'others' : 'instead', others.join(say('separator')))),
  );
}
