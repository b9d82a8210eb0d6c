/** Calls of this service in the session of the page: cookie, form token, problem documents. */
import type { Problem } from './problem';

/** An answer that is no success. */
export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.code);
  }
}

/** Nothing came back: no network, or the service is away. */
export class Unreachable extends Error {}

const TOKEN = document.querySelector<HTMLMetaElement>('meta[name="csrf"]')?.content ?? '';

export function newKey(): string {
  return crypto.randomUUID();
}

export interface CallOptions {
  body?: unknown;
  /** Idempotency-Key; made once for a deed and kept when it is tried again. */
  key?: string;
  headers?: Record<string, string>;
  signal?: AbortSignal;
  /** Also when the page is being left. */
  keepalive?: boolean;
}

/** How far this device's clock is behind the service's, in ms; to the second. */
let behind = 0;

/** What the service's clock says. */
export function serverNow(): number {
  return Date.now() + behind;
}

export async function call<T>(method: string, path: string, options: CallOptions = {}): Promise<T> {
  const headers: Record<string, string> = { Accept: 'application/json', ...options.headers };
  if (method !== 'GET') headers['X-CSRF-TOKEN'] = TOKEN;
  if (options.key !== undefined) headers['Idempotency-Key'] = options.key;
  if (options.body !== undefined) headers['Content-Type'] = 'application/json';
  let answer: Response;
  try {
    answer = await fetch(path, {
      method,
      headers,
      credentials: 'same-origin',
      cache: 'no-store',
      redirect: 'error',
      keepalive: options.keepalive ?? false,
      ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
      ...(options.signal === undefined ? {} : { signal: options.signal }),
    });
  } catch (failed) {
    if (failed instanceof DOMException && failed.name === 'AbortError') throw failed;
    throw new Unreachable(String(failed));
  }
  const date = Date.parse(answer.headers.get('Date') ?? '');
  // Small differences are those of the way. A clock that was put right is right again.
  if (!Number.isNaN(date)) behind = Math.abs(date - Date.now()) > 2_000 ? date - Date.now() : 0;
  const text = await answer.text();
  if (answer.ok) return (text === '' ? undefined : JSON.parse(text)) as T;
  let problem: Problem;
  try {
    problem = JSON.parse(text) as Problem;
  } catch {
    throw new Unreachable(`status ${answer.status}`);
  }
  throw new Refused(problem);
}
