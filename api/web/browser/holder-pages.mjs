// The holder's pages against the service itself: signing in, list, detail, showing with its live
// line, records, and what is said when something is in the way; axe on every page; the weight of the
// first view. How they look is holder-looks.mjs.
//   node holder-pages.mjs CONFIG   with people and licences that HolderBrowserTest made
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import { accessible, shot, steps } from './lib.mjs';
import { call, fits, shown, visitors } from './people.mjs';

const config = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const { base, licences } = config;
const { browser, device, signIn, listed } = await visitors(config);
const phone = await device();
const cards = (page) => page.$$eval('.licence-card h2', (all) => all.map((one) => one.textContent));

await steps({
  'the bare address leads to the log-in page, and from there to the licences': async () => {
    const { page } = phone;
    await page.goto(`${base}/`);
    assert.equal(new URL(page.url()).pathname, '/login');
    await accessible(page, 'login');
    await fits(page, 'login');
    await shot(page, 'login');
    await signIn(phone, config.name);
    await page.waitForSelector('.licence-card');
  },

  'the list: in force first, what ends soon apart, no word or tick that looks like a verdict': async () => {
    const { page } = phone;
    await listed(phone);
    assert.deepEqual((await cards(page)).slice(-1), ['居住证'], 'ends soon, so it comes last');
    assert.equal((await cards(page)).length, 4);
    const text = await page.textContent('main');
    assert.match(text, /以下证照 30 天内到期/);
    assert.doesNotMatch(text.replaceAll('在有效期内', ''), /有效/, 'only a scan decides');
    assert.doesNotMatch(text, /990100\d{8}/, 'no full number');
    await accessible(page, 'list');
    await fits(page, 'list');
    await shot(page, 'list-phone');
  },

  'the first view stays under 150 kB, compressed': async () => {
    const fresh = await device();
    await fresh.context.addCookies(await phone.context.cookies());
    const session = await fresh.context.newCDPSession(fresh.page);
    await session.send('Network.enable');
    let bytes = 0;
    const seen = [];
    const sources = new Map();
    session.on('Network.responseReceived', ({ requestId, response }) => sources.set(requestId, response.url));
    session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
      bytes += encodedDataLength;
      seen.push(`${encodedDataLength} ${sources.get(requestId)}`);
    });
    await listed(fresh);
    await fresh.page.waitForLoadState('networkidle');
    assert.ok(seen.length >= 4, seen.join('\n'));
    assert.ok(bytes < 150_000, seen.join('\n'));
    console.log(`  first view: ${bytes} bytes in ${seen.length} answers`);
    await fresh.context.close();
  },

  'the company one represents': async () => {
    const { page } = phone;
    const entry = (text) => page.$eval('#of', (list, wanted) => [...list.options].findIndex((one) => one.text.includes(wanted)), text);
    await page.selectOption('#of', { index: await entry(config.firm) });
    await page.waitForURL(/of=/);
    await page.waitForSelector('.licence-card');
    assert.deepEqual(await cards(page), ['营业执照']);
    assert.match(await page.textContent('.licence-card'), new RegExp(config.firm));
    await shot(page, 'list-company');
  },

  'the child one is the guardian of, whose licence can be shown': async () => {
    const { page } = phone;
    await listed(phone);
    const index = await page.$eval('#of', (list, name) => [...list.options].findIndex((one) => one.text === `${name} · 监护人`), config.child);
    assert.ok(index > 0);
    await page.selectOption('#of', { index });
    await page.waitForURL(/of=/);
    await page.waitForSelector('.licence-card');
    assert.deepEqual(await cards(page), ['居住证']);
    assert.match(await page.textContent('.licence-card'), new RegExp(config.child));
    assert.deepEqual(await page.locator('.shortcuts a').allTextContents(), ['办件用证'], 'only what the mandate is for');
    await page.locator('.licence-card .button').click();
    await shown(page);
    assert.match(await page.textContent('.shown-holder'), new RegExp(config.child));
    await shot(page, 'show-child');
  },

  'a licence: face, masked until asked, downloads, who used it': async () => {
    const { page } = phone;
    await page.goto(`${base}/me/licences/${licences.residence}`);
    assert.doesNotMatch(await page.content(), /990100\d{11}/, 'the page does not carry what it does not show');
    await page.waitForFunction(() => document.querySelector('.face img')?.naturalWidth > 200);
    const number = page.locator('[data-field=number]');
    assert.match(await number.textContent(), /^\*\*\*\* \S{4}/);
    await number.getByRole('button').click();
    await page.waitForFunction(() => /LC99/.test(document.querySelector('[data-field=number]').textContent));
    await page.getByText('全部照面信息').click();
    await page.getByRole('button', { name: '显示 公民身份号码' }).click();
    await page.waitForFunction(() => /9901 0019/.test(document.querySelector('[data-field=citizenNumber]').textContent));
    await page.getByRole('button', { name: '隐藏 公民身份号码' }).click();
    assert.match(await page.textContent('[data-field=citizenNumber]'), /^\*\*\*\*/);
    await page.getByText('谁用过这张证照').click();
    await page.getByText('还没有人用过这张证照').waitFor();
    await accessible(page, 'detail');
    await fits(page, 'detail');
    await page.evaluate(() => scrollTo(0, 0));
    await shot(page, 'detail-phone');
    await page.locator('.face-picture').click();
    await page.locator('dialog.large-face').waitFor();
    await accessible(page, 'large face');
    await shot(page, 'face-large');
    await page.keyboard.press('Escape');
    for (const format of ['ofd', 'pdf', 'png']) {
      const file = await page.request.get(`${base}/v1/holder/licences/${licences.residence}/file?format=${format}`);
      assert.equal(file.status(), 200);
      assert.match(file.headers()['content-disposition'], new RegExp(`attachment.*\\.${format}`));
    }
  },

  'what cannot be shown is said as a page: absent, forbidden, broken, signed out': async () => {
    const { page, context, expected } = phone;
    expected.push(/status of (400|401|404)/);
    const told = async (name, address, status, title, sentence) => {
      const answer = await page.goto(`${base}${address}`);
      assert.equal(answer.status(), status, name);
      assert.match(answer.headers()['content-type'], /^text\/html/, name);
      assert.equal(await page.textContent('h1'), title, name);
      const text = await page.textContent('main');
      assert.match(text, sentence, name);
      assert.match(text, /编号 [0-9A-F]{6}/, name);
      assert.doesNotMatch(text, /Idempotency|Authorization|JSON|instance/, name);
      await accessible(page, name);
      await fits(page, name);
      await shot(page, `refused-${name}`);
    };
    await told('absent', '/me/no-such-page', 404, '没有找到', /没有这个页面/);
    await told('unknown-licence', `/me/licences/${randomUUID()}`, 404, '没有找到', /没有找到这张证照/);
    await told('elsewhere', '/no-such-page', 401, '没有找到', /没有这个页面/);
    await told('wrong-id', '/me/licences/not-an-id', 400, '不能显示', /不能这样打开/);
    // A program asks for the same and gets a document.
    const document = await page.request.get(`${base}/me/no-such-page`, { headers: { Accept: 'application/json' } });
    assert.match(document.headers()['content-type'], /application\/problem\+json/);
    await page.getByRole('link', { name: 'English' }).click();
    await page.getByRole('heading', { name: 'This cannot be shown' }).waitFor();
    await page.getByRole('link', { name: '中文' }).click();
    await page.locator('html[lang=zh-CN]').waitFor();
    const cookies = await context.cookies();
    const session = cookies.find((one) => one.name === 'lz-session');
    await context.addCookies([{ ...session, value: `${session.value.slice(0, -1)}${session.value.endsWith('A') ? 'B' : 'A'}` }]);
    await page.goto(`${base}/me/records`);
    assert.equal(new URL(page.url()).pathname, '/login');
    assert.match(await page.textContent('main'), /为保护您的证照，已退出登录。请重新登录。/);
    await accessible(page, 'session ended');
    await shot(page, 'login-ended');
    await told('file-signed-out', `/v1/holder/licences/${licences.driving}/file?format=pdf`, 401, '已退出登录', /请重新登录/);
    await context.addCookies(cookies);
  },

  'somebody else’s licence is not there': async () => {
    const other = await device();
    await signIn(other, config.nobody);
    await other.page.getByText('这里还没有证照').first().waitFor();
    await shot(other.page, 'list-empty');
    await accessible(other.page, 'empty list');
    other.expected.push(/status of 404/);
    const answer = await other.page.goto(`${base}/me/licences/${licences.driving}`);
    assert.equal(answer.status(), 404);
    assert.match(await other.page.textContent('main'), /没有找到这张证照/);
    await shot(other.page, 'refused');
    await accessible(other.page, 'refused');
    assert.equal((await call(other.page, 'POST', '/v1/presentations', { licence: licences.driving, scene: 'CAR_RENTAL' })).status, 404);
    assert.deepEqual(other.errors, []);
    await other.context.close();
  },

  'a code: name, holder and code without scrolling, black on white, no verdict word': async () => {
    const { page } = phone;
    await page.goto(`${base}/me/licences/${licences.driving}`);
    await page.getByText('出示此证照').click();
    await shown(page);
    await page.selectOption('#scene', 'CAR_RENTAL');
    await page.waitForFunction(() => /初次领证日期/.test(document.querySelector('.sees')?.textContent ?? ''));
    await shown(page);
    const inView = await page.evaluate(() =>
      ['h1', '.shown-holder', '.code', '.timer'].map((one) => {
        const box = document.querySelector(one).getBoundingClientRect();
        // What lies over it, such as a menu at the bottom, would be found in its place.
        const middle = document.elementFromPoint(box.x + box.width / 2, box.bottom - 2);
        return box.top >= 0 && box.bottom <= innerHeight && document.querySelector(one).contains(middle);
      }));
    assert.deepEqual(inView, [true, true, true, true]);
    assert.match(await page.textContent('#panel'), /请调亮屏幕/);
    const svg = await page.$eval('.code svg', (one) => ({ width: one.getBoundingClientRect().width, side: one.viewBox.baseVal.width }));
    assert.equal(svg.width % svg.side, 0, 'whole pixels for each module');
    assert.ok(svg.width / svg.side >= 7, `${svg.width} for ${svg.side} modules`);
    assert.match(await page.textContent('.timer'), /\d+ 秒后自动更新/);
    assert.equal(await page.getAttribute('.timer', 'role'), 'timer');
    const ring = () => page.$eval('.timer circle.left', (one) => Number(one.getAttribute('stroke-dashoffset')));
    const before = await ring();
    await page.waitForFunction((was) => Number(document.querySelector('.timer circle.left').getAttribute('stroke-dashoffset')) > was, before);
    assert.equal((await page.textContent('#state')).trim(), '码已准备好，每 30 秒自动更新。');
    await accessible(page, 'show');
    await fits(page, 'show');
    await shot(page, 'show-phone');
    await page.locator('.code').click();
    await page.locator('dialog.full-code').waitFor();
    await shot(page, 'show-full');
    await page.keyboard.press('Escape');
  },

  'the code renews itself without the old one going away first': async () => {
    const { page } = phone;
    await page.evaluate(() => {
      globalThis.gaps = 0;
      const button = document.querySelector('.code');
      new MutationObserver(() => (button.querySelector('svg') ? 0 : globalThis.gaps++)).observe(button, { childList: true });
    });
    const before = await page.$eval('.code svg', (one) => one.innerHTML);
    await page.waitForFunction((old) => document.querySelector('.code svg')?.innerHTML !== old, before, { timeout: 45_000 });
    assert.equal(await page.evaluate(() => globalThis.gaps), 0);
    assert.equal((await page.textContent('#state')).trim(), '码已准备好，每 30 秒自动更新。', 'nothing is spoken at a renewal');
  },

  'paused by hand, and gone on with': async () => {
    const { page } = phone;
    await page.getByRole('button', { name: '暂停出示' }).click();
    await page.getByRole('button', { name: '继续出示' }).waitFor();
    await shot(page, 'show-paused');
    await accessible(page, 'paused');
    await page.getByRole('button', { name: '继续出示' }).click();
    await shown(page);
  },

  'without a network the code is said to end, and comes back by itself': async () => {
    const { page, context, expected } = phone;
    expected.push(/ERR_INTERNET_DISCONNECTED|Failed to load resource|ERR_/);
    await context.setOffline(true);
    await page.waitForFunction(() => document.querySelector('.code')?.dataset.state === 'dead', null, { timeout: 60_000 });
    assert.match(await page.textContent('.code'), /此码已失效，连上网络后自动更新/);
    await shot(page, 'show-offline');
    await context.setOffline(false);
    await shown(page);
    await page.waitForFunction(() => document.querySelector('.code')?.dataset.state === 'good');
  },

  'a page that is hidden shows nothing, and a fresh code when it is back': async () => {
    const { page } = phone;
    const hide = (state) =>
      page.evaluate((value) => {
        Object.defineProperty(document, 'visibilityState', { configurable: true, get: () => value });
        document.dispatchEvent(new Event('visibilitychange'));
      }, state);
    await hide('hidden');
    assert.equal(await page.getAttribute('.code', 'data-state'), 'blurred');
    await shot(page, 'show-hidden');
    const before = await page.$eval('.code svg', (one) => one.innerHTML);
    await hide('visible');
    await page.waitForFunction((old) => document.querySelector('.code svg')?.innerHTML !== old && document.querySelector('.code')?.dataset.state === 'good', before);
  },

  'consent: who, for what, which fields, above two equal buttons; then three numbers': async () => {
    // The service's own event is tested with the counter; here its shape is put in its mouth.
    const { page } = phone;
    const point = {
      name: { zh: '3 号窗口', en: 'counter 3' }, place: { zh: '亮城市政务服务中心', en: 'City Service Centre' },
      placeKind: 'COUNTER', authority: { id: '11990100LC0000015Y', name: '亮城市市场监督管理局' },
    };
    const asked = {
      request: randomUUID(), point, purpose: { code: 'CAR_RENTAL', label: { zh: '租车', en: 'Car rental' } },
      fields: [
        { name: 'name', label: { zh: '姓名', en: 'Name' }, value: '示例人' },
        { name: 'vehicleClass', label: { zh: '准驾车型', en: 'Vehicle class' }, value: 'C1' },
        { name: 'firstIssuedOn', label: { zh: '初次领证日期', en: 'First issued' }, value: '2016-09-01' },
      ],
      numbers: ['47', '18', '62'], lapsesAt: new Date(Date.now() + 60_000).toISOString(),
    };
    const line = (name, data) => `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`;
    const answered = new Promise((done) => {
      void page.route('**/v1/presentations/*/answers', (route) => {
        done(route.request().postDataJSON());
        return route.fulfill({ json: { status: 'STOPPED' } });
      });
    });
    await page.route('**/v1/presentations/*/events', (route) =>
      route.fulfill({ contentType: 'text/event-stream', body: `retry: 60000\n\n${line('asked', asked)}` }));
    await page.reload();
    await page.locator('dialog.consent').waitFor();
    const text = await page.textContent('dialog.consent');
    assert.match(text, /亮城市市场监督管理局 3 号窗口 想查看您的 3 项信息/);
    assert.ok(text.indexOf('已登记核验点') < text.indexOf('租车') && text.indexOf('租车') < text.indexOf('准驾车型'));
    const [agree, refuse] = await Promise.all(['.agree', '.refuse'].map((one) => page.locator(one).boundingBox()));
    assert.ok(Math.abs(agree.width - refuse.width) < 1 && Math.abs(agree.height - refuse.height) < 1, 'equally large');
    assert.equal(await page.evaluate(() => document.activeElement.tagName), 'H2');
    assert.equal(await page.$$eval('dialog.consent :checked', (all) => all.length), 0, 'nothing is chosen beforehand');
    await accessible(page, 'consent');
    await fits(page, 'consent');
    await shot(page, 'consent');
    await page.locator('.agree').click();
    assert.equal(await page.locator('.numbers button').count(), 3);
    assert.equal(await page.locator('.numbers button').first().getAttribute('aria-label'), '选项 1，共 3，47');
    await accessible(page, 'numbers');
    await shot(page, 'numbers');
    await page.locator('.nobody').click();
    assert.deepEqual(await answered, { request: asked.request, decision: 'NOBODY' });
    for (const [name, data, words] of [
      ['checked', { at: new Date().toISOString(), point, result: 'VALID' }, /已由 亮城市市场监督管理局 3 号窗口 核验 · \d\d:\d\d/],
      ['stopped', { at: new Date().toISOString(), request: asked.request, reason: 'WRONG_NUMBER' }, /号码不一致，本次出示已停止，没有提供任何信息/],
      ['refused', { at: new Date().toISOString(), request: asked.request }, /您没有同意，对方没有得到任何信息/],
      ['lapsed', { at: new Date().toISOString(), request: asked.request }, /时间已过，对方没有得到信息/],
    ]) {
      await page.unroute('**/v1/presentations/*/events');
      await page.route('**/v1/presentations/*/events', (route) =>
        route.fulfill({ contentType: 'text/event-stream', body: `retry: 60000\n\n${line(name, data)}` }));
      await page.reload();
      await page.waitForSelector('#said.told');
      assert.match(await page.textContent('#said'), words);
      assert.equal(await page.locator('.code').count(), 0, 'the code is spent');
      await shot(page, `show-${name}`);
      await accessible(page, name);
    }
    await page.unrouteAll();
  },

  'records: none yet, by filter none, and a file of them': async () => {
    const { page } = phone;
    await page.goto(`${base}/me/records`);
    await page.getByText('还没有人用过您的证照').first().waitFor();
    await shot(page, 'records-empty');
    await page.fill('#month', '2026-01');
    await page.getByText('所选的证照和月份没有记录').first().waitFor();
    assert.match(page.url(), /month=2026-01/);
    await accessible(page, 'records');
    await fits(page, 'records');
    const file = await page.request.get(`${base}/v1/holder/uses/export`);
    assert.match(await file.text(), /时间 time/);
    const read = await fetch(`${base}/v1/licences/${licences.driving}`, {
      headers: { Authorization: `Bearer ${config.department}`, 'LZ-Use-Cause': 'TRAFFIC_STOP' },
    });
    assert.equal(read.status, 200);
    await page.goto(`${base}/me/records?licence=${licences.driving}`);
    await page.getByText('亮城市公安局').waitFor();
    const text = await page.textContent('#records');
    assert.match(text, /查看了信息 · 用途：路面检查/);
    await shot(page, 'records-phone');
    await accessible(page, 'records');
  },

  'slow, failed, without network, signed out: each its own sentence': async () => {
    const { page, context, expected } = phone;
    expected.push(/status of (401|500)/);
    const answer = (how) => page.route('**/v1/holder/licences?of=me', how);
    await answer(() => undefined);
    await page.goto(`${base}/me`);
    await page.getByText('正在读取您的证照').first().waitFor();
    await shot(page, 'list-loading');
    await page.getByText('比平时慢，仍在读取').first().waitFor();
    await shot(page, 'list-slow');
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await answer((route) =>
      route.fulfill({
        status: 500, contentType: 'application/problem+json',
        json: { code: 'internal-error', status: 500, zh: 'x', en: 'x', next: { zh: 'x', en: 'x' }, instance: 'urn:uuid:01a20362-8f1d-7168-9a93-28ab85eb741e' },
      }));
    await page.reload();
    await page.getByText('没能读取证照，您的证照没有受影响').first().waitFor();
    assert.match(await page.textContent('#licences'), /编号 EB741E/);
    await shot(page, 'list-error');
    await accessible(page, 'failed list');
    await page.unrouteAll();
    await page.getByRole('button', { name: '重新读取' }).click();
    await page.waitForSelector('.licence-card');
    await answer((route) => route.abort('internetdisconnected'));
    await context.setOffline(false);
    await page.addInitScript(() => Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => globalThis.pretendOnline === true }));
    await page.reload();
    await page.getByText('没有网络。现在不能出示').first().waitFor();
    await shot(page, 'list-offline');
    await page.unrouteAll();
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await page.waitForSelector('.licence-card');
    const cookies = await context.cookies();
    await context.clearCookies({ name: 'lz-session' });
    await answer((route) =>
      route.fulfill({ status: 401, contentType: 'application/problem+json', json: { code: 'not-authenticated', status: 401, zh: 'x', en: 'x', next: { zh: 'x', en: 'x' } } }));
    await page.evaluate(() => dispatchEvent(new Event('online')));
    await context.addCookies(cookies);
    await page.reload();
    await page.getByText('为保护您的证照，已退出登录').first().waitFor();
    await shot(page, 'list-ended');
    await page.unrouteAll();
  },

  'nothing was reported as an error on the way': async () => {
    assert.deepEqual(phone.errors, []);
  },
});
await browser.close();
