// A window of the counter's page whose service answers what a test wants, and how people use it.
import { ANSWERS, now, SELF } from './counter-answers.mjs';
import { watch } from './lib.mjs';

/** A window of an enrolled point, and what its service will answer. */
export async function counter(browser, base, { lang = 'zh', width = 1280, height = 800, scheme = 'light', enrolled = true, grant = true } = {}) {
  const context = await browser.newContext({
    viewport: { width, height }, colorScheme: scheme, permissions: grant ? ['camera'] : [], acceptDownloads: false,
  });
  const page = await context.newPage();
  const service = { answer: ANSWERS.valid, self: () => [200, SELF], asked: [], follow: () => new Promise(() => {}), down: false };
  const json = (route, status, body) =>
    route.fulfill({ status, contentType: status < 400 ? 'application/json' : 'application/problem+json', body: JSON.stringify(body) });
  await page.route('**/v1/**', async (route) => {
    if (service.down) return route.abort('internetdisconnected');
    const { pathname } = new URL(route.request().url());
    if (pathname.endsWith('/enrolments')) return json(route, 201, { ...SELF, clientId: '1', issuer: base });
    if (pathname.endsWith('/self')) return json(route, ...service.self());
    if (pathname.endsWith('/scans')) {
      return json(route, 200, { items: [{ at: now(), scene: 'HOTEL', outcome: 'VERDICT', verdict: 'VALID', reference: '7F3K' }, { at: now(), scene: 'COUNTER', outcome: 'NOT_CHECKED', reference: '8F3K' }] });
    }
    if (pathname.includes('/requests/')) return json(route, 200, await service.follow());
    service.asked.push(route.request());
    if (service.answer === 'never') return undefined;
    return service.answer.status ? json(route, service.answer.status, service.answer) : json(route, 200, service.answer);
  });
  await page.route('**/oauth2/token', (route) =>
    service.down
      ? route.abort('internetdisconnected')
      : service.lost
        ? json(route, 401, { error: 'invalid_client' })
        : json(route, 200, { access_token: 't', token_type: 'DPoP', expires_in: 600 }));
  const errors = watch(page, (text) => /status of (4|5)\d\d|ERR_INTERNET_DISCONNECTED|ERR_FAILED/.test(text));
  await page.goto(`${base}/counter?lang=${lang}`);
  await page.waitForSelector('#counter[data-state="waiting"]');
  if (enrolled) {
    await page.fill('#enrol-code', 'ABCD-EFGH-JKMN-PQRS');
    await page.click('#enrol-send');
    await page.waitForSelector('#card:not([hidden])');
    await page.keyboard.press('Escape');
  }
  return { page, service, errors, close: () => context.close() };
}

export async function enter(page, text) {
  await page.fill('#code', text);
  await page.press('#code', 'Enter');
}

/** As a hand scanner types: fast, wherever the focus is. */
export async function wedge(page, text, end = true) {
  await page.evaluate(([typed, ended]) => {
    const press = (key, code, shiftKey = false) =>
      (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', { key, code, shiftKey, bubbles: true, cancelable: true }));
    for (const char of typed) press(char, /[A-Z]/.test(char) ? `Key${char}` : /[0-9]/.test(char) ? `Digit${char}` : '');
    if (ended) press('Enter', 'Enter');
  }, [text, end]);
}

export const word = (page) => page.textContent('#answer-word');
export const state = (page, name) => page.waitForSelector(`#counter[data-state="${name}"]`);
