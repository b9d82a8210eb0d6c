// A picture file that was chosen, dropped or pasted: is there a code in it?
import { choose, type Choice } from './choice';
import type { Decoder } from './decoder';
import type { Pixels } from './reader';

/** Of the longer side; the second try at half of it smooths what a camera's noise breaks up. */
const SIDES = [1600, 800] as const;

export class NotAPicture extends Error {}

export async function readPicture(file: Blob, decoder: Decoder): Promise<Choice> {
  let bitmap: ImageBitmap;
  try {
    bitmap = await createImageBitmap(file);
  } catch {
    throw new NotAPicture();
  }
  try {
    let last: Choice = { kind: 'none' };
    for (const side of SIDES) {
      const choice = choose(await decoder.read(pixels(bitmap, side), true));
      if (choice.kind === 'one' || choice.kind === 'several') return choice;
      if (choice.kind === 'foreign') last = choice;
    }
    return last;
  } finally {
    bitmap.close();
  }
}

function pixels(bitmap: ImageBitmap, side: number): Pixels {
  const scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(1, Math.round(bitmap.width * scale));
  canvas.height = Math.max(1, Math.round(bitmap.height * scale));
  const context = canvas.getContext('2d', { willReadFrequently: true });
  if (!context) throw new NotAPicture();
  // A code drawn on nothing is meant to be on white.
  context.fillStyle = '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  return context.getImageData(0, 0, canvas.width, canvas.height) as Pixels;
}
