// The decoder's own thread: pixels in, codes out. Nothing leaves the browser.
import program from 'zxing-wasm/reader/zxing_reader.wasm?url';
import { load, read, type Found, type Pixels } from './reader';

/** A picture to look at; `id` comes back with the answer. */
export interface Task {
  readonly id: number;
  readonly pixels: Pixels;
  readonly inverted: boolean;
}

export type Answer =
  | { readonly id: number; readonly found: readonly Found[] }
  | { readonly id: number; readonly failed: true };

const ready = load(program);

self.onmessage = async ({ data: { id, pixels, inverted } }: MessageEvent<Task>) => {
  let answer: Answer;
  try {
    await ready;
    answer = { id, found: await read(pixels, inverted) };
  } catch {
    answer = { id, failed: true };
  }
  self.postMessage(answer);
};
