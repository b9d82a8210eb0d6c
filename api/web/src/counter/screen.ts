// What the page shows, as a value. One state at a time; the switch over it has no default.
import type { Asked, NotChecked, Said, Verdict, VerdictName } from './answers';
import type { ForeignKind } from '../scan/code';

/** Colour and shape of a block: a code that could not be checked is none of the verdicts. */
export type Look = 'valid' | 'valid-cut' | 'not-in-force' | 'invalid' | 'unknown' | 'unreadable' | 'not-checked';

export function look(verdict: VerdictName): Look {
  switch (verdict) {
    case 'VALID':
      return 'valid';
    case 'VALID_PARTIAL':
      return 'valid-cut';
    case 'NOT_IN_FORCE':
      return 'not-in-force';
    case 'INVALID':
      return 'invalid';
    case 'UNKNOWN':
      return 'unknown';
    case 'UNREADABLE':
      return 'unreadable';
  }
}

/** Something that went wrong before anybody could answer. */
export type Local =
  | { readonly kind: 'foreign'; readonly what: ForeignKind }
  | { readonly kind: 'picture-without-code' }
  | { readonly kind: 'several-codes' }
  | { readonly kind: 'file-too-large' }
  | { readonly kind: 'too-long' }
  | { readonly kind: 'input-method' }
  | { readonly kind: 'no-network' }
  | { readonly kind: 'answer-not-understood' }
  | { readonly kind: 'decoder-failed' }
  | { readonly kind: 'enrolment-lost' }
  | { readonly kind: 'cancelled' };

export type Screen =
  | { readonly kind: 'waiting' }
  | { readonly kind: 'checking'; readonly slow: 0 | 1 | 2 }
  | { readonly kind: 'asked'; readonly asked: Asked }
  | { readonly kind: 'verdict'; readonly verdict: Verdict; readonly hidden: boolean }
  | { readonly kind: 'not-checked'; readonly answer: NotChecked; readonly at: number }
  | { readonly kind: 'local'; readonly why: Local; readonly at: number }
  /** The service refused to answer: suspended, too many requests, a fault of its own. */
  | {
      readonly kind: 'refused';
      readonly code: string;
      readonly said: Said;
      readonly next: Said;
      readonly at: number;
    };

/** Whether there is an answer on the screen that one key puts away. */
export function isAnswer(screen: Screen): boolean {
  return screen.kind !== 'waiting' && screen.kind !== 'checking' && screen.kind !== 'asked';
}
