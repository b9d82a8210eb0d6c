// Looks through the camera until there is exactly one of our codes, or until nobody has come for long.
import { Camera, CameraRefused, type CameraRefusal } from './camera';
import { choose } from './choice';
import type { Decoder } from './decoder';
import { region, sizeFor, SIZES, wholeFrame, type Region } from './plan';
import type { ForeignKind } from './code';
import type { Found, Pixels, Point } from './reader';

/** What the page has to show of the camera. */
export type CameraState =
  | { readonly kind: 'off' }
  | { readonly kind: 'asking' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'on' }
  | { readonly kind: 'resting' }
  | { readonly kind: 'refused'; readonly why: CameraRefusal };

/** What helps when nothing was found for some time. */
export type Hint = 'LENS' | 'CLOSER' | 'OTHER_WAYS';

export interface ScannerEvents {
  camera(state: CameraState): void;
  /** @param takenAt when the picture was taken, by performance.now() */
  code(text: string, corners: readonly Point[], takenAt: number): void;
  several(outlines: readonly (readonly Point[])[]): void;
  foreign(what: ForeignKind): void;
  hint(hint: Hint): void;
  /** The decoder cannot be loaded or has broken off. */
  decoderFailed(): void;
}

const LENS_AFTER = 6_000;
const CLOSER_AFTER = 15_000;
const OTHERS_AFTER = 45_000;
const REST_AFTER = 300_000;

export class Scanner {
  readonly #canvas = document.createElement('canvas');
  #looking = false;
  #round = 0;
  #since = 0;
  #limit: number = SIZES[0];

  constructor(
    readonly camera: Camera,
    private readonly decoder: Decoder,
    private readonly events: ScannerEvents,
  ) {}

  /** Switches the camera on; on a tap only, since the browser may ask. */
  async start(): Promise<void> {
    if (this.camera.isOn) return;
    this.events.camera({ kind: (await this.camera.willAsk()) ? 'asking' : 'starting' });
    await this.#turnOn(() => this.camera.start());
  }

  async nextLens(): Promise<void> {
    this.pause();
    this.events.camera({ kind: 'starting' });
    await this.#turnOn(() => this.camera.nextLens());
  }

  async #turnOn(on: () => Promise<void>): Promise<void> {
    try {
      await on();
    } catch (failed) {
      this.events.camera({ kind: 'refused', why: failed instanceof CameraRefused ? failed.why : 'FAILED' });
      return;
    }
    this.events.camera({ kind: 'on' });
    this.look();
  }

  stop(): void {
    this.pause();
    this.camera.stop();
    this.events.camera({ kind: 'off' });
  }

  /** Goes on looking, for the next person. */
  look(): void {
    if (!this.camera.isOn || this.#looking) return;
    this.#looking = true;
    this.#since = performance.now();
    void this.#loop(++this.#round);
  }

  /** The stream stays; nothing is decoded. */
  pause(): void {
    this.#looking = false;
    this.#round++;
  }

  async #loop(round: number): Promise<void> {
    const told = new Set<Hint>();
    let tries = 0;
    let from = performance.now();
    for (let n = 0; round === this.#round; n++) {
      await nextFrame();
      if (round !== this.#round) return;
      const { video } = this.camera;
      if (video.readyState < HTMLMediaElement.HAVE_CURRENT_DATA || video.videoWidth === 0) continue;
      const waited = performance.now() - this.#since;
      if (waited > REST_AFTER) {
        this.pause();
        this.camera.stop();
        this.events.camera({ kind: 'resting' });
        return;
      }
      this.#hint(waited, told);
      const takenAt = performance.now();
      const part = region(n, video.videoWidth, video.videoHeight, this.#limit);
      let found: Found[];
      try {
        found = await this.#decode(part);
        // A second code beside the one in the centre has to be seen, too.
        if (!part.whole && choose(found).kind === 'one') {
          found = [...found, ...(await this.#decode(wholeFrame(video.videoWidth, video.videoHeight, SIZES[0], false)))];
        }
      } catch {
        this.pause();
        this.events.decoderFailed();
        return;
      }
      if (round !== this.#round) return;
      const choice = choose(found);
      if (choice.kind === 'one') {
        this.pause();
        this.events.code(choice.text, choice.corners, takenAt);
        return;
      }
      if (choice.kind === 'several') this.events.several(choice.outlines);
      if (choice.kind === 'foreign') this.events.foreign(choice.what);
      if (++tries === 20) {
        this.#limit = sizeFor(this.#limit, (tries * 1000) / (performance.now() - from));
        tries = 0;
        from = performance.now();
      }
    }
  }

  #hint(waited: number, told: Set<Hint>): void {
    for (const [after, hint] of [[LENS_AFTER, 'LENS'], [CLOSER_AFTER, 'CLOSER'], [OTHERS_AFTER, 'OTHER_WAYS']] as const) {
      if (waited > after && !told.has(hint)) {
        told.add(hint);
        this.events.hint(hint);
      }
    }
  }

  /** Codes of a part of the frame; corners in pixels of the frame. */
  async #decode(part: Region): Promise<Found[]> {
    this.#canvas.width = part.toWidth;
    this.#canvas.height = part.toHeight;
    const context = this.#canvas.getContext('2d', { willReadFrequently: true });
    if (!context) throw new Error('no canvas');
    context.drawImage(
      this.camera.video, part.x, part.y, part.width, part.height, 0, 0, part.toWidth, part.toHeight);
    const pixels = context.getImageData(0, 0, part.toWidth, part.toHeight) as Pixels;
    const found = await this.decoder.read(pixels, part.inverted);
    const scale = part.width / part.toWidth;
    const place = (p: Point): Point => ({ x: part.x + p.x * scale, y: part.y + p.y * scale });
    return found.map(({ text, corners: [a, b, c, d] }) => ({
      text,
      corners: [place(a), place(b), place(c), place(d)],
    }));
  }
}

/** Pages that are not shown get no frames: nobody is scanned behind the clerk's back. */
function nextFrame(): Promise<void> {
  return new Promise((done) => requestAnimationFrame(() => done()));
}
