// The hand scanner's keys, wherever the focus is. The burst machine decides; this listens and keeps
// time.
import { Bursts, SILENCE, type Burst } from './bursts.ts';

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
    const inOther =
      target !== this.field &&
      (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement);
    const typing = inOther || target === this.field;
    const verdict = this.#bursts.key(event, event.timeStamp, typing);
    clearTimeout(this.#timer);
    switch (verdict.kind) {
      case 'pass':
        this.#timer = setTimeout(() => {
          const burst = this.#bursts.silence(performance.now());
          if (burst) this.#take(burst, target);
        }, SILENCE + 5);
        break;
      case 'swallow':
        event.preventDefault();
        event.stopPropagation();
        this.#timer = setTimeout(() => {
          const burst = this.#bursts.silence(performance.now());
          if (burst) this.#take(burst, target);
        }, SILENCE + 5);
        break;
      case 'burst':
        event.preventDefault();
        event.stopPropagation();
        this.#take(verdict.burst, target);
        break;
    }
  }

  #take(burst: Burst, target: EventTarget | null): void {
    this.#quietUntil = performance.now() + 300;
    // What it left where it did not belong.
    if (target instanceof HTMLInputElement) target.value = '';
    this.scanned(burst);
  }
}
