// Which part of a frame is decoded, and how large. The centre is where people hold the code; the
// whole frame now and then finds those who do not.

export interface Region {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Of the picture that is decoded. */
  readonly toWidth: number;
  readonly toHeight: number;
  readonly inverted: boolean;
  readonly whole: boolean;
}

/** Pixels of the longer side that are decoded, from the usual down to what a slow phone manages. */
export const SIZES = [800, 640, 480] as const;

/** The part for the n-th try, counted from zero. */
export function region(n: number, width: number, height: number, limit: number): Region {
  const whole = n % 4 === 3;
  const inverted = n % 8 === 7;
  if (whole) return wholeFrame(width, height, limit, inverted);
  const side = Math.round(Math.min(width, height) * 0.7);
  const to = Math.min(side, limit);
  return {
    x: Math.round((width - side) / 2),
    y: Math.round((height - side) / 2),
    width: side,
    height: side,
    toWidth: to,
    toHeight: to,
    inverted,
    whole: false,
  };
}

export function wholeFrame(width: number, height: number, limit: number, inverted: boolean): Region {
  const scale = Math.min(1, limit / Math.max(width, height));
  return {
    x: 0,
    y: 0,
    width,
    height,
    toWidth: Math.max(1, Math.round(width * scale)),
    toHeight: Math.max(1, Math.round(height * scale)),
    inverted,
    whole: true,
  };
}

/** The next smaller size when less than four tries a second were possible; the same otherwise. */
export function sizeFor(limit: number, triesPerSecond: number): number {
  if (triesPerSecond >= 4) return limit;
  return SIZES.find((size) => size < limit) ?? limit;
}
