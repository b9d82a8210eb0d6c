// Who used my licences: newest first, by day; filters act at once and stand in the address.
import { make, the } from '../shell/dom';
import { load } from '../shell/load';
import { append, type Uses } from '../shell/uses';
import { words } from '../shell/words';

const say = words('records');
const place = the('#records');
const state = the('#state');
const form = the<HTMLFormElement>('#filter');
const month = the<HTMLInputElement>('#month');
month.value = new URLSearchParams(location.search).get('month') ?? '';

function query(): URLSearchParams {
  const asked = new URLSearchParams();
  new FormData(form).forEach((value, name) => {
    if (typeof value === 'string' && value !== '') asked.set(name, value);
  });
  return asked;
}

const mayObject = place.dataset.object === 'true';
let turn = 0;
async function read(): Promise<void> {
  const mine = ++turn;
  const asked = query();
  the<HTMLAnchorElement>('#export').href = `/v1/holder/uses/export?${asked}`;
  history.replaceState(null, '', `${location.pathname}${String(asked) === '' ? '' : `?${asked}`}`);
  const uses = await load<Uses>(`/v1/holder/uses?${asked}`, { element: place, words: say, live: state });
  if (mine !== turn) return;
  if (uses.items.length === 0) {
    const text = say(asked.has('licence') || asked.has('month') ? 'emptyFiltered' : 'empty');
    place.append(make('p', { class: 'card empty' }, text));
    state.textContent = text;
  }
  show(uses, asked);
}

function show(uses: Uses, asked: URLSearchParams): void {
  append(place, uses.items, say, 'h3', mayObject);
  if (uses.cursor === undefined) return;
  const more = make('button', { type: 'button', class: 'wide' }, say('more'));
  const next = make('div', {}, more);
  more.addEventListener('click', async () => {
    const on = new URLSearchParams(asked);
    on.set('cursor', uses.cursor ?? '');
    const older = await load<Uses>(`/v1/holder/uses?${on}`, { element: next, words: say, live: state });
    next.remove();
    show(older, asked);
  });
  place.append(next);
}

// Whose they are changes the list of licences, too: that is another page.
form.querySelector<HTMLSelectElement>('#of')?.addEventListener('change', () => form.submit());
for (const one of form.querySelectorAll('#licence, #month')) one.addEventListener('change', () => void read());
form.addEventListener('submit', (event) => {
  event.preventDefault();
  void read();
});
void read();
