/** 查看内容: what agreeing would hand over, read only when somebody opens it. */
import { make } from '../shell/dom';
import { load } from '../shell/load';
import { pick, type Words } from '../shell/words';
import type { Preview, PreviewLicence } from './api';

function licence(one: PreviewLicence, say: Words): HTMLElement {
  const name = pick(one.type);
  return make(
    'div',
    { class: 'would-give' },
    make('p', {}, one.id ? make('a', { href: `/me/licences/${one.id}` }, name) : name, ' · ', make('span', { lang: 'zh-CN' }, one.issuer.name)),
    make(
      'dl',
      {},
      ...one.fields.flatMap((field) => [make('dt', {}, pick(field.label)), make('dd', { lang: 'zh-CN' }, field.value)]),
      ...one.answers.flatMap((answer) => [make('dt', {}, pick(answer.question)), make('dd', {}, say(answer.yes ? 'preview.yes' : 'preview.no'))]),
    ),
    one.files.length > 0 && make('p', {}, say('preview.files', one.files.map((form) => say(`form.${form}`)).join(say('separator')))),
  );
}

export function preview(path: string, say: Words, state: HTMLElement): HTMLElement {
  const place = make('div', { class: 'preview' });
  const details = make('details', { class: 'values' }, make('summary', {}, say('values')), place);
  details.addEventListener('toggle', () => void read(), { once: true });

  async function read(): Promise<void> {
    const { materials } = await load<Preview>(`${path}/preview`, { element: place, words: say, live: state });
    for (const item of materials) {
      place.append(
        make('h3', {}, pick(item.name)),
        ...(item.licences.length === 0 ? [make('p', {}, say(`preview.${item.state}`))] : item.licences.map((one) => licence(one, say))),
        item.state === 'SEVERAL' ? make('p', { class: 'hint' }, say('preview.SEVERAL')) : '',
      );
    }
    place.append(make('p', { class: 'hint' }, say('preview.now')));
  }

  return details;
}
