// What the tests of pages in a real browser share: Chromium, a camera that shows what it is told to,
// axe, screenshots. Started from Java with the address of a running service.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { chromium } from 'playwright-core';

const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage',
];

/** A browser; with a file, that is its camera. */
export function launch(camera) {
  return chromium.launch({
    executablePath: process.env.LZ_CHROMIUM ?? '/usr/bin/chromium',
    args: camera
      ? [...FLAGS, '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream', `--use-file-for-fake-video-capture=${camera}`]
      : FLAGS,
  });
}

/** A file that is gone when the process ends: the codes in it are somebody's, if invented. */
export function cameraFile() {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'lz-camera-'));
  process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
  return path.join(folder, 'camera.y4m');
}

/** The modules of a QR code as the service draws it: an SVG of one unit a module. */
export function modules(svg) {
  const side = Number(/viewBox="0 0 (\d+) /.exec(svg)[1]);
  const rows = Array.from({ length: side }, () => new Array(side).fill(false));
  for (const [, x, y, width] of svg.slice(svg.lastIndexOf('<path')).matchAll(/M(\d+) (\d+)h(\d+)v1/g)) {
    for (let i = 0; i < Number(width); i++) rows[Number(y)][Number(x) + i] = true;
  }
  return rows;
}

/** The same numbers each time. */
function seeded(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

const WIDTH = 1280;
const HEIGHT = 720;

/** What the camera sees from its next start on: codes side by side, turned a little, with noise. */
export function film(file, codes, { degrees = 8, deviation = 10, pixels = 0, frames = 3 } = {}) {
  const random = seeded(codes.length + 1);
  const angle = (degrees / 180) * Math.PI;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const parts = [Buffer.from(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F10:1 Ip A1:1 C420jpeg\n`)];
  const scale = pixels || (codes.length > 1 ? 6 : Math.floor(480 / (codes[0]?.length ?? 37)));
  const chroma = Buffer.alloc((WIDTH * HEIGHT) / 2, 128);
  for (let n = 0; n < frames; n++) {
    const light = Buffer.alloc(WIDTH * HEIGHT);
    for (let y = 0; y < HEIGHT; y++) {
      for (let x = 0; x < WIDTH; x++) {
        let value = 96;
        codes.forEach((rows, at) => {
          const middle = (WIDTH * (at + 1)) / (codes.length + 1);
          const [dx, dy] = [x - middle, y - HEIGHT / 2];
          const u = Math.floor((dx * cos + dy * sin) / scale + rows.length / 2);
          const v = Math.floor((dy * cos - dx * sin) / scale + rows.length / 2);
          if (u >= 0 && v >= 0 && u < rows.length && v < rows.length) value = rows[v][u] ? 24 : 232;
        });
        value += (random() + random() + random() - 1.5) * 2 * deviation;
        light[y * WIDTH + x] = Math.max(0, Math.min(255, value));
      }
    }
    parts.push(Buffer.from('FRAME\n'), light, chroma);
  }
  fs.writeFileSync(file, Buffer.concat(parts));
}

const AXE = fs.readFileSync(path.join(import.meta.dirname, '..', 'node_modules', 'axe-core', 'axe.min.js'), 'utf8');

/** Nothing serious, as axe sees it: WCAG 2.2 A and AA. */
export async function accessible(page, name) {
  // The page's policy lets no script in, which is right; the test comes in by the debugger.
  await page.evaluate(AXE);
  const { violations } = await page.evaluate(() =>
    globalThis.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
  assert.deepEqual(
    serious.map(({ id, nodes }) => `${id}: ${nodes.map((one) => one.target.join(' ')).join(', ')}`), [], `axe: ${name}`);
}

const SHOTS = process.env.LZ_SHOTS ?? path.join(os.tmpdir(), 'lz-shots');

export async function shot(page, name) {
  fs.mkdirSync(SHOTS, { recursive: true });
  await page.screenshot({ path: path.join(SHOTS, `${name}.png`) });
}

/** Runs the named steps in turn and says each, those that fail with their reason. */
export async function steps(all) {
  let done = 0;
  for (const [name, run] of Object.entries(all)) {
    const start = Date.now();
    try {
      await run();
    } catch (failed) {
      console.error(`✗ ${name}\n${failed.stack ?? failed}`);
      process.exitCode = 1;
      continue;
    }
    done++;
    console.log(`✓ ${name} (${Date.now() - start} ms)`);
  }
  console.log(`${done} steps`);
}

/** Whatever a page reports as an error is one. */
export function watch(page, allowed = () => false) {
  const errors = [];
  page.on('pageerror', (error) => errors.push(String(error.stack ?? error)));
  page.on('console', (message) => {
    if (message.type() === 'error' && !allowed(message.text())) errors.push(message.text());
  });
  return errors;
}
