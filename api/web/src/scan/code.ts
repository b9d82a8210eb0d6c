// What a text that was scanned says it is. Only its beginning is looked at: what a code is worth is
// for whoever checks it.

/** What a text that is not ours looks like; only this is ever told of it. */
export type ForeignKind = 'WEB' | 'WIFI' | 'CONTACT' | 'PAYMENT' | 'OTHER';

export type Sighted =
  | { readonly kind: 'ours'; readonly text: string }
  | { readonly kind: 'foreign'; readonly what: ForeignKind };

/** More than any code and any hand scanner's burst: what is longer is not kept. */
export const MOST_CHARACTERS = 10_240;

/** Of our codes, of whatever version: an unknown one is answered as such. */
const OURS = /^LZ[0-9]{1,3}:/;

export function sight(text: string): Sighted {
  if (OURS.test(text)) return { kind: 'ours', text };
  if (/^(wxp|alipays?|upi|weixin):/i.test(text) || /^https:\/\/qr\.alipay\.com\//i.test(text)) {
    return { kind: 'foreign', what: 'PAYMENT' };
  }
  if (/^https?:/i.test(text) || /^www\./i.test(text)) return { kind: 'foreign', what: 'WEB' };
  if (/^WIFI:/i.test(text)) return { kind: 'foreign', what: 'WIFI' };
  if (/^(BEGIN:VCARD|MECARD:|tel:|mailto:)/i.test(text)) return { kind: 'foreign', what: 'CONTACT' };
  return { kind: 'foreign', what: 'OTHER' };
}

/** A text as a hand scanner, a paste or a picture gives it: without the line end, which is not part of it. */
export function withoutEnd(text: string): string {
  return text.replace(/[\r\n\t]+$/, '');
}
