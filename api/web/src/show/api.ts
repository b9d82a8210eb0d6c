/** Showing a licence, as the service offers it. */
import { call, newKey } from '../shell/call';
import { elder } from '../shell/words';

export interface Said {
  zh: string;
  en: string;
}

export interface Field {
  name: string;
  label: Said;
  value?: string;
}

export interface Code {
  id: string;
  svg: string;
  expiresAt: string;
  renewAt: string;
  fields: Field[];
  sensitive: boolean;
}

export interface Point {
  name: Said;
  place: Said;
  placeKind: string;
  authority: { id: string; name: string };
}

export interface Asked {
  request: string;
  point: Point;
  purpose: { code: string; label: Said };
  fields: Field[];
  numbers: string[];
  lapsesAt: string;
}

export interface Checked {
  at: string;
  point: Point;
  result: string;
}

export interface Tried {
  at: string;
  placeKind: string;
}

export type Answer = { number: string } | { decision: 'REFUSE' | 'NOBODY' };

const PATH = '/v1/presentations';

export function begin(licence: string, scene: string): Promise<Code> {
  return call('POST', PATH, { key: newKey(), body: { licence, scene, ...(elder ? { elder: true } : {}) } });
}

export function renew(id: string): Promise<Code> {
  return call('POST', `${PATH}/${id}/codes`, { key: newKey() });
}

export function answer(id: string, request: string, given: Answer): Promise<unknown> {
  return call('POST', `${PATH}/${id}/answers`, { key: newKey(), body: { request, ...given } });
}

/** Codes that were shown die; nobody waits for the answer. */
export function end(id: string): void {
  call('DELETE', `${PATH}/${id}`, { key: newKey(), keepalive: true }).catch(() => undefined);
}

export function look(id: string): Promise<{ status: string }> {
  return call('GET', `${PATH}/${id}`);
}

export function events(id: string): EventSource {
  return new EventSource(`${PATH}/${id}/events`);
}
