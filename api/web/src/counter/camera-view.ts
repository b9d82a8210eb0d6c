// The camera's corner of the page: what state it is in, what to do about it, where codes were seen.
import { the } from '../shell/dom';
import type { ForeignKind } from '../scan/code';
import type { Point } from '../scan/reader';
import type { CameraState, Hint, Scanner } from '../scan/scanner';
import type { Words } from './words';

const SVG = 'http://www.w3.org/2000/svg';

export class CameraView {
  readonly #root = the('#camera');
  readonly #text = the('#camera-text');
  readonly #video = the<HTMLVideoElement>('#video');
  readonly #outlines = the<SVGSVGElement>('#outlines');
  readonly #torch = the<HTMLButtonElement>('#torch');
  #state: CameraState = { kind: 'off' };
  /** What stands in the place of the state's own words, and how to say it in the page's language. */
  #told: (() => string) | undefined;
  #forget: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly words: Words,
    private readonly scanner: Scanner,
    private readonly spoken: (text: string) => void,
  ) {
    the('#camera-on').addEventListener('click', () => void scanner.start());
    the('#camera-off').addEventListener('click', () => scanner.stop());
    the('#lens').addEventListener('click', () => void scanner.nextLens());
    this.#torch.addEventListener('click', () => {
      const on = this.#torch.getAttribute('aria-pressed') !== 'true';
      void scanner.camera.torch(on).then(() => this.#torch.setAttribute('aria-pressed', String(on)));
    });
  }

  state(state: CameraState): void {
    this.#state = state;
    this.#told = undefined;
    this.outline([]);
    this.draw();
    if (state.kind === 'refused' || state.kind === 'resting' || state.kind === 'asking') this.spoken(this.#sentence());
  }

  draw(): void {
    const state = this.#state;
    const on = state.kind === 'on';
    this.#root.dataset['camera'] = state.kind;
    this.#video.hidden = !on;
    this.#text.textContent = this.#told?.() ?? this.#sentence();
    const start = the('#camera-on');
    start.hidden = on || state.kind === 'starting' || state.kind === 'asking';
    start.textContent = this.words.say(state.kind === 'resting' ? 'camera.resume' : 'camera.on');
    the('#camera-off').hidden = !on;
    this.#torch.hidden = !on || !this.scanner.camera.hasTorch;
    if (!on) {
      this.#torch.setAttribute('aria-pressed', 'false');
      the('#lens').hidden = true;
    }
  }

  hint(hint: Hint): void {
    if (hint === 'LENS') {
      void this.scanner.camera.lenses().then((all) => {
        if (all.length < 2 || this.#state.kind !== 'on') return;
        the('#lens').hidden = false;
        this.#tell(() => this.words.say('camera.hint.LENS'));
      });
    } else this.#tell(() => this.words.say(`camera.hint.${hint}`));
  }

  /** Its kind alone; what it says is neither shown nor opened. */
  foreign(what: ForeignKind): void {
    this.#tell(() => this.words.say('camera.foreign', this.words.say(`local.foreign.${what}`)), 4000);
  }

  several(outlines: readonly (readonly Point[])[]): void {
    this.outline(outlines);
    this.#tell(() => this.words.say('local.several-codes'), 1500);
  }

  decoderFailed(): void {
    this.#tell(() => this.words.say('camera.decoder'));
  }

  /** Draws round what was seen, in the picture's own coordinates. */
  outline(outlines: readonly (readonly Point[])[]): void {
    const { videoWidth, videoHeight } = this.#video;
    // An SVG element has no hidden property.
    this.#outlines.toggleAttribute('hidden', outlines.length === 0);
    this.#outlines.setAttribute('viewBox', `0 0 ${videoWidth || 1} ${videoHeight || 1}`);
    this.#outlines.replaceChildren(
      ...outlines.map((corners) => {
        const polygon = document.createElementNS(SVG, 'polygon');
        polygon.setAttribute('points', corners.map(({ x, y }) => `${x},${y}`).join(' '));
        return polygon;
      }),
    );
  }

  #tell(say: () => string, forMillis = 0): void {
    const news = this.#told?.() !== say();
    this.#told = say;
    this.#text.textContent = say();
    if (news) this.spoken(say());
    clearTimeout(this.#forget);
    if (forMillis > 0) {
      this.#forget = setTimeout(() => {
        this.#told = undefined;
        this.outline([]);
        this.draw();
      }, forMillis);
    }
  }

  #sentence(): string {
    const state = this.#state;
    return this.words.say(state.kind === 'refused' ? `camera.refused.${state.why}` : `camera.state.${state.kind}`);
  }
}
