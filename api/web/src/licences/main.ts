// The list of licences: what is in force, what ends soon, and under a fold what has ended.
import { make, the } from '../shell/dom';
import { load } from '../shell/load';
import { day, legalDay } from '../shell/time';
import { pick, words } from '../shell/words';
import { waiting } from './waiting';

interface Licence {
  id: string;
  type: { code: string; zh: string; en: string };
  holderName: string;
  tail: string;
  status: 'IN_FORCE' | 'EXPIRED' | 'SUSPENDED' | 'ANNULLED' | 'REVOKED' | 'CANCELLED';
  statusSince: string;
  validFrom: string;
  validUntil?: string;
  endsSoon: boolean;
  scenes: unknown[];
}

const say = words('licences');
const place = the('#licences');
const whose = document.querySelector<HTMLSelectElement>('#of');
whose?.form?.querySelector('button')?.setAttribute('hidden', '');
whose?.addEventListener('change', () => whose.form?.submit());

function status(one: Licence): string {
  if (one.status === 'IN_FORCE') {
    if (one.validFrom > legalDay(Date.now())) return say('notYet', day(one.validFrom));
    return `${say('IN_FORCE')} ${one.validUntil ? say('until', day(one.validUntil)) : say('forever')}`;
  }
  return say(one.status, day(one.status === 'EXPIRED' && one.validUntil ? one.validUntil : one.statusSince));
}

function card(one: Licence): HTMLElement {
  const name = pick(one.type);
  const link = `/me/licences/${one.id}`;
  const notYet = one.status === 'IN_FORCE' && one.validFrom > legalDay(Date.now());
  return make(
    'li',
    {},
    make(
      'article',
      { class: 'licence-card' },
      make('h2', {}, make('a', { href: link }, name)),
      make(
        'p',
        { class: 'owner' },
        make('span', { lang: 'zh-CN' }, one.holderName),
        make('span', { class: 'hint' }, say('tail', one.tail)),
      ),
      make('p', { class: 'status', 'data-status': notYet ? 'NOT_YET' : one.status }, status(one)),
      one.scenes.length > 0 &&
        make('a', { class: 'button', href: `${link}/show`, 'aria-label': say('showNamed', name, one.tail) }, say('show')),
    ),
  );
}

function list(all: Licence[]): HTMLElement {
  return make('ul', { class: 'plain-list cards' }, ...all.map(card));
}

// Without the number the way to the requests is still there.
void waiting(say).catch(() => undefined);
const of = place.dataset.of ?? 'me';
const { items } = await load<{ items: Licence[] }>(`/v1/holder/licences?of=${encodeURIComponent(of)}`, {
  element: place,
  words: say,
  live: document.querySelector('#state'),
});
const good = items.filter((one) => one.status === 'IN_FORCE' && !one.endsSoon);
const soon = items.filter((one) => one.status === 'IN_FORCE' && one.endsSoon);
const over = items.filter((one) => one.status !== 'IN_FORCE');
if (items.length === 0) place.append(make('p', { class: 'card empty' }, say('empty')));
if (good.length > 0) place.append(list(good));
if (soon.length > 0) place.append(make('p', { class: 'divider' }, say('soon')), list(soon));
if (over.length > 0) {
  const fold = make('details', { class: 'fold' }, make('summary', {}, say('over', over.length)), list(over));
  fold.open = good.length + soon.length === 0;
  place.append(fold);
}
the('#state').textContent = items.length === 0 ? say('empty') : say('count', items.length);
