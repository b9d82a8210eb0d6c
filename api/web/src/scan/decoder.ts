// The decoder as the page sees it. It is loaded when it is first needed, and never at points that
// use a hand scanner only.
import type { Answer, Task } from './worker';
import type { Found, Pixels } from './reader';

export class DecoderFailed extends Error {}

export class Decoder {
  #worker: Worker | undefined;
  #next = 0;
  readonly #open = new Map<number, { done: (found: readonly Found[]) => void; failed: (why: Error) => void }>();

  read(pixels: Pixels, inverted: boolean): Promise<readonly Found[]> {
    const worker = (this.#worker ??= this.#start());
    const id = this.#next++;
    return new Promise((done, failed) => {
      this.#open.set(id, { done, failed });
      worker.postMessage({ id, pixels, inverted } satisfies Task, [pixels.data.buffer]);
    });
  }

  #start(): Worker {
    const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' });
    worker.onmessage = ({ data }: MessageEvent<Answer>) => {
      const open = this.#open.get(data.id);
      this.#open.delete(data.id);
      if ('found' in data) open?.done(data.found);
      else open?.failed(new DecoderFailed());
    };
    worker.onerror = () => {
      for (const { failed } of this.#open.values()) failed(new DecoderFailed());
      this.#open.clear();
      worker.terminate();
      this.#worker = undefined;
    };
    return worker;
  }
}
