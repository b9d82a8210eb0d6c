// The printed card with all 45 characters of the alphabet: what arrives tells what is wrong with a
// hand scanner, or that nothing is.
import { ALPHABET, mended, type Burst } from './bursts';

/** The text of the card. It is no code: whoever reads it elsewhere is told so. */
export const CARD = ALPHABET;

export type ScannerFault =
  | 'INPUT_METHOD'
  | 'KEYBOARD_LAYOUT'
  | 'CAPS_LOCK'
  | 'NO_END_KEY'
  | 'ALT_NUMBERS'
  | 'CHARACTERS_LOST'
  | 'OTHER_CODE';

export type Diagnosis =
  | { readonly kind: 'good'; readonly remark?: 'CAPS_LOCK' | 'INPUT_METHOD' }
  | { readonly kind: 'fault'; readonly fault: ScannerFault };

/** Whether a reading is of the card, so far as that can be told when something is wrong with it. */
export function isOfCard(burst: Burst): boolean {
  return burst.altNumbers || (burst.text.length >= 35 && burst.text.length <= 55 && burst.text.startsWith('0123456789'));
}

/**
 * What a reading of the card says. Faults that are mended while reading are remarks; those that make
 * codes unreadable, and a missing end, are faults.
 */
export function diagnose(burst: Burst): Diagnosis {
  if (burst.altNumbers) return { kind: 'fault', fault: 'ALT_NUMBERS' };
  if (burst.text === CARD) {
    if (burst.end === 'SILENCE') return { kind: 'fault', fault: 'NO_END_KEY' };
    if (burst.hidden) return { kind: 'good', remark: 'INPUT_METHOD' };
    return burst.raw === CARD ? { kind: 'good' } : { kind: 'good', remark: 'CAPS_LOCK' };
  }
  if (burst.hidden || /[^\x20-\x7e]/.test(burst.raw.replace(/[À-ɏ§°´¨£¿¡]/g, ''))) {
    return { kind: 'fault', fault: 'INPUT_METHOD' };
  }
  // Digits shifted into signs, or signs into digits: the scanner and the machine disagree on Shift.
  if (sameLetters(burst.raw) && /[!@#$%^&*()]{5}/.test(burst.raw)) return { kind: 'fault', fault: 'CAPS_LOCK' };
  if (burst.text.length === CARD.length) return { kind: 'fault', fault: 'KEYBOARD_LAYOUT' };
  if (isSubsequence(burst.text, CARD)) return { kind: 'fault', fault: 'CHARACTERS_LOST' };
  return { kind: 'fault', fault: burst.text.length > 30 ? 'KEYBOARD_LAYOUT' : 'OTHER_CODE' };
}

function sameLetters(raw: string): boolean {
  return mended(raw).replace(/[^A-Z]/g, '') === 'ABCDEFGHIJKLMNOPQRSTUVWXYZ';
}

function isSubsequence(part: string, whole: string): boolean {
  let at = 0;
  for (const char of whole) if (part[at] === char) at++;
  return at === part.length;
}
