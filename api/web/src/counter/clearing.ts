// Personal data do not stay on a screen that nobody looks at. There is a warning, and time to say no.

/** Seconds of warning, and for WCAG 2.2.1 the least that somebody has to answer it. */
const WARNING = 20;

export class Clearing {
  #timer: ReturnType<typeof setInterval> | undefined;
  #ends = 0;

  /**
   * @param seconds until they go, 30 to 300
   * @param warned told each second how many are left, in the last twenty
   * @param cleared told when they have to go
   */
  constructor(
    private readonly seconds: number,
    private readonly warned: (left: number | undefined) => void,
    private readonly cleared: () => void,
  ) {}

  start(): void {
    this.stop();
    this.#ends = Date.now() + this.seconds * 1000;
    // By the clock, not by counting: a machine that slept has to clear at once.
    this.#timer = setInterval(() => this.#tick(), 250);
  }

  stop(): void {
    clearInterval(this.#timer);
    this.#timer = undefined;
    this.warned(undefined);
  }

  #tick(): void {
    const left = Math.ceil((this.#ends - Date.now()) / 1000);
    if (left <= 0) {
      this.stop();
      this.cleared();
    } else if (left <= WARNING) {
      this.warned(left);
    }
  }
}
