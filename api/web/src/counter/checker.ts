// Who says what a code is worth. The page knows this face only, so that another checker, one that
// needs no network, can stand behind it.
import { answer, publicAnswer, report, type Answer, type Verdict } from './answers';
import { content, problem, reach, Refused, type Door } from './door';

export interface Checker {
  /**
   * Checks a code for a scene.
   *
   * @throws Refused, Unreachable, EnrolmentLost
   */
  check(code: string, scene: string | undefined, signal: AbortSignal): Promise<Answer>;

  /** Waits for the holder's choice; ASKED again when nothing has come for some time. */
  follow(request: string, signal: AbortSignal): Promise<Answer>;

  /** Checks a licence file or document. */
  file(bytes: Blob, signal: AbortSignal): Promise<Verdict>;
}

/** Seconds that the service may keep a question open. */
const LONG_POLL = 25;

/** Asks the service, as a registered point. */
export class PointChecker implements Checker {
  constructor(private readonly door: Door) {}

  async check(code: string, scene: string | undefined, signal: AbortSignal): Promise<Answer> {
    return answer(await this.door.call('POST', '/v1/presentations/verify', { json: { code, scene }, signal }));
  }

  async follow(request: string, signal: AbortSignal): Promise<Answer> {
    return answer(
      await this.door.call('GET', `/v1/presentations/requests/${encodeURIComponent(request)}`, {
        headers: { Prefer: `wait=${LONG_POLL}` },
        signal,
      }),
    );
  }

  file(bytes: Blob, signal: AbortSignal): Promise<Verdict> {
    return verifyFile(bytes, signal);
  }
}

/** Asks the service as anybody: the state of a licence, and no more. */
export class PublicChecker implements Checker {
  async check(code: string, _scene: string | undefined, signal: AbortSignal): Promise<Answer> {
    return publicAnswer(
      await ask('/v1/verifications', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Accept: 'application/json' },
        body: JSON.stringify({ code }),
        signal,
      }),
      new Date().toISOString(),
    );
  }

  follow(): Promise<Answer> {
    return Promise.reject(new Error('only registered points ask holders'));
  }

  file(bytes: Blob, signal: AbortSignal): Promise<Verdict> {
    return verifyFile(bytes, signal);
  }
}

async function verifyFile(bytes: Blob, signal: AbortSignal): Promise<Verdict> {
  return report(
    await ask('/v1/verifications', {
      method: 'POST',
      headers: { 'Content-Type': 'application/octet-stream', Accept: 'application/json' },
      body: bytes,
      signal,
    }),
  );
}

async function ask(path: string, init: RequestInit): Promise<unknown> {
  const response = await reach(path, init);
  const body = await content(response);
  if (!response.ok) throw new Refused(problem(body, response.status));
  return body;
}
