import assert from 'node:assert/strict';
import { createHash, createPublicKey, verify } from 'node:crypto';
import test from 'node:test';
import { answer, AnswerNotUnderstood, publicAnswer, report } from '../src/counter/answers';
import { assertion, proof } from '../src/counter/proof';
import { look } from '../src/counter/screen';

const reason = { code: 'C', zh: '一', en: 'one' };
const next = { zh: '二', en: 'two' };
const good = {
  outcome: 'VERDICT', verdict: 'VALID', reason, next, reference: '7F3K', checkedAt: '2026-11-22T01:02:03Z', mode: 'ONLINE',
  evidence: { at: '2026-11-22T01:02:00Z', ageSeconds: 3 }, fields: [{ name: 'n', label: next, value: true }], singleUseChecked: true,
};

test('an answer is read as it is', () => {
  const read = answer(good);
  assert.equal(read.outcome === 'VERDICT' && read.verdict, 'VALID');
  assert.equal(read.outcome === 'VERDICT' && read.singleUseChecked, true);
});

test('what is not understood is never a good answer', () => {
  for (const bad of [
    null, 'VALID', [], {}, { ...good, outcome: 'GOOD' }, { ...good, verdict: 'valid' }, { ...good, verdict: 'FINE' },
    { ...good, mode: 'MAYBE' }, { ...good, fields: [{ name: 'n', label: next, value: null }] }, { ...good, reason: undefined },
    { outcome: 'ASKED' }, { outcome: 'NOT_CHECKED' },
  ]) {
    assert.throws(() => answer(bad), AnswerNotUnderstood);
  }
});

test('single use counts as checked only where it is said', () => {
  const { singleUseChecked: _, ...unsaid } = good;
  const read = answer(unsaid);
  assert.equal(read.outcome === 'VERDICT' && read.singleUseChecked, false);
});

test('a report gives one reason, and the verdict it came with', () => {
  const read = report({
    verdict: 'NOT_IN_FORCE', instant: '2026-11-22T01:02:03Z', zh: '甲', en: 'a', next,
    reasons: [{ code: 'LICENCE_EXPIRED', zh: '已到期', en: 'Ended' }, reason], licence: null, evidence: null,
  });
  assert.deepEqual([read.verdict, read.reason.code, read.findings.length], ['NOT_IN_FORCE', 'LICENCE_EXPIRED', 1]);
  assert.throws(() => report({ verdict: 'OK' }), AnswerNotUnderstood);
});

test('only VALID looks valid', () => {
  assert.deepEqual(
    (['VALID', 'VALID_PARTIAL', 'NOT_IN_FORCE', 'UNKNOWN', 'INVALID', 'UNREADABLE'] as const).map(look),
    ['valid', 'valid-cut', 'not-in-force', 'unknown', 'invalid', 'unreadable'],
  );
});

interface Jwt {
  readonly header: Record<string, unknown>;
  readonly claims: Record<string, unknown>;
  readonly content: string;
  readonly signature: Buffer;
}

function parse(jwt: string): Jwt {
  const [header = '', claims = '', signature = ''] = jwt.split('.');
  const json = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Record<string, unknown>;
  return { header: json(header), claims: json(claims), content: `${header}.${claims}`, signature: Buffer.from(signature, 'base64url') };
}

function isSigned(jwt: Jwt, jwk: Record<string, unknown>): boolean {
  const key = createPublicKey({ key: jwk as never, format: 'jwk' });
  return verify('sha256', Buffer.from(jwt.content), { key, dsaEncoding: 'ieee-p1363' }, jwt.signature);
}

test('a proof is by the key in it, for this request and token alone (RFC 9449 §4.2)', async () => {
  const key = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
  const jwt = parse(await proof(key, { method: 'POST', url: 'https://lz.example/v1/x', at: 1_800_000_000, token: 'abc', nonce: 'n' }));
  assert.deepEqual(Object.keys(jwt.header).sort(), ['alg', 'jwk', 'typ']);
  assert.deepEqual([jwt.header['typ'], jwt.header['alg']], ['dpop+jwt', 'ES256']);
  const jwk = jwt.header['jwk'] as Record<string, unknown>;
  assert.deepEqual(Object.keys(jwk).sort(), ['crv', 'kty', 'x', 'y']);
  assert.ok(isSigned(jwt, jwk));
  assert.equal(jwt.claims['ath'], createHash('sha256').update('abc').digest('base64url'));
  assert.deepEqual([jwt.claims['htm'], jwt.claims['htu'], jwt.claims['iat'], jwt.claims['nonce']], ['POST', 'https://lz.example/v1/x', 1_800_000_000, 'n']);
  const again = parse(await proof(key, { method: 'POST', url: 'https://lz.example/v1/x', at: 1_800_000_000 }));
  assert.notEqual(again.claims['jti'], jwt.claims['jti']);
  assert.equal('ath' in again.claims, false);
});

test('an assertion is good for a minute', async () => {
  const key = await crypto.subtle.generateKey({ name: 'ECDSA', namedCurve: 'P-256' }, false, ['sign', 'verify']);
  const jwt = parse(await assertion(key, 'client', 'https://lz.example/oauth2/token', 1_800_000_000));
  assert.deepEqual(
    [jwt.claims['iss'], jwt.claims['sub'], jwt.claims['aud'], jwt.claims['exp']],
    ['client', 'client', 'https://lz.example/oauth2/token', 1_800_000_060],
  );
});

test('the small public answer: its verdict and its yes or no have to agree', () => {
  const small = { outcome: 'VERDICT', verdict: 'VALID', inForce: true, type: next, maskedName: '李**', reason, next };
  const read = publicAnswer(small, 'now');
  assert.deepEqual([read.outcome === 'VERDICT' && read.verdict, read.outcome === 'VERDICT' && read.fields.length], ['VALID', 1]);
  assert.throws(() => publicAnswer({ ...small, inForce: false }, 'now'), AnswerNotUnderstood);
  assert.throws(() => publicAnswer({ ...small, verdict: 'NOT_IN_FORCE' }, 'now'), AnswerNotUnderstood);
});
