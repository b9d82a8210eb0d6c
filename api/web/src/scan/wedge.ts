// The hand scanner's keys, wherever the focus is. The burst machine decides; this listens and keeps
// time.
import { Bursts, SILENCE, type Burst } from './bursts';
import { sight } from './code';
import { isOfCard } from './test-card';

export class Wedge {
  readonly #bursts = new Bursts();
  #timer: ReturnType<typeof setTimeout> | undefined;

  /**
   * @param field where scans are meant to go
   * @param scanned told of each reading; the field is emptied before
   */
  constructor(
    private readonly field: HTMLInputElement,
    private readonly scanned: (burst: Burst) => void,
  ) {
    document.addEventListener('keydown', (event) => this.#key(event), { capture: true });
    // An input method writes into the field after its keys were read.
    field.addEventListener('compositionend', () => {
      if (this.#quietUntil > performance.now()) field.value = '';
    });
  }

  #quietUntil = 0;

  #key(event: KeyboardEvent): void {
    const target = event.target;
    const elsewhere =
      target !== this.field &&
      (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement);
    const verdict = this.#bursts.key(event, event.timeStamp, elsewhere || target === this.field);
    clearTimeout(this.#timer);
    if (verdict.kind === 'burst') {
      if (this.#take(verdict.burst, target, elsewhere)) stop(event);
      return;
    }
    if (verdict.kind === 'swallow') stop(event);
    this.#timer = setTimeout(() => {
      const burst = this.#bursts.silence(performance.now());
      if (burst) this.#take(burst, target, elsewhere);
    }, SILENCE + 5);
  }

  /** Whether it was taken: what a scanner types into another field and is no code was meant for it. */
  #take(burst: Burst, target: EventTarget | null, elsewhere: boolean): boolean {
    if (elsewhere && sight(burst.text).kind !== 'ours' && !isOfCard(burst)) return false;
    this.#quietUntil = performance.now() + 300;
    if (target instanceof HTMLInputElement) target.value = '';
    this.scanned(burst);
    return true;
  }
}

function stop(event: Event): void {
  event.preventDefault();
  event.stopPropagation();
}
