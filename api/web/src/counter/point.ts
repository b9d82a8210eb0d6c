// This window as a verifier point: enrolling it, and what it knows about itself.
import { list, object, said, text, type Said } from './answers';
import { content, problem, reach, Refused, type Door } from './door';
import { newKey, remember, type Enrolled } from './keys';
import { ISSUER, proof } from './proof';

export const SCOPE = 'presentation:verify';

export interface Scene {
  readonly code: string;
  readonly label: Said;
  readonly sensitive: boolean;
  readonly offline: boolean;
}

export interface Point {
  readonly name: Said;
  readonly place: Said;
  readonly authority: string;
  readonly scenes: readonly Scene[];
  readonly today: number;
  /** When the evidence it relies on was made. */
  readonly evidenceAt?: string;
}

/** One own scan: no names, no numbers. */
export interface Scan {
  readonly at: string;
  readonly scene: string;
  readonly outcome: string;
  readonly verdict?: string;
  readonly reference: string;
}

/** Enrols with a one-time code; the key is made now and kept only if the service takes it. */
export async function enrol(code: string): Promise<Enrolled> {
  const key = await newKey();
  const path = '/v1/verifier-points/enrolments';
  const at = await serviceTime();
  const response = await reach(path, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/json',
      Accept: 'application/json',
      DPoP: await proof(key, { method: 'POST', url: ISSUER + path, at }),
    },
    body: JSON.stringify({ code }),
  });
  const body = await content(response);
  if (!response.ok) throw new Refused(problem(body, response.status));
  const enrolled = { client: text(object(body)['clientId']), key };
  await remember(enrolled);
  return enrolled;
}

/** Seconds since 1970: a window whose clock is wrong can be enrolled all the same. */
async function serviceTime(): Promise<number> {
  const response = await reach(location.pathname, { method: 'HEAD' });
  const date = Date.parse(response.headers.get('Date') ?? '');
  return Math.floor((Number.isNaN(date) ? Date.now() : date) / 1000);
}

export async function self(door: Door): Promise<Point> {
  const from = object(await door.call('GET', '/v1/verifier-points/self'));
  const point = from['point'] == null ? from : object(from['point']);
  const pack = from['pack'] == null ? undefined : object(from['pack']);
  const at = pack?.['issuedAt'] ?? pack?.['at'];
  return {
    name: said(point['name']),
    place: said(point['place']),
    authority: authority(point['authority']),
    scenes: list(point['scenes'] ?? from['scenes']).map(scene),
    today: Number(from['today'] ?? 0),
    ...(typeof at === 'string' ? { evidenceAt: at } : {}),
  };
}

export async function scans(door: Door): Promise<readonly Scan[]> {
  const from = object(await door.call('GET', '/v1/verifier-points/self/scans'));
  return list(from['items'] ?? from['scans']).map((one) => {
    const scan = object(one);
    return {
      at: text(scan['at']),
      scene: typeof scan['scene'] === 'string' ? scan['scene'] : '',
      outcome: text(scan['outcome']),
      ...(typeof scan['verdict'] === 'string' ? { verdict: scan['verdict'] } : {}),
      reference: typeof scan['reference'] === 'string' ? scan['reference'] : '',
    };
  });
}

function scene(value: unknown): Scene {
  const from = object(value);
  return {
    code: text(from['code']),
    label: said(from['label']),
    sensitive: from['sensitive'] === true,
    offline: from['offline'] === true,
  };
}

function authority(value: unknown): string {
  if (typeof value === 'string') return value;
  return value == null ? '' : text(object(value)['name']);
}
