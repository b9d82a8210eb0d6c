// One short tone for VALID, two low ones for all else; with the verdict and never before it.

const MUTED = 'lz-muted';

export class Tones {
  #context: AudioContext | undefined;

  get muted(): boolean {
    return localStorage.getItem(MUTED) === '1';
  }

  set muted(muted: boolean) {
    localStorage.setItem(MUTED, muted ? '1' : '0');
  }

  /** Browsers play nothing before a click. */
  unlock(): void {
    try {
      this.#context ??= new AudioContext();
      void this.#context.resume();
    } catch {
      // No sound device: the screen says everything.
    }
  }

  play(good: boolean): void {
    const context = this.#context;
    if (this.muted || !context || context.state !== 'running') return;
    if (good) beep(context, 880, 0, 0.14);
    else {
      beep(context, 220, 0, 0.16);
      beep(context, 196, 0.22, 0.2);
    }
  }
}

function beep(context: AudioContext, pitch: number, after: number, length: number): void {
  const oscillator = context.createOscillator();
  const gain = context.createGain();
  const from = context.currentTime + after;
  oscillator.frequency.value = pitch;
  gain.gain.setValueAtTime(0.25, from);
  gain.gain.exponentialRampToValueAtTime(0.001, from + length);
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(from);
  oscillator.stop(from + length);
}
