// How the holder's pages look: small and large, light and dark, larger type, both languages, by
// keyboard, without scripts; and that what somebody chose goes with the account.
//   node holder-looks.mjs CONFIG   after holder-pages.mjs, with the same people and licences
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { accessible, shot, steps } from './lib.mjs';
import { fits, shown, visitors } from './people.mjs';

const config = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const { base, licences } = config;
const DESK = { width: 1280, height: 800 };
const { browser, device, signIn, listed } = await visitors(config);
const phone = await device();
const cards = (page) => page.$$eval('.licence-card h2', (all) => all.map((one) => one.textContent));
await signIn(phone, config.name);

await steps({
  'both languages, kept from page to page, on the same page': async () => {
    const { page } = phone;
    await page.goto(`${base}/me/records?month=2026-01`);
    await page.getByRole('link', { name: 'English' }).click();
    await page.locator('html[lang=en]').waitFor();
    assert.match(page.url(), /\/me\/records\?(.*&)?month=2026-01/);
    assert.equal(await page.getAttribute('html', 'lang'), 'en');
    await listed(phone);
    assert.match(await page.textContent('main'), /These end within 30 days/);
    assert.ok((await cards(page)).includes('Driving licence'), String(await cards(page)));
    await fits(page, 'list, English');
    await accessible(page, 'list, English');
    await shot(page, 'list-english');
    await page.goto(`${base}/me/licences/${licences.driving}/show`);
    await shown(page);
    await fits(page, 'show, English');
    await shot(page, 'show-english');
    await page.getByRole('link', { name: '中文' }).click();
    await shown(page);
    assert.equal(await page.getAttribute('html', 'lang'), 'zh-CN');
  },

  'larger type for elders: body 22.5 px, targets of 60': async () => {
    const { page } = phone;
    await listed(phone, '?elder=1');
    assert.equal(await page.evaluate(() => getComputedStyle(document.body).fontSize), '22.5px');
    await fits(page, 'list, elder', 60);
    await accessible(page, 'list, elder');
    await shot(page, 'list-elder');
    await page.goto(`${base}/me/licences/${licences.driving}/show`);
    await shown(page);
    await fits(page, 'show, elder', 60);
    assert.equal(await page.$eval('.code', (one) => one.getBoundingClientRect().bottom <= innerHeight), true, 'the whole code, in larger type too');
    await shot(page, 'show-elder');
    await listed(phone, '?elder=0');
  },

  'language and larger type stay with the account: they are there on the next device': async () => {
    const { page } = phone;
    await listed(phone, '?elder=1');
    await page.getByRole('link', { name: 'English' }).click();
    await page.locator('html.elder[lang=en]').waitFor();
    const second = await device();
    await second.page.goto(`${base}/login`);
    assert.equal(await second.page.getAttribute('html', 'lang'), 'zh-CN');
    await signIn(second, config.name);
    await second.page.locator('html.elder[lang=en]').waitFor();
    await shot(second.page, 'list-elder-english');
    // A link on another site changes nothing that stays.
    const cross = await second.page.request.get(`${base}/me?lang=zh&elder=0`, { headers: { 'Sec-Fetch-Site': 'cross-site' } });
    assert.equal(cross.status(), 200);
    // Somebody else on the same device has their own, or what the device had.
    const third = await device();
    await signIn(third, config.name);
    await third.page.locator('html.elder[lang=en]').waitFor();
    await third.context.close();
    // What is chosen on the log-in page counts from then on.
    await second.context.clearCookies();
    await second.page.goto(`${base}/login`);
    await second.page.getByRole('link', { name: 'English' }).click();
    await second.page.getByRole('link', { name: '中文' }).click();
    await second.page.fill('#name', config.name);
    await second.page.fill('#password', config.password);
    await Promise.all([second.page.waitForURL(`${base}/me`), second.page.click('button[type=submit]')]);
    assert.equal(await second.page.getAttribute('html', 'lang'), 'zh-CN');
    assert.equal(await second.page.locator('html.elder').count(), 0);
    await second.context.close();
    const fourth = await device();
    await signIn(fourth, config.name);
    assert.equal(await fourth.page.getAttribute('html', 'lang'), 'zh-CN');
    await fourth.context.close();
    await listed(phone, '?elder=0&lang=zh');
  },

  'dark: the code stays black on white': async () => {
    const dark = await device({ colorScheme: 'dark' });
    await dark.context.addCookies(await phone.context.cookies());
    await listed(dark);
    await accessible(dark.page, 'list, dark');
    await shot(dark.page, 'list-dark');
    await dark.page.goto(`${base}/me/licences/${licences.driving}/show`);
    await shown(dark.page);
    assert.equal(await dark.page.$eval('.code', (one) => getComputedStyle(one).backgroundColor), 'rgb(255, 255, 255)');
    await accessible(dark.page, 'show, dark');
    await shot(dark.page, 'show-dark');
    await dark.page.goto(`${base}/me/licences/${licences.driving}`);
    await accessible(dark.page, 'detail, dark');
    await shot(dark.page, 'detail-dark');
    assert.deepEqual(dark.errors, []);
    await dark.context.close();
  },

  '320 px wide, which is also 400 % zoom': async () => {
    const small = await device({ viewport: { width: 320, height: 568 } });
    await small.context.addCookies(await phone.context.cookies());
    await listed(small);
    await fits(small.page, 'list, 320');
    await shot(small.page, 'list-320');
    await small.page.goto(`${base}/me/licences/${licences.driving}`);
    await fits(small.page, 'detail, 320');
    await small.page.goto(`${base}/me/licences/${licences.driving}/show`);
    await shown(small.page);
    await fits(small.page, 'show, 320');
    assert.equal(await small.page.$eval('.code svg', (one) => one.getBoundingClientRect().width), 296);
    await shot(small.page, 'show-320');
    await small.page.goto(`${base}/me/records`);
    await fits(small.page, 'records, 320');
    await small.context.close();
  },

  'on a desk: menu at the left, two columns': async () => {
    const desk = await device({ viewport: DESK, deviceScaleFactor: 1, hasTouch: false });
    await desk.context.addCookies(await phone.context.cookies());
    await listed(desk);
    await shot(desk.page, 'list-desk');
    await desk.page.goto(`${base}/me/licences/${licences.driving}`);
    await desk.page.waitForFunction(() => document.querySelector('.face img')?.naturalWidth > 200);
    const [face, facts] = await Promise.all(['.face', '.facts'].map((one) => desk.page.locator(one).boundingBox()));
    assert.ok(facts.x > face.x + face.width, 'side by side');
    await shot(desk.page, 'detail-desk');
    await desk.page.goto(`${base}/me/licences/${licences.driving}/show`);
    await shown(desk.page);
    await shot(desk.page, 'show-desk');
    await desk.page.goto(`${base}/me/records?licence=${licences.driving}`);
    await desk.page.getByText('亮城市公安局').waitFor();
    await shot(desk.page, 'records-desk');
    await desk.page.goto(`${base}/account`);
    await accessible(desk.page, 'account');
    await shot(desk.page, 'account-desk');
    await desk.context.close();
  },

  'every page at every width, in the usual and the larger type, light and dark, in both languages': async () => {
    const look = {
      list: '/me', detail: `/me/licences/${licences.driving}`, show: `/me/licences/${licences.driving}/show`, records: '/me/records',
      requests: '/me/requests', matters: '/me/standing-consents/new', cases: '/me/cases', objections: '/me/objections',
      account: '/account', password: '/account/password', absent: '/me/no-such-page',
    };
    const shapes = [
      ['320', { width: 320, height: 568 }, 'light', 'zh', '0'], ['360-elder', { width: 360, height: 640 }, 'light', 'zh', '1'],
      ['360-dark', { width: 360, height: 640 }, 'dark', 'en', '0'], ['768', { width: 768, height: 1024 }, 'light', 'zh', '0'],
      ['1280-elder', DESK, 'light', 'en', '1'], ['1280-dark', DESK, 'dark', 'zh', '0'], ['landscape', { width: 640, height: 360 }, 'light', 'zh', '0'],
    ];
    for (const [name, viewport, colorScheme, lang, elder] of shapes) {
      const one = await device({ viewport, colorScheme, deviceScaleFactor: 1 });
      one.expected.push(/404/);
      await one.context.addCookies(await phone.context.cookies());
      for (const [what, address] of Object.entries(look)) {
        await one.page.goto(`${base}${address}?lang=${lang}&elder=${elder}`);
        await one.page.waitForLoadState('networkidle').catch(() => undefined);
        if (what === 'show') {
          await shown(one.page);
          assert.equal(await one.page.$eval('.code', (code) => code.getBoundingClientRect().bottom <= innerHeight), true, `the whole code, ${name}`);
        }
        await fits(one.page, `${what}, ${name}`, elder === '1' ? 60 : 48);
        await shot(one.page, `all-${what}-${name}`);
      }
      assert.deepEqual(one.errors, [], name);
      await one.context.close();
    }
    await listed(phone, '?elder=0&lang=zh');
  },

  'by keyboard alone: from the list to a code and back': async () => {
    const keys = await device({ viewport: DESK, deviceScaleFactor: 1, hasTouch: false });
    await keys.context.addCookies(await phone.context.cookies());
    await listed(keys);
    const { page } = keys;
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent?.trim() ?? '');
    for (let i = 0; i < 30 && !/^出示 机动车驾驶证/.test(await focused()); i++) await page.keyboard.press('Tab');
    assert.match(await focused(), /^出示 机动车驾驶证/);
    await shot(page, 'focus');
    await page.keyboard.press('Enter');
    await shown(page);
    for (let i = 0; i < 30 && !/^亮证码/.test(await focused()); i++) await page.keyboard.press('Tab');
    assert.match(await focused(), /^亮证码/);
    await page.keyboard.press('Enter');
    await page.locator('dialog.full-code').waitFor();
    await page.keyboard.press('Escape');
    assert.match(await focused(), /^亮证码/, 'focus comes back');
    await keys.context.close();
  },

  'without scripts the list says what it needs': async () => {
    const bare = await device({ javaScriptEnabled: false });
    await bare.context.addCookies(await phone.context.cookies());
    await bare.page.goto(`${base}/me`);
    assert.match(await bare.page.content(), /本页需要浏览器运行脚本/);
    await bare.context.close();
  },

  'nothing was reported as an error on the way': async () => {
    assert.deepEqual(phone.errors, []);
  },
});
await browser.close();
