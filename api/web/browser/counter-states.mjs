// Every state of the counter's page, in both languages, light and dark, large and small: what it
// says, axe, screenshots. The service's answers are put in its mouth here; that it gives them is
// tested by counter-flow.mjs.
import assert from 'node:assert/strict';
import { ANSWERS, CODE, codes, LOOKS, now, reason, said, verdict } from './counter-answers.mjs';
import { counter as openCounter, enter, state, wedge, word } from './counter-window.mjs';
import { accessible, cameraFile, film, launch, modules, shot, steps } from './lib.mjs';

const base = process.argv[2];
const camera = cameraFile();
film(camera, []);
const browser = await launch(camera);
const counter = (options) => openCounter(browser, base, options);

await steps({
  'waiting: no colour of a verdict, field ready at once': async () => {
    for (const [lang, scheme, width, height] of [['zh', 'light', 1280, 800], ['en', 'dark', 1280, 800], ['zh', 'dark', 360, 740], ['en', 'light', 320, 568]]) {
      const { page, errors, close } = await counter({ lang, scheme, width, height });
      assert.equal(await page.evaluate(() => document.activeElement.id), 'code');
      assert.equal(await page.isVisible('#answer'), false);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing is cut off');
      await accessible(page, `waiting ${lang} ${scheme} ${width}`);
      await shot(page, `counter-waiting-${lang}-${scheme}-${width}`);
      assert.deepEqual(errors, []);
      await close();
    }
  },

  'not enrolled: the small public face, and how to enrol': async () => {
    const { page, errors, close } = await counter({ enrolled: false });
    assert.match(await page.textContent('#public-note'), /此处只能看到证照的状态/);
    assert.equal(await page.isVisible('#scene-row'), false);
    await page.click('#enrol-send');
    assert.match(await page.textContent('#enrol-fault'), /请填写登记码/);
    await accessible(page, 'public');
    await shot(page, 'counter-public-zh');
    assert.deepEqual(errors, []);
    await close();
  },

  'each answer fills the window: colour, shape and word, one reason, one next step': async () => {
    for (const [lang, scheme, width, height] of [['zh', 'light', 1280, 800], ['en', 'dark', 1280, 800], ['zh', 'light', 360, 640]]) {
      const { page, service, errors, close } = await counter({ lang, scheme, width, height });
      for (const [name, answer] of Object.entries(ANSWERS)) {
        service.answer = answer;
        await enter(page, CODE);
        await page.waitForSelector(`#counter[data-state="${answer.outcome === 'VERDICT' ? 'verdict' : 'not-checked'}"]`);
        const [look, zh, en] = LOOKS[name];
        assert.equal(await page.getAttribute('#answer', 'data-look'), look, name);
        assert.equal(await word(page), lang === 'zh' ? zh : en);
        assert.equal(await page.textContent('#answer-other'), lang === 'zh' ? en : zh);
        assert.notEqual(await page.textContent('#answer-reason'), '');
        assert.notEqual(await page.textContent('#answer-next'), '');
        const { good, other } = await page.evaluate(() => ({
          good: document.querySelector('#spoken-good').textContent, other: document.querySelector('#spoken-other').textContent,
        }));
        assert.equal(look === 'valid' ? other : good, '', 'one live region speaks');
        assert.match(look === 'valid' ? good : other, new RegExp(lang === 'zh' ? zh : en));
        assert.equal(await page.evaluate(() => document.activeElement.id), 'code', 'focus stays in the field');
        assert.ok(await page.isVisible('#next'));
        assert.ok(await page.evaluate(() => {
          const { top, bottom } = document.querySelector('#next').getBoundingClientRect();
          return top >= 0 && bottom <= innerHeight;
        }), 'the next person is one visible key');
        const band = await page.evaluate(() => document.querySelector('.band').getBoundingClientRect().height / innerHeight);
        assert.ok(band >= 0.45, `the band has ${band} of the height`);
        const size = await page.evaluate(() => parseFloat(getComputedStyle(document.querySelector('.word')).fontSize));
        assert.ok(size >= (width < 600 ? 44 : 56), `the word is ${size} px`);
        await accessible(page, `${name} ${lang} ${scheme} ${width}`);
        await shot(page, `counter-${name}-${lang}-${scheme}-${width}`);
        await page.keyboard.press('Escape');
        await state(page, 'waiting');
        assert.equal(await page.textContent('#fields'), '', 'nothing of the last person stays');
      }
      assert.deepEqual(errors, []);
      await close();
    }
  },

  'Enter in the empty field is the next person; the same code again is not asked again': async () => {
    const { page, service, close } = await counter();
    await enter(page, CODE);
    await state(page, 'verdict');
    const asked = service.asked.length;
    await enter(page, CODE);
    await page.waitForSelector('#again:not([hidden])');
    assert.match(await page.textContent('#again'), /刚刚核验过，结果如上/);
    assert.equal(service.asked.length, asked);
    await page.press('#code', 'Enter');
    await state(page, 'waiting');
    await close();
  },

  'scenes are sent as chosen, and remembered': async () => {
    const { page, service, close } = await counter();
    await page.selectOption('#scene', 'HOTEL');
    await enter(page, CODE);
    await state(page, 'verdict');
    assert.deepEqual(service.asked.at(-1).postDataJSON(), { code: CODE, scene: 'HOTEL' });
    await page.reload();
    await page.waitForSelector('#scene-row:not([hidden])');
    assert.equal(await page.inputValue('#scene'), 'HOTEL');
    await close();
  },

  'personal data go after a minute, with a warning; the word and the time stay': async () => {
    const { page, close } = await counter();
    await page.clock.install();
    await enter(page, CODE);
    await state(page, 'verdict');
    await page.clock.runFor(38_000);
    assert.equal(await page.isVisible('#clearing'), false);
    await page.clock.runFor(4_000);
    assert.match(await page.textContent('#clearing'), /1[0-9]|20/);
    await accessible(page, 'clearing');
    await shot(page, 'counter-clearing-zh');
    await page.click('#keep');
    await page.clock.runFor(30_000);
    assert.ok((await page.textContent('#fields')).includes('亮亮小吃店'), 'kept');
    await page.clock.runFor(40_000);
    assert.equal(await page.textContent('#fields'), '');
    assert.equal(await page.getAttribute('#portrait', 'src'), null);
    assert.equal(await word(page), '有效');
    assert.match(await page.textContent('#field-count'), /个人信息已隐藏/);
    assert.match(await page.textContent('#answer-facts'), /核验于/);
    await close();
  },

  'waiting for the holder: the number is large, and lapses; Esc gives up': async () => {
    const { page, service, close } = await counter();
    service.answer = { outcome: 'ASKED', request: 'r', number: '47', lapsesAt: new Date(Date.now() + 60_000).toISOString() };
    await enter(page, CODE);
    await state(page, 'asked');
    assert.equal(await page.textContent('#answer-number'), '47');
    assert.match(await page.textContent('#spoken-other'), /47/);
    await accessible(page, 'asked');
    await shot(page, 'counter-asked-zh');
    await page.keyboard.press('Escape');
    await page.waitForSelector('#answer:not([hidden])');
    assert.match(await page.textContent('#answer-reason'), /已取消/);
    // The holder's answer comes by the same question.
    service.follow = async () => ANSWERS.valid;
    await enter(page, CODE);
    await state(page, 'verdict');
    await close();
  },

  'slow: it says so, without the colour of a verdict, and can be given up': async () => {
    const { page, service, close } = await counter();
    service.answer = 'never';
    await enter(page, CODE);
    await page.waitForFunction(() => /正在核验/.test(document.querySelector('#spoken-good').textContent));
    await accessible(page, 'checking');
    await shot(page, 'counter-checking-zh');
    await page.waitForFunction(() => /仍在核验/.test(document.querySelector('#answer-word').textContent), null, { timeout: 10_000 });
    await page.click('#next');
    assert.match(await page.textContent('#answer-reason'), /已取消/);
    await close();
  },

  'network lost: not checked, the mark stays, and it comes back by itself': async () => {
    const { page, service, close } = await counter();
    service.down = true;
    await enter(page, CODE);
    await state(page, 'local');
    assert.equal(await word(page), '未核验');
    assert.match(await page.textContent('#answer-reason'), /没有连上服务/);
    await shot(page, 'counter-no-network-zh');
    await page.keyboard.press('Escape');
    assert.match(await page.textContent('#connection'), /离线/);
    assert.match(await page.textContent('#notice'), /没有连上服务/);
    await accessible(page, 'offline');
    await shot(page, 'counter-offline-zh');
    service.down = false;
    await page.waitForFunction(() => /在线/.test(document.querySelector('#connection').textContent), null, { timeout: 15_000 });
    await close();
  },

  'point suspended, enrolment lost: each its own words': async () => {
    const { page, service, close } = await counter();
    service.answer = { status: 403, code: 'verifier-point-suspended', zh: '此核验点已暂停。', en: 'This point is suspended.', next: said('请联系管理员。', 'Ask the administrator.') };
    await enter(page, CODE);
    await state(page, 'refused');
    assert.equal(await word(page), '未核验');
    assert.match(await page.textContent('#answer-reason'), /暂停/);
    await shot(page, 'counter-suspended-zh');
    await page.keyboard.press('Escape');
    service.lost = true;
    await page.reload();
    await page.waitForSelector('#notice:not([hidden])');
    assert.match(await page.textContent('#notice'), /登记已失效，请管理员恢复或重新登记/);
    assert.ok(await page.isVisible('#enrol'));
    await accessible(page, 'lost');
    await shot(page, 'counter-lost-zh');
    await close();
  },

  'an answer of another form is not relied on': async () => {
    const { page, service, close } = await counter();
    for (const answer of [{ outcome: 'VERDICT', verdict: 'FINE' }, { ok: true }, { ...ANSWERS.valid, fields: 'x' }]) {
      service.answer = answer;
      await enter(page, CODE);
      await state(page, 'local');
      assert.equal(await word(page), '未核验');
      await page.keyboard.press('Escape');
    }
    await close();
  },

  'hand scanner: in the field, out of it, with foreign and endless readings': async () => {
    const { page, service, close } = await counter();
    await page.focus('#mute');
    await wedge(page, CODE);
    await state(page, 'verdict');
    assert.deepEqual(service.asked.at(-1).postDataJSON().code, CODE);
    assert.equal(await page.getAttribute('#mute', 'aria-pressed'), 'false', 'no key reached the button');
    await page.keyboard.press('Escape');
    await wedge(page, CODE, false);
    await state(page, 'verdict');
    await page.keyboard.press('Escape');
    const asked = service.asked.length;
    await wedge(page, 'HTTPS://EXAMPLE.ORG/LZ1:X');
    await state(page, 'local');
    assert.match(await page.textContent('#answer-reason'), /网址二维码，不是亮证码。没有打开它/);
    assert.ok(!(await page.content()).includes('EXAMPLE.ORG'), 'what it says is not shown');
    await shot(page, 'counter-foreign-zh');
    await page.keyboard.press('Escape');
    await wedge(page, '7'.repeat(11_000));
    await state(page, 'local');
    assert.match(await page.textContent('#answer-reason'), /过长/);
    assert.equal(service.asked.length, asked, 'neither was sent');
    await page.keyboard.press('Escape');
    await close();
  },

  'the test card says that the scanner works, or what is wrong': async () => {
    const { page, close } = await counter();
    await page.click('#show-card');
    const card = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:';
    assert.equal(modules(await page.innerHTML('.card-code')).length, 37);
    await wedge(page, card);
    assert.match(await page.textContent('#card-result'), /扫码枪正常/);
    await accessible(page, 'card');
    await shot(page, 'counter-card-zh');
    await wedge(page, card.replace('Y', 'ü').replace('Z', 'Y').replace('ü', 'Z'));
    assert.match(await page.textContent('#card-result'), /键盘布局/);
    await page.emulateMedia({ media: 'print' });
    assert.equal(await page.isVisible('.masthead'), false);
    await shot(page, 'counter-card-print');
    await close();
  },

  'pictures: with a code, with two, with none, foreign; other files are checked as files': async () => {
    const { page, service, close } = await counter();
    const png = async (...some) =>
      Buffer.from(await page.evaluate((all) => {
        const canvas = document.createElement('canvas');
        canvas.width = 600;
        canvas.height = 300;
        const context = canvas.getContext('2d');
        context.fillStyle = '#fff';
        context.fillRect(0, 0, 600, 300);
        context.fillStyle = '#000';
        all.forEach((rows, at) => rows.forEach((row, y) => row.forEach((dark, x) => dark && context.fillRect(at * 300 + x * 7, y * 7, 7, 7))));
        return canvas.toDataURL('image/png').split(',')[1];
      }, some), 'base64');
    const give = (name, mimeType, buffer) => page.setInputFiles('#file', { name, mimeType, buffer });
    await give('one.png', 'image/png', await png(codes[0].rows));
    await state(page, 'verdict');
    assert.equal(service.asked.at(-1).postDataJSON().code, CODE);
    await page.keyboard.press('Escape');
    await give('two.png', 'image/png', await png(codes[0].rows, codes[1].rows));
    await state(page, 'local');
    assert.match(await page.textContent('#answer-reason'), /看到两个亮证码/);
    assert.equal(await word(page), '未核验');
    await shot(page, 'counter-two-codes-zh');
    await page.keyboard.press('Escape');
    await give('none.png', 'image/png', await png());
    await state(page, 'local');
    assert.match(await page.textContent('#answer-reason'), /没有找到亮证码/);
    assert.match(await page.textContent('#answer-next'), /请选择清楚/);
    await shot(page, 'counter-picture-without-code-zh');
    await page.keyboard.press('Escape');
    await give('broken.png', 'image/png', Buffer.from('not a picture'));
    await state(page, 'local');
    await page.keyboard.press('Escape');
    service.answer = {
      verdict: 'UNREADABLE', instant: now(), zh: '无法读取。', en: 'Unreadable.', next: said('请提供原始文件。', 'Use the original file.'),
      reasons: [reason('文件已损坏。', 'The file is damaged.')], licence: null, evidence: null,
    };
    await give('licence.ofd', 'application/octet-stream', Buffer.from('PK'));
    await state(page, 'verdict');
    assert.equal(await word(page), '未能识别');
    assert.equal(await page.textContent('#answer-reason'), '文件已损坏。');
    await close();
  },

  'camera: one code is taken; foreign ones are named and passed over': async () => {
    film(camera, [codes[0].rows]);
    const { page, service, errors, close } = await counter();
    await page.click('#camera-on');
    await state(page, 'verdict');
    assert.equal(service.asked.at(-1).postDataJSON().code, CODE);
    const times = await page.evaluate(() => performance.getEntriesByName('scan-to-verdict').map((one) => one.duration));
    assert.equal(times.length, 1);
    assert.deepEqual(errors, []);
    await close();
  },

  'camera: two codes in view are outlined, and none is taken': async () => {
    film(camera, [codes[0].rows, codes[1].rows], { degrees: 3 });
    const { page, service, close } = await counter();
    await page.click('#camera-on');
    await page.waitForFunction(() => /看到两个亮证码，请只留一个/.test(document.querySelector('#camera-text').textContent));
    assert.equal(await page.locator('#outlines polygon').count(), 2);
    await accessible(page, 'camera');
    await shot(page, 'counter-camera-two-zh');
    assert.equal(service.asked.length, 0);
    await page.click('#camera-off');
    assert.equal(await page.evaluate(() => document.querySelector('#video').srcObject), null);
    await close();
  },

  'camera: nothing in view': async () => {
    film(camera, []);
    const { page, close } = await counter({ lang: 'en', scheme: 'dark' });
    await page.click('#camera-on');
    await page.waitForFunction(() => /Hold the code/.test(document.querySelector('#camera-text').textContent));
    await shot(page, 'counter-camera-en-dark');
    await close();
  },

  'camera refused, missing, in use: each its own words, and the field stays': async () => {
    for (const [name, said_] of [['NotAllowedError', /没有被允许/], ['NotFoundError', /没有找到摄像头/], ['NotReadableError', /正被其他程序使用/]]) {
      const { page, close } = await counter();
      await page.evaluate((error) => {
        navigator.mediaDevices.getUserMedia = () => Promise.reject(new DOMException('', error));
      }, name);
      await page.click('#camera-on');
      await page.waitForSelector('#camera[data-camera="refused"]');
      assert.match(await page.textContent('#camera-text'), said_);
      await accessible(page, name);
      if (name === 'NotAllowedError') await shot(page, 'counter-camera-refused-zh');
      await enter(page, CODE);
      await state(page, 'verdict');
      await close();
    }
  },

  'the other language keeps what is on the screen': async () => {
    const { page, close } = await counter();
    await enter(page, CODE);
    await state(page, 'verdict');
    // The masthead is put away while an answer has the window; the keyboard still reaches its link.
    await page.evaluate(() => document.querySelector('.masthead a[lang="en"]').click());
    await page.waitForFunction(() => document.documentElement.lang === 'en');
    assert.equal(await word(page), 'VALID');
    assert.equal(await page.textContent('#answer-reason'), 'In force; seal and status checked.');
    assert.match(await page.textContent('#next'), /Next person/);
    await page.keyboard.press('Escape');
    assert.equal(await page.textContent('#begin'), 'Begin');
    await close();
  },

  'the log has times, scenes and words, and nobody in it': async () => {
    const { page, close } = await counter();
    await page.click('#show-log');
    await page.waitForSelector('#log-rows tr');
    assert.match(await page.textContent('#log-rows'), /酒店入住.*有效.*7F3K/s);
    await accessible(page, 'log');
    await shot(page, 'counter-log-zh');
    await close();
  },
});

await browser.close();
