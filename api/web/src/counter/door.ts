// The way to the service as this verifier point: a short-lived token bound to the window's key, a
// proof with every request, and the service's time.
import { assertion, ISSUER, proof } from './proof';
import type { Enrolled } from './keys';
import type { Said } from './answers';

export interface Problem extends Said {
  readonly code: string;
  readonly status: number;
  readonly next: Said;
}

/** The service answered, but not with what was asked for. */
export class Refused extends Error {
  constructor(readonly problem: Problem) {
    super(problem.code);
  }
}

/** Nothing came back. */
export class Unreachable extends Error {}

/** The service does not know this window any more. */
export class EnrolmentLost extends Error {}

/** Renewed when less than this is left of a token's life. */
const SPARE_SECONDS = 30;

export interface Request {
  readonly json?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

export class Door {
  #token: { readonly value: string; readonly until: number } | undefined;
  #renewal: Promise<string> | undefined;
  #nonce: string | undefined;
  /** Seconds that the service's clock is ahead of this machine's. */
  #ahead = 0;

  constructor(
    private readonly enrolled: Enrolled,
    private readonly scope: string,
  ) {}

  /** Seconds that the service's clock is ahead of this machine's; known after the first answer. */
  get clockDifference(): number {
    return this.#ahead;
  }

  /** @throws Refused, Unreachable, EnrolmentLost */
  async call(method: string, path: string, request: Request = {}): Promise<unknown> {
    for (let again = 0; ; again++) {
      const token = await this.#valid();
      const answer = await this.#send(method, path, token, request);
      const body = await content(answer);
      if (answer.ok) return body;
      if (answer.status === 401 && again < 2) {
        // Ended early, or the service wants its own value in the proof.
        this.#token = undefined;
        continue;
      }
      throw new Refused(problem(body, answer.status));
    }
  }

  async #send(method: string, path: string, token: string, { json, headers, signal }: Request): Promise<Response> {
    return this.#fetch(path, {
      method,
      headers: {
        Accept: 'application/json',
        Authorization: `DPoP ${token}`,
        DPoP: await proof(this.enrolled.key, {
          method,
          url: ISSUER + path.replace(/[?#].*/, ''),
          at: this.#now(),
          token,
          ...(this.#nonce === undefined ? {} : { nonce: this.#nonce }),
        }),
        ...(json === undefined ? {} : { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(json === undefined ? {} : { body: JSON.stringify(json) }),
      ...(signal ? { signal } : {}),
    });
  }

  /** One renewal at a time, whoever needs it. */
  #valid(): Promise<string> {
    const token = this.#token;
    if (token && token.until > this.#now() + SPARE_SECONDS) return Promise.resolve(token.value);
    this.#renewal ??= this.#renew().finally(() => (this.#renewal = undefined));
    return this.#renewal;
  }

  async #renew(): Promise<string> {
    const path = '/oauth2/token';
    const url = ISSUER + path;
    for (let again = 0; ; again++) {
      const { client, key } = this.enrolled;
      const at = this.#now();
      const answer = await this.#fetch(path, {
        method: 'POST',
        headers: {
          'Content-Type': 'application/x-www-form-urlencoded',
          Accept: 'application/json',
          DPoP: await proof(key, {
            method: 'POST',
            url,
            at,
            ...(this.#nonce === undefined ? {} : { nonce: this.#nonce }),
          }),
        },
        body: new URLSearchParams({
          grant_type: 'client_credentials',
          scope: this.scope,
          client_id: client,
          client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
          client_assertion: await assertion(key, client, url, at),
        }).toString(),
      });
      const body = (await content(answer)) as Record<string, unknown> | undefined;
      if (answer.ok && typeof body?.['access_token'] === 'string') {
        this.#token = { value: body['access_token'], until: this.#now() + Number(body['expires_in'] ?? 60) };
        return this.#token.value;
      }
      // The first answer tells the service's time, and its value for proofs if it wants one.
      if (again === 0 && (answer.status === 400 || answer.status === 401)) continue;
      if (answer.status === 401 || body?.['error'] === 'invalid_client') throw new EnrolmentLost();
      throw new Refused(problem(body, answer.status));
    }
  }

  async #fetch(path: string, init: RequestInit): Promise<Response> {
    const answer = await reach(path, init);
    this.#nonce = answer.headers.get('DPoP-Nonce') ?? this.#nonce;
    const date = Date.parse(answer.headers.get('Date') ?? '');
    if (!Number.isNaN(date)) this.#ahead = Math.round((date - Date.now()) / 1000);
    return answer;
  }

  #now(): number {
    return Math.floor(Date.now() / 1000) + this.#ahead;
  }
}

/** @throws Unreachable */
export async function reach(path: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(path, { cache: 'no-store', credentials: 'omit', redirect: 'error', ...init });
  } catch (failed) {
    if (failed instanceof DOMException && failed.name === 'AbortError') throw failed;
    throw new Unreachable();
  }
}

export async function content(answer: Response): Promise<unknown> {
  const text = await answer.text().catch(() => {
    throw new Unreachable();
  });
  if (text === '') return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** A problem document (RFC 9457) or an error of the token endpoint, which says the same. */
export function problem(body: unknown, status: number): Problem {
  const from = (body ?? {}) as Record<string, unknown>;
  const next = (from['next'] ?? {}) as Record<string, unknown>;
  return {
    code: String(from['code'] ?? from['error'] ?? `status-${status}`),
    status,
    zh: String(from['zh'] ?? ''),
    en: String(from['en'] ?? ''),
    next: { zh: String(next['zh'] ?? ''), en: String(next['en'] ?? '') },
  };
}
