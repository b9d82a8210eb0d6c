// Runs the islands' own tests in Node:  node test.mjs [WORK]
// Bundles test/*.test.ts with the builder the pages have anyway, into WORK (else a temporary folder).
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';

const here = import.meta.dirname;
const out = process.argv[2] ?? fs.mkdtempSync(path.join(os.tmpdir(), 'lz-web-test-'));
const tests = fs.readdirSync(path.join(here, 'test')).filter((name) => name.endsWith('.test.ts'));
const vite = await import(pathToFileURL(path.join(here, 'node_modules', 'vite', 'dist', 'node', 'index.js')).href);
await vite.build({
  configFile: false,
  root: here,
  logLevel: 'error',
  define: { HERE: JSON.stringify(path.join(here, 'test')) },
  build: {
    ssr: true,
    outDir: out,
    emptyOutDir: true,
    target: 'node20',
    rollupOptions: {
      input: Object.fromEntries(tests.map((name) => [name.slice(0, -3), path.join(here, 'test', name)])),
      output: { entryFileNames: '[name].mjs' },
    },
  },
  // Bundled as well: the tests stand outside the folder of the packages.
  ssr: { noExternal: true },
});
const run = spawnSync(process.execPath, ['--test', '--test-reporter=spec', ...tests.map((name) => path.join(out, `${name.slice(0, -3)}.mjs`))], {
  stdio: 'inherit',
});
if (!process.argv[2]) fs.rmSync(out, { recursive: true, force: true });
process.exit(run.status ?? 1);
