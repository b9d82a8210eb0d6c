// The counter's page against the service itself: enrol, scan through the camera, verdict; replay,
// sensitive scenes, refusals, acts on the licence, and what else people put before a scanner.
//   node counter-flow.mjs CONFIG   with tokens and licences that CounterBrowserTest made
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { enter, next, scan, told } from './counter-acts.mjs';
import { accessible, cameraFile, film, launch, modules, shot, steps, watch } from './lib.mjs';

const config = JSON.parse(fs.readFileSync(process.argv[2], 'utf8'));
const { base } = config;

async function api(method, address, token, body, headers = {}) {
  const answer = await fetch(base + address, {
    method,
    headers: {
      Authorization: `Bearer ${token}`, 'Idempotency-Key': randomUUID(),
      ...(body === undefined ? {} : { 'Content-Type': 'application/json' }), ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await answer.text();
  assert.ok(answer.ok, `${method} ${address}: ${answer.status} ${text}`);
  return text === '' ? undefined : JSON.parse(text);
}
const holder = (method, address, body) => api(method, address, config.holder, body);
const show = (licence, scene, kind = 'ONLINE') => holder('POST', '/v1/presentations', { licence, scene, kind });
const standing = (id) => holder('GET', `/v1/presentations/${id}`);
const act = (licence, name) =>
  api('POST', `/v1/licences/${licence}/status`, config.department, { act: name, reasonCode: 'TEST-REASON', reason: '示例事由' });
const register = (name, place, placeKind, scenes) =>
  api('POST', '/v1/verifier-points', config.officer, { name, place, placeKind, scenes });

const { driving, residence } = config.licences;
const camera = cameraFile();
film(camera, []);
const browser = await launch(camera);
const windows = {};

async function open(made, lang = 'zh') {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, permissions: ['camera'] });
  const page = await context.newPage();
  const errors = watch(page, (text) => /status of (4|5)\d\d/.test(text));
  await page.goto(`${base}/counter?lang=${lang}`);
  await page.waitForSelector('#counter[data-state="waiting"]');
  if (made) {
    await page.fill('#enrol-code', made.enrolmentCode);
    await page.click('#enrol-send');
    await page.waitForSelector('#card:not([hidden])', { timeout: 15_000 }).catch(async (late) => {
      throw new Error(`not enrolled: ${await page.textContent('#enrol-fault')} ${await page.textContent('#notice')}`, { cause: late });
    });
    await page.keyboard.press('Escape');
  }
  return { page, errors, id: made?.id };
}

let first;
let stale;

await steps({
  'two windows are enrolled, each with a key of its own; a code is good once': async () => {
    stale = await show(driving, 'CAR_RENTAL');
    const counter = await register({ zh: '市政务服务中心 3 号窗口', en: 'City Service Centre, counter 3' }, { zh: '一楼大厅', en: 'Ground floor' }, 'COUNTER', ['CAR_RENTAL', 'TRAFFIC_STOP', 'COUNTER']);
    const gate = await register({ zh: '示例停车场 1 号闸机', en: 'Sample car park, gate 1' }, { zh: '东门', en: 'East gate' }, 'GATE', ['CAR_RENTAL']);
    windows.counter = await open(counter);
    windows.gate = await open(gate);
    assert.match(await windows.counter.page.textContent('#point-name'), /3 号窗口/);
    const other = await open();
    await other.page.fill('#enrol-code', counter.enrolmentCode);
    await other.page.click('#enrol-send');
    await other.page.waitForFunction(() => document.querySelector('#enrol-fault').textContent !== '');
    await accessible(other.page, 'enrolment refused');
    await shot(other.page, 'flow-enrolment-refused');
    windows.visitor = other;
    const extractable = await windows.counter.page.evaluate(() => new Promise((done) => {
      const request = indexedDB.open('lz-counter');
      request.onsuccess = () => {
        const read = request.result.transaction('enrolment').objectStore('enrolment').get('this');
        read.onsuccess = () => done(read.result.key.privateKey.extractable);
      };
    }));
    assert.equal(extractable, false);
  },

  'a shown code, through the camera: VALID, the fields of the scene, and the holder is told': async () => {
    const { counter } = windows;
    await counter.page.bringToFront();
    await counter.page.selectOption('#scene', 'CAR_RENTAL');
    first = await show(driving, 'CAR_RENTAL');
    film(camera, [modules(first.svg)]);
    await counter.page.click('#camera-on');
    const answer = await told(counter);
    assert.deepEqual([answer.look, answer.word], ['valid', '有效'], JSON.stringify(answer));
    assert.deepEqual(answer.fields.length, first.fields.filter((one) => one.name !== 'portrait').length);
    assert.match(answer.facts, /核验于 .*在线.*证据 .*编号/);
    await accessible(counter.page, 'verdict');
    await shot(counter.page, 'flow-valid');
    assert.equal((await standing(first.id)).status, 'CHECKED');
    await counter.page.evaluate(() => document.querySelector('#camera-off').click());
    await next(counter);
  },

  'the same point again gets the same answer; another is told where and when': async () => {
    const again = await scan(windows.counter, first.code, 'CAR_RENTAL');
    assert.equal(again.word, '有效');
    const replay = await scan(windows.gate, first.code, 'CAR_RENTAL');
    assert.deepEqual([replay.look, replay.word], ['not-checked', '未核验']);
    assert.match(replay.reason, /已在另一处（窗口）使用/);
    await enter(windows.gate, first.code, 'CAR_RENTAL');
    await told(windows.gate);
    await shot(windows.gate.page, 'flow-replay');
    await next(windows.gate);
    assert.equal((await standing(first.id)).event.kind, 'tried');
  },

  'sensitive: the number; wrong, refused, and at last agreed': async () => {
    const { counter } = windows;
    for (const [name, answer, expected] of [
      ['wrong', ({ numbers }, right) => ({ number: numbers.find((one) => one !== right) }), /号码不一致/],
      ['nobody', () => ({ decision: 'NOBODY' }), /没有人报号码/],
      ['refused', () => ({ decision: 'REFUSE' }), /没有同意/],
    ]) {
      const shown = await show(residence, 'COUNTER');
      await enter(counter, shown.code, 'COUNTER');
      await counter.page.waitForSelector('#counter[data-state="asked"]');
      const number = await counter.page.textContent('#answer-number');
      assert.match(number, /^[0-9]{2}$/);
      const { event } = await standing(shown.id);
      assert.equal(event.kind, 'asked');
      assert.ok(event.data.numbers.includes(number));
      assert.match(event.data.point.name.zh, /3 号窗口/);
      if (name === 'wrong') await shot(counter.page, 'flow-asked');
      await holder('POST', `/v1/presentations/${shown.id}/answers`, { request: event.data.request, ...answer(event.data, number) });
      const result = await told(counter);
      assert.deepEqual([result.look, result.word], ['not-checked', '未核验']);
      assert.match(result.reason, expected);
      assert.deepEqual(result.fields, []);
      await shot(counter.page, `flow-${name}`);
      await next(counter);
    }
    const shown = await show(residence, 'COUNTER');
    await enter(counter, shown.code, 'COUNTER');
    await counter.page.waitForSelector('#counter[data-state="asked"]');
    const number = await counter.page.textContent('#answer-number');
    const { event } = await standing(shown.id);
    await holder('POST', `/v1/presentations/${shown.id}/answers`, { request: event.data.request, number });
    const result = await told(counter);
    assert.equal(result.word, '有效', JSON.stringify(result));
    await counter.page.waitForFunction(() => document.querySelector('#portrait').naturalWidth > 0);
    await accessible(counter.page, 'portrait');
    await shot(counter.page, 'flow-portrait');
    await next(counter);
  },

  'two windows: the holder shows, the counter scans, and the holder reads at once who checked': async () => {
    const { counter } = windows;
    const context = await browser.newContext({ viewport: { width: 390, height: 844 } });
    const [name, value] = config.session.split('=');
    await context.addCookies([{ name, value, url: base }]);
    const page = await context.newPage();
    const errors = watch(page);
    const started = Date.now();
    await page.goto(`${base}/me/licences/${driving}/show`);
    await page.selectOption('#scene', 'CAR_RENTAL');
    const code = await page.waitForSelector('button.code svg');
    await page.waitForLoadState('networkidle').catch(() => undefined);
    film(camera, [modules(await code.evaluate((svg) => svg.outerHTML))]);
    await shot(page, 'flow-holder-shows');
    await counter.page.bringToFront();
    await counter.page.selectOption('#scene', 'CAR_RENTAL');
    await counter.page.click('#camera-on');
    const answer = await told(counter);
    assert.equal(answer.word, '有效', JSON.stringify(answer));
    await page.waitForFunction(() => /3 号窗口/.test(document.querySelector('#said').textContent));
    console.log(`shown and scanned in ${((Date.now() - started) / 1000).toFixed(1)} s`);
    await page.bringToFront();
    await shot(page, 'flow-holder-told');
    await counter.page.evaluate(() => document.querySelector('#camera-off').click());
    await next(counter);
    // The other number: nothing is given.
    await page.goto(`${base}/me/licences/${residence}/show`);
    await page.selectOption('#scene', 'COUNTER');
    const second = await page.waitForSelector('button.code svg');
    film(camera, [modules(await second.evaluate((svg) => svg.outerHTML))]);
    await counter.page.bringToFront();
    await counter.page.selectOption('#scene', 'COUNTER');
    await counter.page.click('#camera-on');
    await counter.page.waitForSelector('#counter[data-state="asked"]', { timeout: 20_000 });
    const number = await counter.page.textContent('#answer-number');
    await page.bringToFront();
    await page.waitForSelector('dialog.consent');
    await shot(page, 'flow-holder-asked');
    await page.click('dialog.consent .agree');
    const choices = await page.locator('dialog.consent .numbers button').allTextContents();
    await shot(page, 'flow-holder-numbers');
    await page.locator('dialog.consent .numbers button', { hasText: choices.find((one) => one !== number) }).click();
    const stopped = await told(counter);
    assert.equal(stopped.word, '未核验');
    assert.match(stopped.reason, /号码不一致/);
    await counter.page.evaluate(() => document.querySelector('#camera-off').click());
    await next(counter);
    assert.deepEqual(errors, []);
    await context.close();
  },

  'offline code: VALID, and it says that single use was not checked or that it was': async () => {
    const shown = await show(driving, 'TRAFFIC_STOP', 'OFFLINE');
    film(camera, [modules(shown.svg)]);
    await windows.counter.page.selectOption('#scene', 'TRAFFIC_STOP');
    await windows.counter.page.click('#camera-on');
    const answer = await told(windows.counter);
    assert.equal(answer.word, '有效', JSON.stringify(answer));
    assert.match(answer.facts, /离线码/);
    await shot(windows.counter.page, 'flow-offline-code');
    await windows.counter.page.evaluate(() => document.querySelector('#camera-off').click());
    await next(windows.counter);
  },

  'suspended, then scanned: NOT IN FORCE; resumed: VALID again': async () => {
    await act(driving, 'SUSPEND');
    const shown = await show(driving, 'CAR_RENTAL');
    const answer = await scan(windows.counter, shown.code, 'CAR_RENTAL');
    assert.deepEqual([answer.look, answer.word], ['not-in-force', '不在有效状态']);
    assert.match(answer.reason, /暂停使用/);
    await act(driving, 'RESUME');
    const later = await show(driving, 'CAR_RENTAL');
    assert.equal((await scan(windows.counter, later.code, 'CAR_RENTAL')).word, '有效');
  },

  'bad input: each its own sentence': async () => {
    const { counter, gate } = windows;
    const { code } = await show(driving, 'CAR_RENTAL');
    const said = new Map();
    const expect = async (name, window, text, scene, look, pattern) => {
      const answer = await scan(window, text, scene);
      assert.equal(answer.look, look, `${name}: ${JSON.stringify(answer)}`);
      assert.match(answer.reason, pattern, name);
      assert.ok(!said.has(answer.reason), `${name} and ${said.get(answer.reason)} say the same: ${answer.reason}`);
      said.set(answer.reason, name);
    };
    const other = 'LZ1:W503MM9HOPEAL:9100KB0*M0DY0W016C1PN1:Y1';
    await expect('web address', counter, 'https://example.org/LZ1:X', 'CAR_RENTAL', 'unreadable', /网址/);
    await expect('foreign text', counter, '6901234567892', 'CAR_RENTAL', 'unreadable', /不是亮证码/);
    await expect('truncated', counter, code.slice(0, 25), 'CAR_RENTAL', 'unreadable', /没有读全|不完整/);
    await expect('doubled', counter, code + code, 'CAR_RENTAL', 'unreadable', /两个码/);
    await expect('another version', counter, `LZ9:${code.slice(4)}`, 'CAR_RENTAL', 'unreadable', /更新版本/);
    await expect('unknown kind', counter, 'LZ1:8B0ABC', 'CAR_RENTAL', 'unreadable', /./);
    await expect('another service', counter, other, 'CAR_RENTAL', 'not-checked', /另一家服务/);
    await expect('10 kB of noise', counter, `LZ1:${'7'.repeat(10_240)}`, 'CAR_RENTAL', 'unreadable', /过长/);
    const stopped = await show(driving, 'CAR_RENTAL');
    await holder('DELETE', `/v1/presentations/${stopped.id}`);
    await expect('stopped by the holder', counter, stopped.code, 'CAR_RENTAL', 'not-checked', /停止出示/);
    const elsewhere = await show(driving, 'TRAFFIC_STOP');
    await expect('not a scene of this point', gate, elsewhere.code, 'CAR_RENTAL', 'not-checked', /场景/);
  },

  'a visitor is told nothing of a shown code, and does not use it up': async () => {
    const shown = await show(driving, 'CAR_RENTAL');
    await next(windows.visitor).catch(() => undefined);
    const answer = await scan(windows.visitor, shown.code);
    assert.equal(answer.word, '未核验', JSON.stringify(answer));
    assert.deepEqual(answer.fields, []);
    assert.equal((await scan(windows.counter, shown.code, 'CAR_RENTAL')).word, '有效');
  },

  'an expired code': async () => {
    const left = Date.parse(stale.expiresAt) - Date.now();
    if (left > -1000) await new Promise((done) => setTimeout(done, left + 1000));
    const answer = await scan(windows.counter, stale.code, 'CAR_RENTAL');
    assert.deepEqual([answer.look, answer.word], ['not-checked', '未核验']);
    assert.match(answer.reason, /过期/);
  },

  'a file is checked as a file': async () => {
    await windows.counter.page.setInputFiles('#file', { name: 'x.ofd', mimeType: 'application/octet-stream', buffer: Buffer.from('no package') });
    const answer = await told(windows.counter);
    assert.equal(answer.look, 'unreadable');
    await next(windows.counter);
  },

  'the log of own scans: words and references, no names': async () => {
    const { page } = windows.counter;
    await page.bringToFront();
    await page.click('#show-log');
    await page.waitForSelector('#log-rows tr');
    const log = await page.textContent('#log-rows');
    assert.match(log, /有效/);
    assert.match(log, /未核验/);
    assert.ok(!log.includes(config.name), 'nobody is named');
    await shot(page, 'flow-log');
  },

  'from the picture to the verdict, through the camera': async () => {
    const { page } = windows.counter;
    const times = [];
    for (let n = 0; n < (config.scans ?? 12); n++) {
      const shown = await show(driving, 'CAR_RENTAL');
      film(camera, [modules(shown.svg)], { frames: 1 });
      await page.bringToFront();
      await page.selectOption('#scene', 'CAR_RENTAL');
      await page.evaluate(() => performance.clearMeasures());
      await page.click('#camera-on');
      await told(windows.counter);
      times.push(await page.evaluate(() => performance.getEntriesByName('scan-to-verdict')[0].duration));
      await page.evaluate(() => document.querySelector('#camera-off').click());
      await next(windows.counter);
    }
    times.sort((a, b) => a - b);
    const at = (share) => Math.round(times[Math.min(times.length - 1, Math.ceil(share * times.length) - 1)]);
    console.log(`scan-to-verdict ms: p50 ${at(0.5)} p95 ${at(0.95)} of ${times.length}`);
  },

  'a point that is suspended and resumed works again, with the key it has': async () => {
    const { counter } = windows;
    const { page } = counter;
    const client = () => page.evaluate(() => new Promise((done) => {
      const request = indexedDB.open('lz-counter');
      request.onsuccess = () => {
        const read = request.result.transaction('enrolment').objectStore('enrolment').get('this');
        read.onsuccess = () => done(read.result.client);
      };
    }));
    const before = await client();
    const officer = (what) => api('POST', `/v1/verifier-points/${counter.id}/${what}`, config.officer);
    const back = async () => {
      await page.waitForFunction(() => /3 号窗口/.test(document.querySelector('#point-name').textContent), null, { timeout: 45_000 });
      assert.ok(await page.isHidden('#enrol'), 'nothing to enrol');
      assert.ok(await page.isHidden('#notice'));
      assert.equal(await client(), before, 'the same enrolment');
      const shown = await show(driving, 'CAR_RENTAL');
      const answer = await scan(counter, shown.code, 'CAR_RENTAL');
      assert.equal(answer.word, '有效', JSON.stringify(answer));
    };
    const shown = await show(driving, 'CAR_RENTAL');
    await officer('suspension');
    const answer = await scan(counter, shown.code, 'CAR_RENTAL');
    assert.deepEqual([answer.look, answer.word, answer.fields], ['not-checked', '未核验', []]);
    // A window that holds a token is told by each call, one that asks for a token by its refusal.
    console.log(`  suspended: ${answer.reason} ${answer.next}`);
    await officer('resumption');
    await back();
    // Also for a window that was opened anew meanwhile.
    await officer('suspension');
    await page.reload();
    await page.waitForSelector('#notice:not([hidden])');
    assert.match(await page.textContent('#notice'), /这个核验点已被暂停。请本单位的管理员恢复它/);
    await accessible(page, 'point suspended');
    await shot(page, 'flow-point-suspended');
    await officer('resumption');
    await back();
  },

  'shown, then revoked, then scanned: NOT IN FORCE, and it says which act': async () => {
    const { counter } = windows;
    const shown = await show(driving, 'CAR_RENTAL');
    await act(driving, 'REVOKE');
    await enter(counter, shown.code, 'CAR_RENTAL');
    const answer = await told(counter);
    assert.deepEqual([answer.look, answer.word], ['not-in-force', '不在有效状态']);
    assert.match(answer.reason, /吊销/);
    await accessible(counter.page, 'revoked');
    await shot(counter.page, 'flow-licence-revoked');
    await next(counter);
    assert.match(JSON.stringify((await standing(shown.id)).event), /NOT_IN_FORCE/, 'the holder is told so');
  },

  'suspended or revoked by the officer: nothing is checked': async () => {
    const { gate } = windows;
    const shown = await show(driving, 'CAR_RENTAL');
    for (const what of ['suspension', 'revocation']) {
      await api('POST', `/v1/verifier-points/${gate.id}/${what}`, config.officer, { reason: '示例事由' });
      const answer = await scan(gate, shown.code);
      assert.equal(answer.word, '未核验');
      assert.deepEqual(answer.fields, []);
    }
    await shot(gate.page, 'flow-revoked');
  },

  'no page reported an error': async () => {
    assert.deepEqual(Object.values(windows).flatMap(({ errors }) => errors), []);
  },
});

await browser.close();
fs.rmSync(path.resolve(process.argv[2]), { force: true });
