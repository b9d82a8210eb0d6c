// docs/quickstart.md §9 and §10 by hand: two windows, pressing the words that the page puts in “ ”.
// A word that is in the document and not on the pages fails, and so does one that nobody presses.
//   node quickstart.mjs ADDRESS STATE_FOLDER DOCUMENT   with a request for consent that waits for 示例丁
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { cameraFile, film, launch, modules, shot, steps, watch } from './lib.mjs';

const [base, home, document] = process.argv.slice(2);
const text = fs.readFileSync(document, 'utf8');
const chapter = text.slice(text.indexOf('\n## 9. '), text.indexOf('\n## 接着读'));
const words = new Set([...chapter.matchAll(/“([^”]+)”/g)].map(([, word]) => word));
const used = new Set();

/** The word of the document, and that it is one. */
function word(said) {
  assert.ok(words.has(said), `the document has no “${said}”`);
  used.add(said);
  return said;
}

const read = (name) => JSON.parse(fs.readFileSync(path.join(home, name), 'utf8'));
const { password, sign_in_name: name } = read('sample-people.json').people.find((one) => one.name === '示例丁');
const camera = cameraFile();
film(camera, []);
const browser = await launch(camera);

async function window(viewport, options = {}) {
  const context = await browser.newContext({ viewport, locale: 'zh-CN', ...options });
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  return { page, errors: watch(page) };
}

const press = async ({ page }, said) => {
  await page.bringToFront();
  await page.locator('a, button').filter({ hasText: new RegExp(`^[\\s‹]*${word(said)}`) }).locator('visible=true').first().click();
};
const choose = ({ page }, said) => page.locator('#scene').selectOption({ label: word(said) });

async function told({ page }, state = 'done') {
  await page.waitForFunction(() => !['waiting', 'checking', 'asked'].includes(document.querySelector('#counter').dataset.state), null, { timeout: 40_000 })
    .catch((late) => { throw new Error(`${state} not reached`, { cause: late }); });
  return { word: await page.textContent('#answer-word'), fields: await page.locator('#fields dt').allTextContents() };
}

const next = async ({ page }) => {
  await page.bringToFront();
  await page.keyboard.press('Escape');
  await page.waitForSelector('#counter[data-state="waiting"]');
};

async function drop({ page }, picture) {
  await page.bringToFront();
  const data = await page.evaluateHandle((base64) => {
    const transfer = new DataTransfer();
    const bytes = Uint8Array.from(atob(base64), (one) => one.charCodeAt(0));
    transfer.items.add(new File([bytes], 'code.png', { type: 'image/png' }));
    return transfer;
  }, picture.toString('base64'));
  await page.dispatchEvent('body', 'drop', { dataTransfer: data });
}

const counter = await window({ width: 1280, height: 800 }, { permissions: ['camera'] });
const holder = await window({ width: 390, height: 844 }, { deviceScaleFactor: 2 });
let picture;

await steps({
  'the counter enrols': async () => {
    const { page } = counter;
    await page.goto(`${base}/counter`);
    await page.waitForSelector('#counter[data-state="waiting"]');
    await page.fill('#enrol-code', read('sample-counter.json').enrolment_code);
    await press(counter, '登记');
    await page.waitForSelector('#card:not([hidden])');
    await press(counter, '完成');
    assert.match(await page.textContent('#point-name'), /示例 3 号窗口/);
  },

  'shown and scanned within a minute': async () => {
    const begun = Date.now();
    const { page } = holder;
    await page.goto(`${base}/login`);
    await page.fill('#name', name);
    await page.fill('#password', password);
    await Promise.all([page.waitForURL(`${base}/me`), page.click('button[type=submit]')]);
    const card = page.locator('#licences li, #licences article').filter({ hasText: '机动车驾驶证' }).last();
    await card.locator('a, button').filter({ hasText: new RegExp(`^\\s*${word('出示')}`) }).first().click();
    await choose(holder, '租车');
    const code = await page.waitForSelector('button.code svg');
    picture = await code.screenshot();
    film(camera, [modules(await code.evaluate((svg) => svg.outerHTML))]);
    await counter.page.bringToFront();
    await choose(counter, '租车');
    await press(counter, '用摄像头扫码');
    const answer = await told(counter);
    assert.equal(answer.word, word('有效'), JSON.stringify(answer));
    assert.ok(answer.fields.length > 0 && answer.fields.length <= 4, `${answer.fields}`);
    assert.ok(Date.now() - begun < 60_000, 'within a minute');
    console.log(`shown and scanned in ${((Date.now() - begun) / 1000).toFixed(1)} s`);
    await shot(counter.page, 'quickstart-valid');
    const [before, after] = word('已由 示例 3 号窗口 核验').split('示例 3 号窗口');
    const said = await page.waitForFunction(() => /核验/.test(document.querySelector('#said').textContent) && document.querySelector('#said').textContent);
    assert.match(await said.jsonValue(), new RegExp(`${before}.*示例 3 号窗口${after}`));
    await counter.page.evaluate(() => document.querySelector('#camera-off').click());
    await next(counter);
  },

  'the screenshot of it, dropped: the same answer to the same counter': async () => {
    await drop(counter, picture);
    assert.equal((await told(counter)).word, '有效');
    await next(counter);
    await press(holder, '不出示了');
    await press(holder, '记录');
    await holder.page.getByText('示例 3 号窗口').first().waitFor();
  },

  'a sensitive purpose: the number is chosen': async () => {
    const { page } = holder;
    await page.goto(`${base}/me`);
    const card = page.locator('#licences li, #licences article').filter({ hasText: '居住证' }).last();
    await card.locator('a, button').filter({ hasText: /^\s*出示/ }).first().click();
    await choose(holder, '窗口办事');
    const code = await page.waitForSelector('button.code svg');
    const shown = await code.screenshot();
    await choose(counter, '窗口办事');
    await drop(counter, shown);
    await counter.page.waitForSelector('#counter[data-state="asked"]');
    const number = await counter.page.textContent('#answer-number');
    assert.match(number, /^[0-9]{2}$/);
    await page.bringToFront();
    await page.locator('dialog.consent button').filter({ hasText: word('同意提供') }).click();
    assert.equal(await page.locator('dialog.consent .numbers button').count(), 3);
    await page.locator('dialog.consent .numbers button', { hasText: number }).click();
    assert.equal((await told(counter)).word, '有效');
    await next(counter);
  },

  'the holder agrees on the phone, and finds the case': async () => {
    const { page } = holder;
    await page.goto(`${base}/me`);
    await press(holder, '授权请求');
    await press(holder, '查看');
    await press(holder, '同意提供');
    await page.getByText(/已同意提供 \d+ 项/).waitFor();
    await page.goto(`${base}/me`);
    await press(holder, '办件用证');
    await page.getByText('食品经营许可').first().waitFor();
    await shot(page, 'quickstart-cases');
  },

  'every word of the document was used, and no page complained': async () => {
    assert.deepEqual([...words].filter((one) => !used.has(one)), []);
    assert.deepEqual([...counter.errors, ...holder.errors], []);
  },
});

await browser.close();
