/** Reads something for a place on the page, and says there how that goes: waiting, slow, no network, failed, signed out. */
import { call, Refused, Unreachable } from './call';
import { make } from './dom';
import type { Problem } from './problem';
import { pick, type Words } from './words';

const SKELETON_AFTER = 400;
const SLOW_AFTER = 4_000;

/** The end of a request's identifier: what somebody can read out. */
export function reference(problem: Problem | undefined): string {
  return (problem?.instance ?? '').slice(-6).toUpperCase();
}

export interface Place {
  element: HTMLElement;
  /** Says `loading slow error again reference offline ended signIn`. */
  words: Words;
  /** Spoken politely. */
  live?: HTMLElement | null;
}

/** A sentence with what can be done about it. */
export function notice(text: string, ...more: (Node | null)[]): HTMLElement {
  return make('div', { class: 'notice' }, make('p', {}, text), ...more.map((one) => one && make('p', {}, one)));
}

export function signIn(words: Words): HTMLElement {
  const here = location.pathname + location.search;
  const to = here === '/me' ? '/login?ended' : `/login?ended&continue=${encodeURIComponent(here)}`;
  return make('a', { class: 'button primary', href: to }, words('signIn'));
}

/** Why something was not read, and a way to try it again; `words` as {@link Place} has them. */
export function failure(failed: unknown, words: Words, attempt: () => void): HTMLElement {
  if (failed instanceof Refused && failed.problem.status === 401) return notice(words('ended'), signIn(words));
  const again = make('button', { type: 'button' }, words('again'));
  again.addEventListener('click', attempt);
  if (failed instanceof Unreachable && !navigator.onLine) {
    addEventListener('online', attempt, { once: true });
    return notice(words('offline'), again);
  }
  const problem = failed instanceof Refused ? failed.problem : undefined;
  if (problem && problem.status < 500) return notice(`${pick(problem)} ${pick(problem.next)}`, again);
  const told = reference(problem);
  return notice(words('error'), again, told ? make('span', { class: 'hint' }, words('reference', told)) : null);
}

/** Resolves with what was read; while that does not succeed, the place says why and offers to try again. */
export function load<T>(path: string, place: Place): Promise<T> {
  return new Promise((resolve) => {
    const { element, words } = place;
    const say = (text: string) => {
      if (place.live) place.live.textContent = text;
    };
    const attempt = async () => {
      element.setAttribute('aria-busy', 'true');
      const skeleton = setTimeout(() => {
        say(words('loading'));
        element.replaceChildren(
          make('div', { class: 'skeleton', 'aria-hidden': 'true' }),
          make('div', { class: 'skeleton', 'aria-hidden': 'true' }),
          make('p', { class: 'hint' }, words('loading')),
        );
      }, SKELETON_AFTER);
      const slow = setTimeout(() => {
        say(words('slow'));
        element.querySelector('.hint')?.replaceChildren(words('slow'));
      }, SLOW_AFTER);
      try {
        const answer = await call<T>('GET', path);
        say('');
        element.replaceChildren();
        resolve(answer);
      } catch (failed) {
        element.replaceChildren(failure(failed, words, () => void attempt()));
        say(element.textContent ?? '');
      } finally {
        clearTimeout(skeleton);
        clearTimeout(slow);
        element.removeAttribute('aria-busy');
      }
    };
    void attempt();
  });
}
