// Sharing: requests for consent, cases, objections, receipts; each page has one of these places.
import { words } from '../shell/words';
import { cases } from './cases';
import { objection, objections } from './objections';
import { request } from './request';
import { requests } from './requests';
import { standing } from './standing';

const say = words('sharing');
const state = document.querySelector<HTMLElement>('#state') ?? document.createElement('p');
const pages: Record<string, (place: HTMLElement) => unknown> = {
  '#requests': (place) => requests(place, say, state),
  '#request': (place) => request(place, say, state),
  '#cases': (place) => cases(place, say, state),
  '#objections': (place) => objections(place, say, state),
  '#standing': (place) => standing(place, say),
  '#objection': (place) => objection(place, say),
};
for (const [selector, start] of Object.entries(pages)) {
  const place = document.querySelector<HTMLElement>(selector);
  if (place) void start(place);
}
const whose = document.querySelector<HTMLSelectElement>('#of');
whose?.form?.querySelector('button')?.setAttribute('hidden', '');
whose?.addEventListener('change', () => whose.form?.submit());
document.querySelector('#print')?.addEventListener('click', () => print());
