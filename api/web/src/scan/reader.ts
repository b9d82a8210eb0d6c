// Finds QR codes in pixels, with zxing-wasm. The program is served by ourselves and asks nobody.
import { prepareZXingModule, readBarcodes, type ReaderOptions } from 'zxing-wasm/reader';

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** One code in a picture; corners in its pixels, from the upper left, clockwise. */
export interface Found {
  readonly text: string;
  readonly corners: readonly [Point, Point, Point, Point];
}

/** As ImageData has it: red, green, blue, alpha for each pixel. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

/**
 * Small pictures are tried at a third of their size as well: a large code's modules are smooth there
 * where the sensor's noise breaks them up at full size.
 */
const OPTIONS: ReaderOptions = {
  formats: ['QRCode'],
  maxNumberOfSymbols: 4,
  tryHarder: true,
  tryRotate: true,
  tryDownscale: true,
  downscaleThreshold: 100,
  downscaleFactor: 3,
};

/**
 * Loads the decoder.
 *
 * @param program its bytes, or where they are
 */
export async function load(program: ArrayBuffer | string): Promise<void> {
  await prepareZXingModule({
    overrides: typeof program === 'string' ? { locateFile: () => program } : { wasmBinary: program },
    fireImmediately: true,
  });
}

/**
 * All codes in a picture, four at most.
 *
 * @param inverted also white on black, which takes longer
 */
export async function read(pixels: Pixels, inverted: boolean): Promise<Found[]> {
  const results = await readBarcodes(pixels as ImageData, { ...OPTIONS, tryInvert: inverted });
  return results
    .filter((result) => result.isValid && result.text !== '')
    .map(({ text, position: p }) => ({
      text,
      corners: [p.topLeft, p.topRight, p.bottomRight, p.bottomLeft],
    }));
}
