/** A code for the counter, made from the request that is on the page: digits, and the same as a picture. */
import { call, serverNow } from '../shell/call';
import { make } from '../shell/dom';
import { drawn } from '../shell/drawing';
import type { Words } from '../shell/words';
import type { Request } from './api';
import { deed } from './deed';

const LOOK_EVERY = 2_000;

interface Code {
  code: string;
  expiresAt: string;
  svg: string;
}

export function counter(now: Request, path: string, say: Words, taken: (told: string) => void): HTMLElement {
  const place = make('div', { class: 'counter-code', 'aria-live': 'polite' });
  const messages = make('div', { class: 'messages' });
  const begin = deed<Code>(
    { label: say('code.make'), path: `${path}/code`, body: () => ({ digest: now.digest }), done: (code) => shown(code) },
    messages,
    say,
  );

  function shown(code: Code): void {
    const svg = drawn(code.svg);
    svg.setAttribute('role', 'img');
    svg.setAttribute('aria-label', say('code.picture'));
    const left = make('p', { role: 'timer', class: 'hint' });
    place.replaceChildren(
      make('p', { class: 'digits' }, `${code.code.slice(0, 4)} ${code.code.slice(4)}`),
      make('div', { class: 'code-picture' }, svg),
      make('p', {}, say('code.hand')),
      left,
    );
    begin.hidden = true;
    const ends = Date.parse(code.expiresAt);
    const tick = setInterval(() => {
      const seconds = Math.max(0, Math.round((ends - serverNow()) / 1000));
      left.textContent = say('code.left', Math.floor(seconds / 60), String(seconds % 60).padStart(2, '0'));
      if (seconds === 0) over();
    }, 1_000);
    const look = setInterval(() => {
      if (document.hidden) return;
      void call<Request>('GET', path).then(
        (one) => {
          if (one.state === now.state) return;
          stop();
          taken(say('code.taken'));
        },
        () => undefined); // Without an answer the code stays as it is, and its time says the rest.
    }, LOOK_EVERY);

    function stop(): void {
      clearInterval(tick);
      clearInterval(look);
    }
    function over(): void {
      stop();
      place.replaceChildren(make('p', { class: 'notice' }, say('code.over')));
      begin.hidden = false;
    }
  }

  return make(
    'details',
    { class: 'at-counter' },
    make('summary', {}, say('code.offer')),
    make('p', {}, say('code.explain')),
    begin,
    messages,
    place,
  );
}
