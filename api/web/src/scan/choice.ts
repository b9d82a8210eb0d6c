// Which of the codes in view is taken. Two of ours and nobody can tell which was meant: none is.
import { sight, type ForeignKind } from './code';
import type { Found, Point } from './reader';

export type Choice =
  | { readonly kind: 'none' }
  | { readonly kind: 'one'; readonly text: string; readonly corners: readonly Point[] }
  | { readonly kind: 'several'; readonly outlines: readonly (readonly Point[])[] }
  | { readonly kind: 'foreign'; readonly what: ForeignKind };

export function choose(found: readonly Found[]): Choice {
  const ours = new Map<string, Found>();
  let foreign: ForeignKind | undefined;
  for (const one of found) {
    const seen = sight(one.text);
    if (seen.kind === 'ours') ours.set(seen.text, one);
    else foreign ??= seen.what;
  }
  const [first, second] = ours.values();
  if (first && second) return { kind: 'several', outlines: [...ours.values()].map((one) => one.corners) };
  if (first) return { kind: 'one', text: first.text, corners: first.corners };
  return foreign ? { kind: 'foreign', what: foreign } : { kind: 'none' };
}
