// The decoder that is shipped, on pictures as bad cameras make them.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { choose } from '../src/scan/choice';
import { load, read } from '../src/scan/reader';
import { MEDIUM, photograph, rgba } from './noise';

declare const HERE: string;

/** A code as the service draws it. */
interface Drawn {
  readonly text: string;
  readonly rows: readonly (readonly boolean[])[];
}

/** CodePictureVectorTest makes the file and holds it against the drawing. */
const drawn: readonly Drawn[] = fs
  .readFileSync(path.join(HERE, 'codes.txt'), 'utf8')
  .split('\n')
  .filter((line) => line !== '' && !line.startsWith('#'))
  .map((line) => {
    const [size, bits, text] = line.split('|');
    const side = Number(size);
    const all = [...Buffer.from(bits ?? '', 'base64')].flatMap((byte) => [7, 6, 5, 4, 3, 2, 1, 0].map((n) => ((byte >> n) & 1) === 1));
    return { text: text ?? '', rows: Array.from({ length: side }, (_, y) => all.slice(y * side, (y + 1) * side)) };
  });

const program = fs.readFileSync(path.join(HERE, '../node_modules/zxing-wasm/dist/reader/zxing_reader.wasm'));
await load(program.buffer.slice(program.byteOffset, program.byteOffset + program.byteLength));

for (const kind of ['online', 'offline'] as const) {
  test(`at least 95 % of 100 ${kind} codes at 8 pixels a module with medium noise`, async () => {
    const codes = drawn.filter(({ text }) => (text.length <= 100) === (kind === 'online'));
    assert.equal(codes.length, 25);
    let good = 0;
    for (const [n, { text, rows }] of codes.entries()) {
      for (let turn = 0; turn < 4; turn++) {
        const found = await read(rgba(photograph(rows, 8, MEDIUM, n * 4 + turn)), false);
        const choice = choose(found);
        if (choice.kind === 'one' && choice.text === text) good++;
        // Unread is bad, read wrongly is worse.
        assert.ok(choice.kind !== 'one' || choice.text === text);
      }
    }
    console.log(`${kind}: ${good} of 100 read`);
    assert.ok(good >= 95, `${good} of 100`);
  });
}

test('two codes in one picture are two', async () => {
  const [a, b] = drawn;
  assert.ok(a && b);
  const left = photograph(a.rows, 6, { rotation: 0, deviation: 0, shade: 0 }, 1);
  const right = photograph(b.rows, 6, { rotation: 0, deviation: 0, shade: 0 }, 2);
  const width = left.width + right.width;
  const height = Math.max(left.height, right.height);
  const data = new Uint8ClampedArray(new ArrayBuffer(width * height)).fill(255);
  for (const [one, at] of [[left, 0], [right, left.width]] as const) {
    for (let y = 0; y < one.height; y++) data.set(one.data.subarray(y * one.width, (y + 1) * one.width), y * width + at);
  }
  const choice = choose(await read(rgba({ width, height, data }), false));
  assert.equal(choice.kind, 'several');
});

test('white on black is read when it is asked for', async () => {
  const [a] = drawn;
  assert.ok(a);
  const inverted = photograph(a.rows, 6, { rotation: 0, deviation: 0, shade: 0 }, 1);
  inverted.data.forEach((light, at) => (inverted.data[at] = 255 - light));
  assert.equal(choose(await read(rgba(inverted), true)).kind, 'one');
});

test('noise alone is no code', async () => {
  const found = await read(rgba(photograph([], 40, { rotation: 0, deviation: 90, shade: 0.4 }, 3)), true);
  assert.deepEqual(choose(found), { kind: 'none' });
});
