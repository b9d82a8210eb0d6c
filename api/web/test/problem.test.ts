import assert from 'node:assert/strict';
import test from 'node:test';
import { isFinal } from '../src/shell/problem';

const problem = (status: number, code: string) => ({ status, code, zh: '', en: '', next: { zh: '', en: '' } });

test('a deed that was refused is over; one that nobody decided on keeps its key', () => {
  for (const [status, code] of [[400, 'request-invalid'], [403, 'not-allowed'], [409, 'consent-outdated'], [422, 'field-missing']] as const) {
    assert.equal(isFinal(problem(status, code)), true, code);
  }
  for (const [status, code] of [[500, 'internal-error'], [503, 'unavailable'], [409, 'request-in-flight'], [429, 'too-many-requests']] as const) {
    assert.equal(isFinal(problem(status, code)), false, code);
  }
});
