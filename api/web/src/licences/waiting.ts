/** How many requests for consent wait, beside the way to them; the way is there without the number, too. */
import { call } from '../shell/call';
import type { Words } from '../shell/words';

export async function waiting(say: Words): Promise<void> {
  const way = document.querySelector<HTMLElement>('#waiting');
  if (!way?.dataset.principal) return;
  const path = `/v1/holder/consents?principal=${encodeURIComponent(way.dataset.principal)}`;
  const all = await call<{ requests: { state: string }[] }>('GET', path);
  const count = all.requests.filter((one) => one.state === 'PENDING').length;
  if (count === 0) return;
  way.textContent = say('waiting', count);
  way.classList.add('primary');
}
