// Proofs that this window holds its key: DPoP (RFC 9449) with each request, and the assertion by
// which it asks for a token (RFC 7523). ES256, made by the browser.

/**
 * The service's public address. Proofs name it, whatever the address of this window: a proxy may stand
 * between.
 */
export const ISSUER =
  typeof document === 'undefined' ? '' : (document.querySelector<HTMLElement>('[data-issuer]')?.dataset['issuer'] ?? location.origin);

export interface ProofOf {
  readonly method: string;
  /** Without query and fragment. */
  readonly url: string;
  /** Seconds since 1970, by the service's clock. */
  readonly at: number;
  readonly token?: string;
  readonly nonce?: string;
}

export async function proof(key: CryptoKeyPair, of: ProofOf): Promise<string> {
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', key.publicKey);
  return sign(
    key,
    { typ: 'dpop+jwt', alg: 'ES256', jwk: { kty, crv, x, y } },
    {
      jti: identifier(),
      htm: of.method,
      htu: of.url,
      iat: of.at,
      ...(of.token === undefined ? {} : { ath: await digest(of.token) }),
      ...(of.nonce === undefined ? {} : { nonce: of.nonce }),
    },
  );
}

/** Good for a minute and one use. */
export function assertion(key: CryptoKeyPair, client: string, audience: string, at: number): Promise<string> {
  return sign(
    key,
    { typ: 'JWT', alg: 'ES256' },
    { iss: client, sub: client, aud: audience, jti: identifier(), iat: at, exp: at + 60 },
  );
}

async function sign(key: CryptoKeyPair, header: object, claims: object): Promise<string> {
  const content = `${encode(JSON.stringify(header))}.${encode(JSON.stringify(claims))}`;
  const signature = await crypto.subtle.sign(
    { name: 'ECDSA', hash: 'SHA-256' },
    key.privateKey,
    new TextEncoder().encode(content),
  );
  return `${content}.${base64url(new Uint8Array(signature))}`;
}

async function digest(token: string): Promise<string> {
  return base64url(new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(token))));
}

function identifier(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(16)));
}

function encode(text: string): string {
  return base64url(new TextEncoder().encode(text));
}

export function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}
