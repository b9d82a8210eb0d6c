/** A button that does something with the service: one key for one deed, what goes wrong is said beside it. */
import { call, newKey, Refused } from '../shell/call';
import { make } from '../shell/dom';
import { notice, reference, signIn } from '../shell/load';
import { isFinal } from '../shell/problem';
import { pick, type Words } from '../shell/words';

export interface Deed<T> {
  label: string;
  kind?: string;
  /** Accessible name, where the label alone does not tell which. */
  named?: string;
  path: string;
  body: () => unknown;
  done: (answer: T) => void;
}

/** Why it was not done, and what to do. */
export function refusal(failed: unknown, say: Words): HTMLElement {
  const shown = failed instanceof Refused ? why(failed, say) : notice(say(navigator.onLine ? 'failed' : 'offline'));
  shown.setAttribute('role', 'alert');
  return shown;
}

function why({ problem }: Refused, say: Words): HTMLElement {
  if (problem.status === 401) return notice(say('ended'), signIn(say));
  if (problem.status < 500) return notice(`${pick(problem)} ${pick(problem.next)}`);
  return notice(say('failed'), make('span', { class: 'hint' }, say('reference', reference(problem))));
}

/** The button; messages go into the place. */
export function deed<T>(one: Deed<T>, messages: HTMLElement, say: Words): HTMLButtonElement {
  const button = make('button', { type: 'button', class: one.kind ?? '' }, one.label);
  if (one.named) button.setAttribute('aria-label', one.named);
  let busy = false;
  let sent: { key: string; text: string } | undefined;
  button.addEventListener('click', async () => {
    if (busy) return;
    const body = one.body();
    if (body === undefined) return;
    // The same deed tried again keeps its key; another one gets its own.
    const text = JSON.stringify(body);
    if (sent?.text !== text) sent = { key: newKey(), text };
    busy = true;
    messages.replaceChildren();
    button.setAttribute('aria-disabled', 'true');
    try {
      const answer = await call<T>('POST', one.path, { key: sent.key, ...(body === null ? {} : { body }) });
      sent = undefined;
      one.done(answer);
    } catch (failed) {
      // After the last word on a deed what is pressed is another one.
      if (failed instanceof Refused && isFinal(failed.problem)) sent = undefined;
      messages.replaceChildren(refusal(failed, say));
    } finally {
      busy = false;
      button.removeAttribute('aria-disabled');
    }
  });
  return button;
}
