// Builds the islands and the style sheet:  node build.mjs OUT WORK
//   OUT   where the files with hashed names go, with manifest.json (name of an entry → its files)
//   WORK  where it may write notes, and works when the sources are read-only
// Runs without globally installed packages; does nothing when nothing has changed; needs the network
// only the first time (npm keeps what it downloaded).
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import zlib from 'node:zlib';

const RECIPE = 1; // counts up when the way of building changes
const LICENCES = new Set([
  'Apache-2.0', 'MIT', 'BSD-2-Clause', 'BSD-3-Clause', '0BSD', 'ISC', 'MPL-2.0', 'CC0-1.0', '(MIT OR CC0-1.0)',
]);

const here = import.meta.dirname;
const [out, work] = process.argv.slice(2).map((folder) => path.resolve(folder));
if (!out || !work) fail('usage', '用法', 'Usage', 'node build.mjs OUT WORK');

function fail(code, zh, en, next) {
  console.error(`web: ${zh} [${code}]\n    ${en}\n  → ${next}`);
  process.exit(1);
}

function digest(...parts) {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(part).update('\0');
  return hash.digest('hex');
}

function filesUnder(folder) {
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .flatMap((entry) =>
      entry.isDirectory() ? filesUnder(path.join(folder, entry.name)) : [path.join(folder, entry.name)])
    .sort();
}

/** All that the result depends on. */
function stampOf(folder) {
  const parts = [String(RECIPE), process.version];
  for (const name of ['package.json', 'package-lock.json', 'tsconfig.json', 'build.mjs']) {
    parts.push(name, fs.readFileSync(path.join(folder, name)));
  }
  for (const file of filesUnder(path.join(folder, 'src'))) {
    parts.push(path.relative(folder, file), fs.readFileSync(file));
  }
  return digest(...parts);
}

function read(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function canWrite(folder) {
  try {
    fs.accessSync(folder, fs.constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** Everything that is installed must be under a licence of the list. */
function checkLicences(lock) {
  const wrong = Object.entries(lock.packages)
    .filter(([name]) => name !== '')
    .filter(([, one]) => !LICENCES.has(one.license))
    .map(([name, one]) => `${name}: ${one.license}`);
  if (wrong.length > 0) {
    fail('licence-unknown', `许可证不在清单中：${wrong}`, `Licences outside the list: ${wrong}`,
      '换一个包，或在 build.mjs 的清单中说明 use another package, or add to the list in build.mjs');
  }
}

/** Installs what the lock file names, aside, and puts it in place whole: two builds may run at once. */
function install(root) {
  const lock = fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8');
  checkLicences(JSON.parse(lock));
  const wanted = digest(lock, process.platform, process.arch);
  const modules = path.join(root, 'node_modules');
  const note = path.join(modules, '.lz-stamp');
  if (read(note) === wanted) return;
  const aside = path.join(root, `node_modules.new-${process.pid}`);
  fs.mkdirSync(aside, { recursive: true });
  try {
    for (const name of ['package.json', 'package-lock.json']) {
      fs.copyFileSync(path.join(root, name), path.join(aside, name));
    }
    const npm = spawnSync(
      'npm', ['ci', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'],
      { cwd: aside, stdio: ['ignore', 'inherit', 'inherit'] });
    if (npm.status !== 0) {
      fail('packages-missing', '没能安装页面的依赖', 'The packages of the pages could not be installed',
        '检查网络或 npm 的设置后重试 check the network or the settings of npm, then try again');
    }
    fs.writeFileSync(path.join(aside, 'node_modules', '.lz-stamp'), wanted);
    if (read(note) !== wanted) {
      if (fs.existsSync(modules)) fs.renameSync(modules, path.join(aside, 'old'));
      try {
        fs.renameSync(path.join(aside, 'node_modules'), modules);
      } catch (taken) {
        // Another build came first, with the same.
        if (read(note) !== wanted) throw taken;
      }
    }
  } finally {
    fs.rmSync(aside, { recursive: true, force: true });
  }
}

/** Writes FILE.br and FILE.gz where they are smaller. */
function compress(file) {
  const plain = fs.readFileSync(file);
  if (plain.length < 256 || !/\.(js|css|svg|wasm|json)$/.test(file)) return;
  const brotli = zlib.brotliCompressSync(plain, {
    params: { [zlib.constants.BROTLI_PARAM_QUALITY]: 11, [zlib.constants.BROTLI_PARAM_SIZE_HINT]: plain.length },
  });
  if (brotli.length < plain.length) fs.writeFileSync(`${file}.br`, brotli);
  const gzip = zlib.gzipSync(plain, { level: 9 });
  if (gzip.length < plain.length) fs.writeFileSync(`${file}.gz`, gzip);
}

async function build(root, to) {
  const tsc = spawnSync(
    process.execPath, [path.join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '--noEmit', '-p', root],
    { stdio: ['ignore', 'inherit', 'inherit'] });
  if (tsc.status !== 0) process.exit(1);
  const entries = { style: path.join(root, 'src', 'style', 'main.css') };
  for (const name of fs.readdirSync(path.join(root, 'src'))) {
    const main = path.join(root, 'src', name, 'main.ts');
    if (fs.existsSync(main)) entries[name] = main;
  }
  // By its file: what a read-only checkout has beside this script is nothing.
  const vite = await import(
    pathToFileURL(path.join(root, 'node_modules', 'vite', 'dist', 'node', 'index.js')).href);
  await vite.build({
    configFile: false,
    root,
    base: '/app/',
    logLevel: 'warn',
    publicDir: false,
    build: {
      outDir: to,
      emptyOutDir: true,
      assetsDir: '',
      assetsInlineLimit: 0,
      target: ['chrome111', 'safari16.4', 'firefox115'],
      modulePreload: { polyfill: false },
      manifest: 'manifest.json',
      sourcemap: false,
      rollupOptions: {
        input: entries,
        output: {
          entryFileNames: '[name]-[hash].js',
          chunkFileNames: '[name]-[hash].js',
          assetFileNames: '[name]-[hash][extname]',
        },
      },
    },
    worker: { format: 'es' },
  });
  const files = filesUnder(to);
  files.forEach(compress);
  return files.length;
}

const note = path.join(work, 'stamp');
let root = here;
if (!canWrite(here)) {
  root = path.join(work, 'sources');
  for (const name of ['package.json', 'package-lock.json', 'tsconfig.json', 'build.mjs', 'src']) {
    fs.rmSync(path.join(root, name), { recursive: true, force: true });
    fs.cpSync(path.join(here, name), path.join(root, name), { recursive: true });
  }
}
fs.mkdirSync(work, { recursive: true });
const stamp = stampOf(root);
install(root);
if (read(note) !== stamp || !fs.existsSync(path.join(out, 'manifest.json'))) {
  fs.rmSync(note, { force: true });
  const count = await build(root, out);
  fs.writeFileSync(note, stamp);
  console.log(`web: ${count} files`);
}
