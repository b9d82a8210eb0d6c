// The scanner test card: printing it, and saying what a reading of it tells.
import { the } from '../shell/dom';
import type { Burst } from '../scan/bursts';
import { diagnose, isOfCard } from '../scan/test-card';
import type { Words } from './words';

export class CardView {
  readonly #root = the('#card');
  readonly #button = the('#show-card');
  readonly #result = the('#card-result');
  #key = 'waiting';

  constructor(
    private readonly words: Words,
    private readonly closed: () => void,
  ) {
    this.#button.addEventListener('click', () => (this.isOpen ? this.close() : this.open()));
    the('#card-close').addEventListener('click', () => this.close());
    the('#print').addEventListener('click', () => print());
  }

  get isOpen(): boolean {
    return !this.#root.hidden;
  }

  open(): void {
    this.#root.hidden = false;
    this.#button.setAttribute('aria-expanded', 'true');
    this.#key = 'waiting';
    this.draw();
    this.#root.scrollIntoView({ block: 'start' });
    this.closed();
  }

  close(): void {
    this.#root.hidden = true;
    this.#button.setAttribute('aria-expanded', 'false');
    this.closed();
  }

  /** Whether the reading was for the card. While it is open everything that is no code of ours is. */
  take(burst: Burst, ours: boolean): boolean {
    if (!this.isOpen || (ours && !isOfCard(burst))) return false;
    const found = diagnose(burst);
    this.#key = found.kind === 'fault' ? `fault.${found.fault}` : found.remark ? `good.${found.remark}` : 'good';
    this.#result.dataset['result'] = found.kind;
    this.draw();
    return true;
  }

  draw(): void {
    if (this.#key === 'waiting') delete this.#result.dataset['result'];
    this.#result.textContent = this.words.say(`card.${this.#key}`);
  }
}
