/** Problem documents (RFC 9457), as the service's refusals come. */

export interface Problem {
  code: string;
  status: number;
  zh: string;
  en: string;
  next: { zh: string; en: string };
  instance?: string;
}

/**
 * Whether it is the service's last word under the key that the deed was sent with. A fault of the
 * service, a request that is still in flight and too many of them are none: what is tried again then
 * is the same deed, and keeps its key, so that it does not happen twice.
 */
export function isFinal({ status, code }: Problem): boolean {
  return status < 500 && status !== 429 && code !== 'request-in-flight';
}
