// Keys that come from a hand scanner, told from those of a person. No clock and no page in here:
// the times come with the keys, and the silence is reported from outside.
import { MOST_CHARACTERS } from './code';
import { character, isEnd, isHidden, type Key } from './keys';

/** One reading of a hand scanner. */
export interface Burst {
  /** As typed, before anything is mended. */
  readonly raw: string;
  /** Full-width signs made narrow, letters made large. */
  readonly text: string;
  /** What ended it. */
  readonly end: 'KEY' | 'SILENCE';
  /** An input method was on: the characters were taken from the keys' places. */
  readonly hidden: boolean;
  /** Characters came as numbers typed with Alt held. */
  readonly altNumbers: boolean;
  /** Longer than is kept: only its beginning is here. */
  readonly tooLarge: boolean;
}

/** What to do with a key. */
export type Verdict =
  | { readonly kind: 'pass' }
  /** It belongs to a burst: the page must not act on it. */
  | { readonly kind: 'swallow' }
  | { readonly kind: 'burst'; readonly burst: Burst };

/** Milliseconds without a key that end a burst. */
export const SILENCE = 120;
/** A second, empty end within this belongs to the first. */
const SECOND_END = 150;
/** Milliseconds a key, on average: nobody types twelve characters faster; Bluetooth is slow. */
const FAST = 50;
const SHORTEST = 12;
const PREFIX = /^LZ[0-9]{1,3}:/;

export class Bursts {
  #raw = '';
  #first = 0;
  #last = 0;
  #hidden = false;
  #altNumbers = false;
  #tooLarge = false;
  #ended = -Infinity;

  /**
   * One key.
   *
   * @param at milliseconds
   * @param typing whether a person could mean it for a field: it is then left alone until it is
   *     surely a burst
   */
  key(key: Key, at: number, typing: boolean): Verdict {
    if (key.key === 'Shift' || key.key === 'CapsLock' || key.key === 'Control' || key.key === 'Alt' || key.key === 'AltGraph') {
      return { kind: 'pass' };
    }
    if (this.#raw !== '' && at - this.#last > SILENCE && !this.#isOurs()) this.reset();
    if (isEnd(key)) return this.#end(at, typing);
    if (key.altKey && /^Numpad[0-9]$/.test(key.code)) {
      this.#altNumbers = true;
      this.#take('', at);
      return { kind: 'swallow' };
    }
    if (key.ctrlKey || key.metaKey) return { kind: 'pass' };
    const char = character(key);
    if (char === undefined) return { kind: 'pass' };
    this.#hidden ||= isHidden(key);
    this.#take(char, at);
    return !typing && this.#isOurs() ? { kind: 'swallow' } : { kind: 'pass' };
  }

  /** Nothing came for {@link SILENCE}. */
  silence(at: number): Burst | undefined {
    if (this.#raw === '' || at - this.#last < SILENCE) return undefined;
    // A person pauses: only what came fast enough, or names itself ours and fast, is a reading.
    if (this.#isFast()) return this.#finish(at, 'SILENCE');
    if (!this.#isOurs()) this.reset();
    return undefined;
  }

  reset(): void {
    this.#raw = '';
    this.#hidden = false;
    this.#altNumbers = false;
    this.#tooLarge = false;
  }

  #end(at: number, typing: boolean): Verdict {
    if (this.#raw === '' && !this.#altNumbers) {
      return at - this.#ended < SECOND_END ? { kind: 'swallow' } : { kind: 'pass' };
    }
    if (this.#altNumbers || this.#isFast() || (this.#isOurs() && !typing)) {
      return { kind: 'burst', burst: this.#finish(at, 'KEY') };
    }
    // A person's Enter: the field knows what was typed.
    this.reset();
    return { kind: 'pass' };
  }

  #take(char: string, at: number): void {
    if (this.#raw === '') this.#first = at;
    this.#last = at;
    if (this.#raw.length >= MOST_CHARACTERS) this.#tooLarge = true;
    else this.#raw += char;
  }

  #isOurs(): boolean {
    return PREFIX.test(mended(this.#raw));
  }

  #isFast(): boolean {
    return this.#raw.length >= SHORTEST && (this.#last - this.#first) / (this.#raw.length - 1) <= FAST;
  }

  #finish(at: number, end: Burst['end']): Burst {
    const burst = {
      raw: this.#raw,
      text: mended(this.#raw),
      end,
      hidden: this.#hidden,
      altNumbers: this.#altNumbers,
      tooLarge: this.#tooLarge,
    };
    this.reset();
    this.#ended = at;
    return burst;
  }
}

/** Full-width signs of an input method made narrow (NFKC); our alphabet has no small letters. */
export function mended(text: string): string {
  return text.normalize('NFKC').toUpperCase();
}

/** The characters a code is made of (RFC 9285), as QR codes have them. */
export const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';

export function isOfAlphabet(text: string): boolean {
  return [...text].every((char) => ALPHABET.includes(char));
}
