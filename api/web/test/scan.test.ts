import assert from 'node:assert/strict';
import test from 'node:test';
import { Bursts, type Burst } from '../src/scan/bursts';
import { choose } from '../src/scan/choice';
import { sight, withoutEnd } from '../src/scan/code';
import { character, type Key } from '../src/scan/keys';
import { region, sizeFor, wholeFrame } from '../src/scan/plan';
import { CARD, diagnose, isOfCard } from '../src/scan/test-card';

const CODE = 'LZ1:W503MM9HOPEAL:9100KB0*M0DY0W016C1PN1:Y1';
const plain: Key = { key: '', code: '', keyCode: 0, shiftKey: false, altKey: false, ctrlKey: false, metaKey: false, isComposing: false };
const ENTER: Key = { ...plain, key: 'Enter', code: 'Enter', keyCode: 13 };

/** The key of a US keyboard for a character. */
function placed(char: string): Key {
  if (/[A-Za-z]/.test(char)) return { ...plain, key: char, code: `Key${char.toUpperCase()}`, shiftKey: char !== char.toLowerCase() };
  if (/[0-9]/.test(char)) return { ...plain, key: char, code: `Digit${char}` };
  const shifted = ')!@#$%^&*('.indexOf(char);
  if (shifted >= 0) return { ...plain, key: char, code: `Digit${shifted}`, shiftKey: true };
  const places: Record<string, [string, boolean]> = {
    ' ': ['Space', false], '-': ['Minus', false], '+': ['Equal', true], ':': ['Semicolon', true], '.': ['Period', false], '/': ['Slash', false],
  };
  const [code, shiftKey] = places[char] ?? ['', false];
  return { ...plain, key: char, code, shiftKey };
}

/** An input method keeps the character to itself. */
function hidden(char: string): Key {
  return { ...placed(char), key: 'Process', keyCode: 229, isComposing: true };
}

interface Typed {
  readonly bursts: Burst[];
  readonly swallowed: number;
}

function type(keys: readonly Key[], every: number, typing: boolean, bursts = new Bursts(), from = 1000): Typed {
  const found: Burst[] = [];
  let swallowed = 0;
  let at = from;
  for (const key of keys) {
    const verdict = bursts.key(key, at, typing);
    if (verdict.kind === 'burst') found.push(verdict.burst);
    if (verdict.kind !== 'pass') swallowed++;
    at += every;
  }
  const last = bursts.silence(at + 200);
  if (last) found.push(last);
  return { bursts: found, swallowed };
}

for (const every of [2, 15, 45]) {
  test(`a hand scanner at ${every} ms a key, wherever the focus is`, () => {
    for (const typing of [true, false]) {
      const { bursts } = type([...[...CODE].map(placed), ENTER], every, typing);
      assert.deepEqual(bursts.map((one) => [one.text, one.end]), [[CODE, 'KEY']]);
    }
  });
}

test('outside the field nothing of a burst reaches the page, from the prefix on', () => {
  const { swallowed } = type([...[...CODE].map(placed), ENTER], 5, false);
  assert.equal(swallowed, CODE.length - 'LZ1'.length + 1);
});

test('without an end key, silence ends it', () => {
  const { bursts } = type([...CODE].map(placed), 5, true);
  assert.deepEqual(bursts.map((one) => [one.text, one.end]), [[CODE, 'SILENCE']]);
});

test('CR and LF are one end', () => {
  const machine = new Bursts();
  const lineFeed: Key = { ...plain, key: 'j', code: 'KeyJ', ctrlKey: true };
  const { bursts, swallowed } = type([...[...CODE].map(placed), ENTER, lineFeed], 5, false, machine);
  assert.equal(bursts.length, 1);
  assert.equal(swallowed, CODE.length - 3 + 2);
  // Later, it is a key of its own.
  assert.equal(machine.key(ENTER, 9000, false).kind, 'pass');
});

test('with an input method on, the keys\' places are read', () => {
  const { bursts } = type([...[...CODE].map(hidden), ENTER], 10, true);
  assert.deepEqual(bursts.map((one) => [one.text, one.hidden]), [[CODE, true]]);
});

test('some browsers give number 229 without any input method: the character counts', () => {
  assert.equal(character({ ...placed('y'), keyCode: 229, key: 'Process' }), 'y');
  const { bursts } = type([...[...CODE].map((char) => ({ ...placed(char), keyCode: 229 })), ENTER], 10, true);
  assert.equal(bursts[0]?.text, CODE);
});

test('full-width signs are made narrow', () => {
  const wide = CODE.replace(':', '：').replace('*', '＊');
  const { bursts } = type([...[...wide].map((char) => ({ ...placed(char), key: char })), ENTER], 10, true);
  assert.equal(bursts[0]?.text, CODE);
});

test('a person who types into the field is left alone', () => {
  const { bursts, swallowed } = type([...[...CODE].map(placed), ENTER], 180, true);
  assert.deepEqual([bursts.length, swallowed], [0, 0]);
  const words = type([...[...'hello world, this is a note'].map(placed)], 160, false);
  assert.deepEqual([words.bursts.length, words.swallowed], [0, 0]);
});

test('Tab and Enter alone do what they always do', () => {
  const machine = new Bursts();
  assert.equal(machine.key({ ...plain, key: 'Tab', code: 'Tab' }, 100, false).kind, 'pass');
  assert.equal(machine.key(ENTER, 400, false).kind, 'pass');
});

test('a foreign code of a hand scanner is a reading, too', () => {
  const { bursts } = type([...[...'HTTPS://EXAMPLE.ORG/X'].map(placed), ENTER], 8, false);
  assert.deepEqual(sight(bursts[0]?.text ?? ''), { kind: 'foreign', what: 'WEB' });
});

test('ten kilobytes of noise are cut off, and said to be', () => {
  const { bursts } = type([...Array.from({ length: 12_000 }, () => placed('7')), ENTER], 1, true);
  assert.equal(bursts[0]?.tooLarge, true);
  assert.equal(bursts[0]?.raw.length, 10_240);
});

test('two people one after the other are two readings', () => {
  const machine = new Bursts();
  const first = type([...[...CODE].map(placed), ENTER], 5, false, machine, 1000);
  const second = type([...[...CODE].map(placed), ENTER], 5, false, machine, 1400);
  assert.deepEqual([first.bursts.length, second.bursts.length], [1, 1]);
});

const burst = (raw: string, more: Partial<Burst> = {}): Burst => ({
  raw, text: raw.normalize('NFKC').toUpperCase(), end: 'KEY', hidden: false, altNumbers: false, tooLarge: false, ...more,
});

test('the card has all 45 characters once', () => {
  assert.equal(new Set(CARD).size, 45);
  assert.equal(CARD.length, 45);
});

test('the card names what is wrong', () => {
  const german = CARD.replace('Y', 'ü').replace('Z', 'Y').replace('ü', 'Z').replace('-', 'ß').replace('/', '-').replace(':', 'Ö');
  const french = 'à&é"\'(-è_ç' + CARD.slice(10);
  const cases: [string, Burst, unknown][] = [
    ['good', burst(CARD), { kind: 'good' }],
    ['Caps Lock turns letters round', burst(CARD.toLowerCase()), { kind: 'good', remark: 'CAPS_LOCK' }],
    ['input method, mended', burst(CARD, { hidden: true }), { kind: 'good', remark: 'INPUT_METHOD' }],
    ['input method, not mended', burst(CARD.slice(0, 30) + '你好', { hidden: true }), { kind: 'fault', fault: 'INPUT_METHOD' }],
    ['no end key', burst(CARD, { end: 'SILENCE' }), { kind: 'fault', fault: 'NO_END_KEY' }],
    ['German layout', burst(german), { kind: 'fault', fault: 'KEYBOARD_LAYOUT' }],
    ['French layout', burst(french), { kind: 'fault', fault: 'KEYBOARD_LAYOUT' }],
    ['Shift turned round', burst(')!@#$%^&*(' + CARD.slice(10)), { kind: 'fault', fault: 'CAPS_LOCK' }],
    ['Alt and numbers', burst('', { altNumbers: true }), { kind: 'fault', fault: 'ALT_NUMBERS' }],
    ['characters lost', burst(CARD.replace('J', '').replace('*', '')), { kind: 'fault', fault: 'CHARACTERS_LOST' }],
    ['another code', burst('6901234567892'), { kind: 'fault', fault: 'OTHER_CODE' }],
  ];
  for (const [name, one, expected] of cases) assert.deepEqual(diagnose(one), expected, name);
});

test('a licence code is not taken for the card', () => {
  assert.equal(isOfCard(burst(CODE)), false);
  assert.equal(isOfCard(burst(CARD)), true);
});

test('codes are told from other texts by their beginning', () => {
  assert.equal(sight(CODE).kind, 'ours');
  assert.equal(sight('LZ2:SOMETHING').kind, 'ours');
  for (const [text, what] of [
    ['https://example.org/LZ1:', 'WEB'], ['HTTP://X', 'WEB'], ['www.example.org', 'WEB'], ['WIFI:S:x;;', 'WIFI'],
    ['BEGIN:VCARD', 'CONTACT'], ['wxp://f2f0', 'PAYMENT'], [' LZ1:', 'OTHER'], ['lz1:', 'OTHER'], ['', 'OTHER'],
  ] as const) {
    assert.deepEqual(sight(text), { kind: 'foreign', what }, text);
  }
});

test('a blank at the end belongs to the code, a line end does not', () => {
  assert.equal(withoutEnd('LZ1:A \r\n'), 'LZ1:A ');
});

const corners = [{ x: 0, y: 0 }, { x: 1, y: 0 }, { x: 1, y: 1 }, { x: 0, y: 1 }] as const;

test('of several codes none is taken; the same one twice is one', () => {
  assert.equal(choose([{ text: CODE, corners }, { text: `${CODE}X`, corners }]).kind, 'several');
  assert.equal(choose([{ text: CODE, corners }, { text: CODE, corners }]).kind, 'one');
  assert.equal(choose([{ text: 'https://example.org', corners }, { text: CODE, corners }]).kind, 'one');
  assert.deepEqual(choose([{ text: 'https://example.org', corners }]), { kind: 'foreign', what: 'WEB' });
});

test('the centre each time, the whole frame every fourth, inverted every eighth', () => {
  const all = Array.from({ length: 8 }, (_, n) => region(n, 1280, 720, 800));
  assert.deepEqual(all.map((one) => one.whole), [false, false, false, true, false, false, false, true]);
  assert.deepEqual(all.map((one) => one.inverted), [false, false, false, false, false, false, false, true]);
  const [centre] = all;
  assert.deepEqual([centre?.x, centre?.y, centre?.width, centre?.toWidth], [388, 108, 504, 504]);
  assert.deepEqual([wholeFrame(1280, 720, 800, false).toWidth, wholeFrame(1280, 720, 800, false).toHeight], [800, 450]);
});

test('slow machines get smaller pictures, down to an end', () => {
  assert.deepEqual([sizeFor(800, 10), sizeFor(800, 3), sizeFor(640, 1), sizeFor(480, 1)], [800, 640, 480, 480]);
});
