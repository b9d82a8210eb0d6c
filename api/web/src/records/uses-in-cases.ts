/** Which record of use is which use in a case: only those have a receipt, and can be objected to here. */
import { call } from '../shell/call';
import { make } from '../shell/dom';
import { clock } from '../shell/time';
import type { Use } from '../shell/uses';
import type { Words } from '../shell/words';
import type { Cases, CaseUse } from '../sharing/api';

/** Both are written in one transaction. */
const APART = 5_000;

export async function usesInCases(principal: string): Promise<CaseUse[]> {
  try {
    const all = await call<Cases>('GET', `/v1/holder/cases?principal=${encodeURIComponent(principal)}`);
    return all.cases.flatMap((one) => one.uses);
  } catch {
    // The records themselves stand; whoever wants to object finds the way by the cases.
    return [];
  }
}

export function objecting(found: CaseUse[], say: Words): (one: Use) => HTMLElement | null {
  return (one) => {
    const apart = (use: CaseUse) => Math.abs(Date.parse(use.at) - Date.parse(one.at));
    const same = found
      .filter((use) => one.kind !== 'PRESENTED' && use.licence === one.licence.id && use.asker.id === one.who.id && apart(use) <= APART)
      .sort((left, right) => apart(left) - apart(right))[0];
    if (!same) return null;
    const href = same.objection ? '/me/objections' : `/me/objections/new?use=${same.id}`;
    const text = say(same.objection ? 'objected' : 'object');
    return make('a', { class: 'object', href, 'aria-label': `${text} ${one.who.name} ${clock(one.at)}` }, text);
  };
}
