// The holder's side of sharing against the service itself: consent at home, by code at the counter,
// refusal, withdrawal, standing consent, objection with its outcome, the sheet of a receipt. What
// departments do is done over the API. Both languages, larger type, print; axe on every page.
//   node sharing-pages.mjs CONFIG   with people and a company that SharingBrowserTest made
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import { accessible, shot, steps } from './lib.mjs';
import { fits, PHONE, visitors } from './people.mjs';

const config = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const { base } = config;
const { browser, device, signIn } = await visitors(config);

/** What a department's software does. */
async function office(token, method, path, body) {
  const answer = await fetch(`${base}${path.replace(base, '')}`, {
    method,
    headers: {
      Authorization: `Bearer ${token}`, Accept: 'application/json', 'Content-Type': 'application/json', 'Idempotency-Key': randomUUID(),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  return { status: answer.status, body: text === '' ? {} : JSON.parse(text), location: answer.headers.get('Location') };
}

/** A new case of the market department; with the request for consent that it made. */
async function opened() {
  const { status, body, location } = await office(config.market, 'POST', '/v1/cases', config.case);
  assert.equal(status, 201, JSON.stringify(body));
  const shown = await office(config.market, 'GET', location);
  return { path: location, consent: shown.body.consents[0].id };
}

async function used(path, material = 'OTHER') {
  return office(config.market, 'POST', `${path}/fetches`, { material, form: 'FIELDS' });
}

const phone = await device();
let mandate = '';
let atHome;
let receipt = '';

/** The page of a request, as somebody finds it. */
async function asked({ page }, consent) {
  await page.goto(`${base}/me/requests/${consent}`);
  await page.waitForSelector('#request h1');
}

await steps({
  'requests that wait are told on the first page, and listed': async () => {
    const { page } = phone;
    atHome = await opened();
    await signIn(phone, config.name);
    await page.selectOption('#of', { index: 1 });
    await page.waitForURL(/of=/);
    mandate = new URL(page.url()).searchParams.get('of');
    await page.getByText(/授权请求：\d+ 个待决定/).waitFor();
    await fits(page, 'me with a request');
    await shot(page, 'sharing-me');
    await page.click('#waiting');
    await page.waitForSelector('.request');
    const text = await page.textContent('.request');
    assert.match(text, /想查看您的 \d+ 项信息/);
    assert.match(text, /示例用途/);
    await accessible(page, 'requests');
    await fits(page, 'requests');
    await shot(page, 'sharing-requests');
    await page.click(`.request .button[href$="${atHome.consent}"]`);
    await page.waitForURL(`${base}/me/requests/${atHome.consent}`);
  },

  'a request says who, for what, which fields, how long, in that order; nothing is ticked, both buttons are equal': async () => {
    const { page } = phone;
    await asked(phone, atHome.consent);
    assert.deepEqual(await page.$$eval('.what > dt', (all) => all.map((one) => one.textContent)), ['谁', '用途', '信息', '多久、凭什么']);
    const text = await page.textContent('.what');
    assert.match(text, /名称/);
    assert.match(text, /证照原件/);
    assert.doesNotMatch(text, new RegExp(config.uscc), 'no value before consent');
    const [agree, refuse] = await Promise.all(['.agree', '.refuse'].map((one) => page.locator(`.choices ${one}`).boundingBox()));
    assert.deepEqual([agree.width, agree.height], [refuse.width, refuse.height]);
    const style = (one) => page.$eval(`.choices ${one}`, (found) => getComputedStyle(found).backgroundColor + getComputedStyle(found).fontWeight);
    assert.equal(await style('.agree'), await style('.refuse'));
    assert.equal(await page.locator('main :checked:not(option)').count(), 0);
    assert.equal(await page.inputValue('#until'), '', 'no day is chosen for the holder');
    await accessible(page, 'request');
    await fits(page, 'request');
    await shot(page, 'sharing-request');
    await page.screenshot({ path: `${process.env.LZ_SHOTS ?? '/tmp'}/sharing-request-full.png`, fullPage: true });
  },

  'before agreeing, the contents can be looked at; that gives nothing away': async () => {
    const { page } = phone;
    assert.ok(!(await page.content()).includes(config.address), 'nothing is there before it is asked for');
    await page.click('.values summary');
    await page.getByText(config.address).waitFor();
    const text = await page.textContent('.preview');
    for (const told of [config.firm, config.address, '整份提供：证照原件', '您没有这类证照', '只有您能看到']) assert.ok(text.includes(told), `${told}: ${text}`);
    assert.ok(!text.includes(config.uscc), 'only what is asked for');
    await accessible(page, 'contents');
    await fits(page, 'contents');
    await page.locator('.values').scrollIntoViewIfNeeded();
    await shot(page, 'sharing-contents');
    assert.equal((await used(atHome.path)).body.code, 'consent-missing', 'looking is not agreeing');
  },

  'consent at home: what was refused before is given after': async () => {
    const { page } = phone;
    assert.equal((await used(atHome.path)).body.code, 'consent-missing');
    await page.click('.choices .agree');
    await page.getByText(/已同意提供 \d+ 项/).waitFor();
    assert.equal(await page.evaluate(() => document.activeElement?.className.includes('outcome')), true, 'the outcome has the focus');
    const given = await used(atHome.path);
    assert.equal(given.status, 201, JSON.stringify(given.body));
    receipt = given.body.id;
    await accessible(page, 'agreed');
    await shot(page, 'sharing-agreed');
  },

  'withdrawal asks once more, and ends it': async () => {
    const { page } = phone;
    await page.click('.withdraw');
    assert.equal(await page.evaluate(() => document.activeElement?.textContent), '不撤回', 'the harmless button has the focus');
    await page.click('.back-out');
    assert.equal((await used(atHome.path)).status, 201, 'nothing was withdrawn yet');
    await page.click('.withdraw');
    await page.click('.withdraw-now');
    await page.getByText('已撤回。对方不能再取用；已看到的内容无法收回。').waitFor();
    assert.equal((await used(atHome.path)).body.code, 'consent-withdrawn');
    await fits(page, 'withdrawn');
    await shot(page, 'sharing-withdrawn');
  },

  'at the counter a code stands for the holder, and the page tells when it was taken': async () => {
    const { page } = phone;
    const { path, consent } = await opened();
    await asked(phone, consent);
    await page.click('.at-counter summary');
    await page.click('.at-counter button');
    const code = (await page.textContent('.digits')).replace(/\s/g, '');
    assert.match(code, /^\d{8}$/);
    await page.waitForSelector('.code-picture svg');
    await page.getByText(/分 \d\d 秒内有效/).waitFor();
    await page.locator('.code-picture').scrollIntoViewIfNeeded();
    await accessible(page, 'code');
    await fits(page, 'code');
    await shot(page, 'sharing-code');
    const wrong = await office(config.market, 'POST', `${path}/consent-codes`, { code: code === '00000000' ? '1' : '00000000' });
    assert.equal(wrong.body.code, 'consent-code-wrong');
    const taken = await office(config.market, 'POST', `${path}/consent-codes`, { code });
    assert.equal(taken.status, 200, JSON.stringify(taken.body));
    await page.getByText(/您已在窗口同意提供/).waitFor();
    assert.equal((await used(path)).status, 201);
  },

  'refusing gives nothing, and the closed case takes no more decisions': async () => {
    const { page } = phone;
    const { path, consent } = await opened();
    await asked(phone, consent);
    await page.click('.choices .refuse');
    await page.getByText('您没有同意，对方没有得到任何信息。').waitFor();
    assert.equal((await used(path)).body.code, 'consent-refused');
    assert.equal((await office(config.market, 'POST', `${path}/closing`)).status, 200);
    phone.expected.push(/409/);
    await page.click('.again');
    await page.getByRole('alert').waitFor();
    assert.match(await page.textContent('[role=alert]'), /这个授权请求现在不能这样办理。/);
    await shot(page, 'sharing-closed');
  },

  'consent given beforehand: the day is the holder’s, and it can be withdrawn': async () => {
    const { page } = phone;
    const first = await opened();
    await asked(phone, first.consent);
    await page.click('.beforehand summary');
    await page.getByRole('button', { name: '给出长期授权' }).click();
    await page.getByText('请先选一个截止日期。').waitFor();
    const today = await page.getAttribute('#until', 'min');
    await page.fill('#until', today);
    await page.getByRole('button', { name: '给出长期授权' }).click();
    await page.getByText(/已给出长期授权/).waitFor();
    await fits(page, 'standing consent');
    assert.equal((await used(first.path)).body.code, 'consent-missing', 'it does not decide what was asked before');
    const next = await opened();
    assert.equal((await used(next.path)).status, 201);
    await page.goto(`${base}/me/requests?of=${mandate}`);
    await page.waitForSelector('.standing li .withdraw');
    await accessible(page, 'standing');
    await shot(page, 'sharing-standing');
    await Promise.all([page.waitForNavigation(), page.click('.standing li .withdraw')]);
    await page.getByText(/已于 .* 撤回/).waitFor();
    assert.equal((await used(next.path)).body.code, 'consent-withdrawn');
  },

  'consent beforehand without a request: matter, then contents, office and day; prolonged; withdrawn': async () => {
    const { page } = phone;
    await page.goto(`${base}/me/requests?of=${mandate}`);
    await page.getByRole('link', { name: '给出长期授权' }).click();
    await page.waitForURL(/standing-consents\/new/);
    await page.getByText('选择事项').first().waitFor();
    await accessible(page, 'matters');
    await fits(page, 'matters');
    await shot(page, 'sharing-matters');
    await page.locator(`.matters a[href$="matter=${config.matter}"]`).click();
    await page.waitForSelector('#standing .what');
    const text = await page.textContent('#standing');
    assert.ok(text.indexOf('示例用途') >= 0 && text.indexOf('示例用途') < text.indexOf('其他材料'), text);
    assert.equal(await page.locator('#standing :checked').count(), 0, 'no office is chosen for the holder');
    assert.equal(await page.inputValue('#until'), '', 'and no day');
    const give = page.getByRole('button', { name: '给出长期授权' });
    await give.click();
    await page.getByText('请先选一个单位。').waitFor();
    await page.getByLabel(config.asker).check();
    await give.click();
    await page.getByText('请先选一个截止日期。').waitFor();
    const [today, last] = [await page.getAttribute('#until', 'min'), await page.getAttribute('#until', 'max')];
    await page.fill('#until', today);
    await accessible(page, 'standing consent');
    await fits(page, 'standing consent, new');
    await page.screenshot({ path: `${process.env.LZ_SHOTS ?? '/tmp'}/sharing-standing-new-full.png`, fullPage: true });
    await give.click();
    await page.getByText(/已给出长期授权/).waitFor();
    await shot(page, 'sharing-standing-given');
    await page.getByRole('link', { name: '查看长期授权' }).click();
    const row = page.locator('.standing li', { has: page.locator('.change') });
    await row.first().waitFor();
    assert.match(await row.first().textContent(), /示例事项/, 'the matter by its name');
    await row.first().locator('.change').click();
    await row.first().locator('input[type=date]').fill(last);
    await fits(page, 'prolonging');
    await accessible(page, 'prolonging');
    await shot(page, 'sharing-prolong');
    await Promise.all([page.waitForNavigation(), row.first().getByRole('button', { name: /^保存/ }).click()]);
    const [year, month, day] = last.split('-').map(Number);
    await page.getByText(`示例事项 · 至 ${year}年${month}月${day}日`).waitFor();
    const next = await opened();
    assert.equal((await used(next.path)).status, 201, 'it covers the next case');
    await Promise.all([page.waitForNavigation(), row.first().locator('.withdraw').click()]);
    await page.getByText(/已于 .* 撤回/).first().waitFor();
    assert.equal((await used(next.path)).body.code, 'consent-withdrawn');
  },

  'cases show what was used by statute, too': async () => {
    const { page } = phone;
    const { path } = await opened();
    assert.equal((await used(path, 'LICENCE')).status, 201);
    await page.goto(`${base}/me/cases?of=${mandate}`);
    await page.waitForSelector('.case-use');
    assert.match(await page.textContent('.case >> nth=0'), /依法调取/);
    await page.click('.case summary >> nth=0');
    await accessible(page, 'cases');
    await fits(page, 'cases');
    await shot(page, 'sharing-cases');
  },

  'the sheet of a receipt, on a screen and on paper': async () => {
    const { page } = phone;
    await page.goto(`${base}/me/receipts/${receipt}`);
    const text = await page.textContent('.sheet');
    for (const told of [receipt, '示例用途', '例〔2026〕7号', '您同意', '名称', '没有变更', './lz verify']) assert.ok(text.includes(told), told);
    assert.ok(!text.includes(config.uscc), 'no value of the licence');
    await accessible(page, 'receipt');
    await fits(page, 'receipt');
    await page.emulateMedia({ media: 'print' });
    await page.setViewportSize({ width: 794, height: 1123 });
    assert.equal(await page.locator('.sheet .actions').isVisible(), false);
    assert.equal(await page.locator('.menu').isVisible(), false);
    await shot(page, 'sharing-receipt-print');
    const paper = await page.pdf({ format: 'A4', preferCSSPageSize: true });
    assert.equal((paper.toString('latin1').match(/\/Type\s*\/Page[^s]/g) ?? []).length, 1, 'one sheet');
    await page.emulateMedia({ media: null });
    await page.setViewportSize(PHONE);
  },

  'from the records to an objection: a reason is chosen, it is confirmed, number and days are told': async () => {
    const { page } = phone;
    await page.goto(`${base}/me/records?of=${mandate}`);
    await page.waitForSelector('.use .object');
    // A use, its receipt and the objection to it are one thing under one id.
    assert.equal(await page.locator(`.use a.receipt[href="/me/receipts/${receipt}"]`).count(), 1);
    assert.equal(await page.locator(`.use a.object[href="/me/objections/new?use=${receipt}"]`).count(), 1);
    assert.match(await page.textContent('.use >> nth=0'), /示例用途/, 'the purpose in words, not as a code');
    await fits(page, 'records with objections');
    await shot(page, 'sharing-records');
    await page.goto(`${base}/me/objections/new?use=${receipt}`);
    await page.waitForSelector('fieldset');
    assert.equal(await page.locator('input:checked').count(), 0);
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByText('请先选一项理由。').waitFor();
    await page.getByLabel('我没有办过这件事').check();
    assert.equal(await page.getByText('请先选一项理由。').count(), 0, 'what was missing is there now');
    await page.fill('#details', '示例说明');
    await page.getByLabel('处理期间暂停该单位使用这张证照').check();
    await accessible(page, 'objection');
    await fits(page, 'objection');
    await page.screenshot({ path: `${process.env.LZ_SHOTS ?? '/tmp'}/sharing-objection-full.png`, fullPage: true });
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByText('我没有办过这件事：示例说明').waitFor();
    await page.getByRole('button', { name: '提交异议' }).click();
    await page.getByText(/已收到，编号 Y-[0-9A-F]{6}。10 个工作日内答复/).waitFor();
    await accessible(page, 'objection sent');
    await shot(page, 'sharing-objection-sent');
  },

  'the pause holds; progress and outcome are told': async () => {
    const { page } = phone;
    const { path } = await opened();
    assert.equal((await used(path, 'LICENCE')).body.code, 'fetch-paused');
    await page.goto(`${base}/me/objections?of=${mandate}`);
    await page.getByText(/处理中，最迟 .* 答复。/).waitFor();
    await page.goto(`${base}/me/records?of=${mandate}`);
    const use = page.locator('.use', { has: page.locator(`a[href="/me/receipts/${receipt}"]`) });
    await use.getByText('已提出异议').waitFor();
    await page.goto(`${base}/me/objections?of=${mandate}`);
    await page.getByText(/处理中，最迟 .* 答复。/).waitFor();
    await accessible(page, 'objections');
    await fits(page, 'objections');
    await shot(page, 'sharing-objections');
    const list = await office(config.officer, 'GET', '/v1/objections');
    const mine = list.body.objections.find((one) => one.fetch === receipt);
    assert.match(mine.text, /我没有办过这件事：示例说明/);
    const answered = await office(config.officer, 'POST', `/v1/objections/${mine.id}/answer`, { outcome: 'REJECTED', text: '依申请取用' });
    assert.equal(answered.status, 200, JSON.stringify(answered.body));
    await page.reload();
    await page.getByText('该单位认为这次使用符合规定。').waitFor();
    await page.getByText('答复：依申请取用').waitFor();
    assert.equal((await used(path, 'LICENCE')).status, 201, 'the pause has ended');
    await page.goto(`${base}/me/objections/new?use=${receipt}`);
    phone.expected.push(/409/);
    await page.getByLabel('其他').check();
    await page.getByRole('button', { name: '下一步' }).click();
    await page.getByRole('button', { name: '提交异议' }).click();
    await page.getByText('对这次用证已经提出过异议。').waitFor();
  },

  'in English, and in larger type on a small screen': async () => {
    const { consent } = await opened();
    const small = await device({ viewport: { width: 320, height: 640 }, colorScheme: 'dark' });
    await small.context.addCookies(await phone.context.cookies());
    const { page } = small;
    for (const [path, name] of [[`/me/requests/${consent}`, 'request'], [`/me/requests?of=${mandate}`, 'requests'], [`/me/cases?of=${mandate}`, 'cases'], [`/me/objections?of=${mandate}`, 'objections'], [`/me/receipts/${receipt}`, 'receipt'], [`/me/objections/new?use=${receipt}`, 'objection'], [`/me/standing-consents/new?of=${mandate}`, 'matters'], [`/me/standing-consents/new?of=${mandate}&matter=${config.matter}`, 'standing']]) {
      const mark = path.includes('?') ? '&' : '?';
      await page.goto(`${base}${path}${mark}lang=en&elder=0`);
      await page.waitForSelector('#request h1, .request, .case, .objection, .sheet, fieldset, .matters');
      const main = await page.$eval('main', (one) => {
        const copy = one.cloneNode(true);
        copy.querySelectorAll('[lang=zh-CN], script, noscript').forEach((part) => part.remove());
        return copy.textContent;
      });
      if (name === 'request') assert.match(main, /Do not provide/);
      assert.doesNotMatch(main.replace(/亮城市[\u4e00-\u9fff]+/g, '').replace('依申请取用', '').replace('我没有办过这件事：示例说明', ''), /[\u4e00-\u9fff]/, `${name} is in English`);
      await accessible(page, `${name}, dark`);
      await fits(page, `${name}, 320`);
      if (name === 'request' || name === 'objection') await shot(page, `sharing-${name}-en`);
      await page.goto(`${base}${path}${mark}lang=zh&elder=1`);
      await page.waitForSelector('#request h1, .request, .case, .objection, .sheet, fieldset, .matters');
      await fits(page, `${name}, elder`, 60);
      if (name === 'request') await shot(page, 'sharing-request-elder');
    }
    assert.deepEqual(small.errors, []);
    await small.context.close();
  },

  'somebody else sees neither request, receipt nor form': async () => {
    const other = await device();
    other.expected.push(/404/);
    await signIn(other, config.nobody);
    for (const path of [`/me/requests/${atHome.consent}`, `/me/receipts/${receipt}`, `/me/objections/new?use=${receipt}`, `/me/requests?of=${mandate}`]) {
      const answer = await other.page.goto(`${base}${path}`);
      assert.equal(answer.status(), 404, path);
      assert.match(await other.page.textContent('h1'), /没有找到/);
    }
    await other.page.goto(`${base}/me/requests`);
    await other.page.getByText('没有等待您决定的请求。').waitFor();
    await other.page.goto(`${base}/me/cases`);
    await other.page.getByText('没有与您有关的办件。').waitFor();
    // A call from the page without the form's token changes nothing.
    const status = await phone.page.evaluate(async (id) => (await fetch(`/v1/holder/consents/${id}/decision`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: '{"decision":"REFUSE"}' })).status, atHome.consent);
    assert.equal(status, 403);
    phone.expected.push(/403/);
    await other.context.close();
  },

  'nothing was reported as an error on the way': async () => {
    assert.deepEqual(phone.errors.filter((one) => !/403/.test(one)), []);
  },
});
await browser.close();
