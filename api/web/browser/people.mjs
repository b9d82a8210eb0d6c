// What tests of people's pages share: a device, signing in, a page that fits; for holders, the list
// and a code that is shown.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { launch, watch } from './lib.mjs';

export const PHONE = { width: 360, height: 640 };

/** A browser that makes devices; {@code base} is where the service is. */
export async function visitors({ base, password }) {
  const browser = await launch();

  /** A browser of its own; what its console calls an error is one, unless a step expects it. */
  async function device(options = {}) {
    const context = await browser.newContext({ viewport: PHONE, deviceScaleFactor: 2, hasTouch: true, reducedMotion: 'no-preference', ...options });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const expected = [];
    const errors = watch(page, (text) => expected.some((one) => one.test(text)));
    return { context, page, errors, expected };
  }

  async function signIn({ page }, name) {
    await page.goto(`${base}/login`);
    await page.fill('#name', name);
    await page.fill('#password', password);
    await Promise.all([page.waitForURL(`${base}/me`), page.click('button[type=submit]')]);
  }

  /** The list of licences, with at least one. */
  async function listed({ page }, query = '') {
    await page.goto(`${base}/me${query}`);
    await page.waitForSelector('.licence-card');
  }

  return { browser, device, signIn, listed };
}

/** A call with the session and form token of the page. */
export const call = (page, method, path, body) =>
  page.evaluate(
    async ([verb, to, sent, key]) => {
      const answer = await fetch(to, {
        method: verb,
        headers: {
          'X-CSRF-TOKEN': document.querySelector('meta[name=csrf]').content, 'Idempotency-Key': key, 'Content-Type': 'application/json',
        },
        ...(sent === null ? {} : { body: JSON.stringify(sent) }),
      });
      return { status: answer.status, body: await answer.text() };
    },
    [method, path, body ?? null, randomUUID()]);

/** A code can be scanned; else what the page says instead. */
export async function shown(page) {
  await page.waitForSelector('.code[data-state=good] svg, #panel .notice', { timeout: 20_000 });
  if ((await page.locator('.code').count()) === 0) throw new Error(await page.textContent('#panel'));
}

/** Nothing is wider than the window, no text is smaller than 14 px, and targets are large enough. */
export async function fits(page, name, target = 48) {
  const found = await page.evaluate((least) => {
    const bad = [];
    if (document.documentElement.scrollWidth > innerWidth + 1) bad.push(`wide ${document.documentElement.scrollWidth}`);
    for (const one of document.querySelectorAll('a, button, select, input, summary, textarea, label.pick')) {
      const box = one.getBoundingClientRect();
      if (box.width === 0 || one.closest('.skip, p.hint, .visually-hidden') || one.matches('[type=hidden], label.pick input')) continue;
      if (box.height < least - 0.5) bad.push(`low ${Math.round(box.height)} ${one.tagName} ${(one.textContent ?? '').trim().slice(0, 20)}`);
      if (box.right > innerWidth + 1 && !one.closest('dialog .scroll')) bad.push(`cut ${one.textContent?.trim().slice(0, 20)}`);
    }
    for (const one of document.querySelectorAll('main *, .masthead *')) {
      if (one.children.length === 0 && one.textContent.trim() !== '' && parseFloat(getComputedStyle(one).fontSize) < 14) bad.push(`small ${one.textContent}`);
    }
    return bad;
  }, target);
  assert.deepEqual(found, [], name);
}
