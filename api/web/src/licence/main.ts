// One licence: what is personal is read and shown only when asked for, one by one.
import { call } from '../shell/call';
import { make, the } from '../shell/dom';
import { load } from '../shell/load';
import { append, type Uses } from '../shell/uses';
import { words } from '../shell/words';

interface Detail {
  number: string;
  fields: { name: string; value: string }[];
}

const say = words('licence');
const page = the('.detail');
const id = page.dataset.id ?? '';
const state = the('#state');
let known: Promise<Detail> | undefined;

/** Long numbers in groups of four, so that they can be read and compared. */
function grouped(value: string): string {
  return /^[0-9A-Z]{12,}$/.test(value) ? value.replace(/(.{4})(?=.)/g, '$1 ') : value;
}

for (const field of page.querySelectorAll<HTMLElement>('.masked')) {
  const value = the('.value', field);
  const masked = value.textContent ?? '';
  const label = field.previousElementSibling?.textContent ?? '';
  const button = make('button', { type: 'button', class: 'link', 'aria-label': say('revealNamed', label) }, say('reveal'));
  let shown = false;
  button.addEventListener('click', async () => {
    if (shown) {
      value.textContent = masked;
    } else {
      try {
        known ??= call<Detail>('GET', `/v1/holder/licences/${id}`);
        const detail = await known;
        const name = field.dataset.field ?? '';
        const found = name === 'number' ? detail.number : detail.fields.find((one) => one.name === name)?.value;
        value.textContent = grouped(found ?? masked);
        value.lang = 'zh-CN';
      } catch {
        known = undefined;
        state.textContent = say('failed');
        value.textContent = say('failed');
        return;
      }
    }
    shown = !shown;
    button.textContent = say(shown ? 'hide' : 'reveal');
    button.setAttribute('aria-label', say(shown ? 'hideNamed' : 'revealNamed', label));
  });
  field.append(button);
}

const link = page.querySelector<HTMLAnchorElement>('.face-picture');
const face = link?.querySelector('img');
function missing(): void {
  link?.replaceWith(make('p', { class: 'notice' }, say('faceFailed')));
}
face?.addEventListener('error', missing);
if (face?.complete && face.naturalWidth === 0) missing();
link?.addEventListener('click', (event) => {
  event.preventDefault();
  const close = make('button', { type: 'button', class: 'close' }, say('close'));
  const dialog = make(
    'dialog',
    { class: 'large-face', 'aria-label': face?.alt ?? '' },
    close,
    make('div', { class: 'scroll', tabindex: '0' }, make('img', { src: link.href, alt: face?.alt ?? '' })),
  );
  close.addEventListener('click', () => dialog.close());
  dialog.addEventListener('close', () => {
    dialog.remove();
    link.focus();
  });
  document.body.append(dialog);
  dialog.showModal();
});

const uses = the<HTMLDetailsElement>('#uses');
uses.addEventListener('toggle', () => void readUses(), { once: true });
async function readUses(): Promise<void> {
  const place = the('.uses', uses);
  const of = place.dataset.mandate ?? 'me';
  const records = words('records');
  const found = await load<Uses>(`/v1/holder/uses?licence=${id}&of=${of}`, { element: place, words: records, live: state });
  if (found.items.length === 0) place.append(make('p', {}, say('usesNone')));
  append(place, found.items.slice(0, 5), records, 'h3', place.dataset.mandate === undefined);
}
