// Pictures of codes as a bad camera sees them. Seeded: the same seed gives the same picture.

/** Grey pixels, row by row, 0 black to 255 white. */
export interface Grey {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8ClampedArray<ArrayBuffer>;
}

/** How bad: degrees to either side, standard deviation of the noise, share of light lost at one edge. */
export interface Noise {
  readonly rotation: number;
  readonly deviation: number;
  readonly shade: number;
}

/** Turned by up to 15°, a shade of 40 %, blurred over 3×3 pixels, noise of 20. */
export const MEDIUM: Noise = { rotation: 15, deviation: 20, shade: 0.4 };

/** mulberry32: 32 bits of state, enough to spread pictures and no more. */
export function seeded(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** Normally distributed, by Box and Muller. */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/**
 * The picture of a code, its quiet zone of four modules included.
 *
 * @param rows modules, true is dark
 * @param scale pixels a module
 */
export function photograph(rows: readonly (readonly boolean[])[], scale: number, noise: Noise, seed: number): Grey {
  const random = seeded(seed);
  const side = (rows.length + 8) * scale;
  const angle = (((random() * 2 - 1) * noise.rotation) / 180) * Math.PI;
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  // Large enough for the turned square.
  const size = Math.ceil(side * (Math.abs(cos) + Math.abs(sin)));
  const towards = random() * 2 * Math.PI;
  const raw = new Float32Array(size * size);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const dx = x + 0.5 - size / 2;
      const dy = y + 0.5 - size / 2;
      const u = Math.floor((dx * cos + dy * sin + side / 2) / scale) - 4;
      const v = Math.floor((dy * cos - dx * sin + side / 2) / scale) - 4;
      const light = rows[v]?.[u] === true ? 0 : 255;
      const across = (dx * Math.cos(towards) + dy * Math.sin(towards)) / size + 0.5;
      raw[y * size + x] = light * (1 - noise.shade * across);
    }
  }
  const data = new Uint8ClampedArray(new ArrayBuffer(size * size));
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      let sum = 0;
      let count = 0;
      for (let j = Math.max(0, y - 1); j <= Math.min(size - 1, y + 1); j++) {
        for (let i = Math.max(0, x - 1); i <= Math.min(size - 1, x + 1); i++) {
          sum += raw[j * size + i] ?? 0;
          count++;
        }
      }
      // The lens blurs before the sensor adds its noise; the other way round would be milder.
      data[y * size + x] = sum / count + normal(random) * noise.deviation;
    }
  }
  return { width: size, height: size, data };
}

/** As a browser hands pictures to a decoder. */
export function rgba(grey: Grey): { width: number; height: number; data: Uint8ClampedArray<ArrayBuffer>; colorSpace: 'srgb' } {
  const data = new Uint8ClampedArray(new ArrayBuffer(grey.width * grey.height * 4));
  grey.data.forEach((light, at) => data.set([light, light, light, 255], at * 4));
  return { width: grey.width, height: grey.height, data, colorSpace: 'srgb' };
}
