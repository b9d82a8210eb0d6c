/** The code on the page: drawn from the service's modules, black on white, with whole pixels for each module. */
import { make } from '../shell/dom';
import { drawn } from '../shell/drawing';
import type { Words } from '../shell/words';

/** Modules on a side, with the margin. */
function modules(svg: SVGSVGElement): number {
  return svg.viewBox.baseVal.width || 37;
}

const RADIUS = 10;
const AROUND = 2 * Math.PI * RADIUS;

export class CodePanel {
  readonly element: HTMLElement;
  private readonly button: HTMLButtonElement;
  private readonly over: HTMLElement;
  private readonly time: HTMLElement;
  private readonly ring: SVGCircleElement;
  private readonly sees: HTMLElement;
  private large: HTMLDialogElement | undefined;

  constructor(
    private readonly say: Words,
    pause: () => void,
  ) {
    this.over = make('span', { class: 'over' });
    this.button = make('button', { type: 'button', class: 'code', 'aria-label': `${say('code')} · ${say('enlarge')}` });
    this.button.addEventListener('click', () => this.enlarge());
    this.time = make('span', {});
    const ring = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
    ring.setAttribute('viewBox', '0 0 24 24');
    ring.setAttribute('aria-hidden', 'true');
    const circle = (name: string) => {
      const one = document.createElementNS('http://www.w3.org/2000/svg', 'circle');
      one.setAttribute('cx', '12');
      one.setAttribute('cy', '12');
      one.setAttribute('r', String(RADIUS));
      one.setAttribute('class', name);
      ring.append(one);
      return one;
    };
    circle('all');
    this.ring = circle('left');
    this.ring.setAttribute('stroke-dasharray', String(AROUND));
    this.sees = make('p', { class: 'sees' });
    const stop = make('button', { type: 'button', class: 'pause' }, say('pause'));
    stop.addEventListener('click', pause);
    this.element = make(
      'div',
      {},
      make('div', { class: 'code-frame' }, this.button),
      make('p', { class: 'timer', role: 'timer' }, ring as unknown as HTMLElement, this.time),
      this.sees,
      make('p', { class: 'hint' }, `${say('facing')} ${say('byScan')}`),
      make('p', { class: 'hint' }, say('renews')),
      stop,
    );
  }

  /** In one frame: nothing is taken away before the new one is there. */
  show(svg: string, sees: string): void {
    const image = drawn(svg);
    image.setAttribute('aria-hidden', 'true');
    image.setAttribute('focusable', 'false');
    this.button.replaceChildren(image, this.over);
    this.button.classList.remove('dead', 'blurred');
    this.button.dataset.state = 'good';
    this.sees.textContent = this.say('sees', sees);
    this.fit(image, this.button, Math.min(this.room(), 320));
    if (this.large?.open) {
      const copy = image.cloneNode(true) as SVGSVGElement;
      this.large.querySelector('svg')?.replaceWith(copy);
      this.fitLarge(copy);
    }
  }

  private room(): number {
    return (this.button.parentElement?.clientWidth ?? 320) - 2;
  }

  private fit(image: SVGSVGElement, where: HTMLElement, room: number): void {
    const count = modules(image);
    const size = Math.max(2, Math.floor(room / count)) * count;
    where.style.setProperty('--code', `${size}px`);
    image.style.setProperty('width', `${size}px`);
    image.style.setProperty('height', `${size}px`);
  }

  private fitLarge(image: SVGSVGElement): void {
    if (this.large) this.fit(image, this.large, Math.min(innerWidth - 16, innerHeight - 160));
  }

  /** Seconds to the next code, of all. */
  left(seconds: number, all: number, text: string): void {
    this.time.textContent = text;
    this.ring.setAttribute('stroke-dashoffset', String(AROUND * (1 - Math.max(0, Math.min(1, seconds / all)))));
  }

  /** It can no longer be scanned. */
  dead(text: string): void {
    this.cover('dead', text);
  }

  /** Whether it can still be scanned is not sure: nobody looks at it until there is another. */
  blur(text: string): void {
    this.cover('blurred', text);
  }

  private cover(kind: 'dead' | 'blurred', text: string): void {
    this.over.textContent = text;
    this.button.classList.add(kind);
    this.button.dataset.state = kind;
    this.large?.close();
  }

  private enlarge(): void {
    const image = this.button.querySelector('svg');
    if (!image || this.button.dataset.state !== 'good') return;
    const copy = image.cloneNode(true) as SVGSVGElement;
    const close = make('button', { type: 'button' }, this.say('shrink'));
    const large = make('dialog', { class: 'full-code', 'aria-label': this.say('code') });
    large.append(copy, close);
    this.large = large;
    large.addEventListener('click', () => large.close());
    large.addEventListener('close', () => {
      large.remove();
      this.large = undefined;
      this.button.focus();
    });
    document.body.append(large);
    large.showModal();
    this.fitLarge(copy);
  }

  close(): void {
    this.large?.close();
  }
}
