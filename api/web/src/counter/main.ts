import './counter.css';
import './answer.css';
import './card.css';
import { make, the } from '../shell/dom';
import { Camera } from '../scan/camera';
import { sight } from '../scan/code';
import { Decoder } from '../scan/decoder';
import { Scanner } from '../scan/scanner';
import { Wedge } from '../scan/wedge';
import { CameraView } from './camera-view';
import { CardView } from './card-view';
import { PointChecker, PublicChecker } from './checker';
import { Counter } from './counter';
import { Door, EnrolmentLost, Refused, Unreachable } from './door';
import { recall } from './keys';
import { changeLanguageInPlace } from './language';
import { enrol, scans, self, SCOPE, type Point, type Scan } from './point';
import { drawScans } from './scan-log';
import { takeFiles } from './take-files';
import { Tones } from './tones';
import { Words } from './words';

const SCENE = 'lz-scene';
const RETRY = 10_000;
/** The service's clock and ours may differ by this, as in offline checks. */
const CLOCK_TOLERANCE = 60;

const root = the('#counter');
const field = the<HTMLInputElement>('#code');
const sceneChoice = the<HTMLSelectElement>('#scene');
const words = new Words();
const tones = new Tones();
const decoder = new Decoder();

let door: Door | undefined;
let point: Point | undefined;
let connected = true;
let notice: (() => string) | undefined;
/** The service does not know this window. */
let unknown = false;
/** Own scans of this page, newest first: time and word, nothing personal. */
let recent: { readonly at: number; readonly word: string }[] = [];

const hint = (text: string) => (the('#spoken-hint').textContent = text);

const counter = new Counter(new PublicChecker(), words, decoder, tones, {
  changed(screen) {
    if (screen.kind === 'waiting') scanner.look();
    else scanner.pause();
  },
  answered(word) {
    recent = [{ at: Date.now(), word }, ...recent].slice(0, 3);
    if (point) point = { ...point, today: point.today + 1 };
    notice = undefined;
    online(true);
    drawBar();
  },
  unreachable() {
    online(false);
  },
  enrolmentLost() {
    lost();
  },
  scene: () => (point ? sceneChoice.value : undefined),
}, Number(root.dataset['clear'] ?? '60'));

const card = new CardView(words, () => field.focus());

const scanner: Scanner = new Scanner(new Camera(the<HTMLVideoElement>('#video')), decoder, {
  camera: (state) => camera.state(state),
  code(text, corners, takenAt) {
    camera.outline([corners]);
    // Long enough to see what was read; the check runs meanwhile.
    setTimeout(() => camera.outline([]), 150);
    counter.text(text, takenAt);
  },
  several: (outlines) => camera.several(outlines),
  foreign: (what) => camera.foreign(what),
  hint: (one) => camera.hint(one),
  decoderFailed: () => camera.decoderFailed(),
});
const camera = new CameraView(words, scanner, hint);
camera.draw();

new Wedge(field, (burst) => {
  if (!card.take(burst, sight(burst.text).kind === 'ours')) counter.burst(burst);
});

the('#entry').addEventListener('submit', (event) => {
  event.preventDefault();
  const text = field.value;
  field.value = '';
  counter.text(text);
});
field.addEventListener('paste', (event) => {
  const { clipboardData } = event;
  const file = clipboardData?.files[0];
  event.preventDefault();
  field.value = '';
  if (file) void counter.file(file);
  else counter.text(clipboardData?.getData('text/plain') ?? '');
});

takeFiles(root, words, (file) => void counter.file(file), () => field.focus());

addEventListener('keydown', (event) => {
  if (event.key !== 'Escape' || event.isComposing) return;
  event.preventDefault();
  if (card.isOpen) card.close();
  else if (root.dataset['state'] !== 'waiting') counter.next();
  field.value = '';
  field.focus();
});
addEventListener('focus', () => {
  if (document.activeElement === document.body) field.focus();
});

the('#begin').addEventListener('click', (event) => {
  tones.unlock();
  (event.currentTarget as HTMLElement).hidden = true;
  field.focus();
});
addEventListener('pointerdown', () => tones.unlock(), { once: true });

const mute = the('#mute');
mute.setAttribute('aria-pressed', String(tones.muted));
mute.addEventListener('click', () => {
  tones.muted = !tones.muted;
  mute.setAttribute('aria-pressed', String(tones.muted));
});

sceneChoice.addEventListener('change', () => {
  localStorage.setItem(SCENE, sceneChoice.value);
  field.focus();
});

const logButton = the('#show-log');
logButton.addEventListener('click', () => {
  const log = the('#log');
  log.hidden = !log.hidden;
  logButton.setAttribute('aria-expanded', String(!log.hidden));
  if (!log.hidden) void drawLog();
});

the('#enrol-form').addEventListener('submit', (event) => {
  event.preventDefault();
  void enrolHere();
});

changeLanguageInPlace(words, drawAll);

function drawAll(): void {
  for (const element of document.querySelectorAll<HTMLElement>('[data-word]')) {
    element.textContent = words.say(element.dataset['word'] ?? '');
  }
  for (const element of document.querySelectorAll<HTMLElement>('[data-word-label]')) {
    element.setAttribute('aria-label', words.say(element.dataset['wordLabel'] ?? ''));
  }
  drawBar();
  camera.draw();
  card.draw();
  counter.draw();
  if (!the('#log').hidden) void drawLog();
}

function drawBar(): void {
  the('#point-name').textContent = point ? words.pick(point.name) : words.say('title');
  const connection = the('#connection');
  connection.dataset['on'] = connected ? 'yes' : 'no';
  connection.dataset['word'] = connected ? 'online' : 'offline';
  connection.textContent = words.say(connected ? 'online' : 'offline');
  the('#evidence').textContent = point?.evidenceAt === undefined ? '' : words.say('evidence', words.time(point.evidenceAt, false));
  the('#today').textContent = point ? words.say('today', point.today) : '';
  the('#scene-row').hidden = !point;
  if (point) {
    const chosen = sceneChoice.value || localStorage.getItem(SCENE) || '';
    sceneChoice.replaceChildren(
      ...point.scenes.map((scene) =>
        make('option', { value: scene.code, ...(scene.code === chosen ? { selected: true } : {}) }, words.pick(scene.label)),
      ),
    );
  }
  the('#recent').textContent = recent.length === 0
    ? words.say('recent.none')
    : words.say('recent', recent.map((one) => `${words.time(one.at, false)} ${words.say(`word.${one.word}`)}`).join(' · '));
  the('#recent').hidden = !point && recent.length === 0;
  for (const id of ['#show-log', '#show-card']) the(id).hidden = !point;
  the('#enrol').hidden = point !== undefined || (door !== undefined && !unknown);
  the('#public-note').hidden = point !== undefined || door !== undefined;
  const line = the('#notice');
  line.hidden = notice === undefined;
  line.textContent = notice?.() ?? '';
}

function tell(what: (() => string) | undefined): void {
  notice = what;
  drawBar();
  hint(what?.() ?? '');
}

function online(now: boolean): void {
  if (connected === now) return;
  connected = now;
  tell(now ? undefined : () => words.say('network'));
  if (!now) setTimeout(() => void refresh(), RETRY);
}

/** What the service says of this window; tried again until it answers. */
async function refresh(): Promise<void> {
  if (!door) {
    if (!connected) await fetch(location.pathname, { method: 'HEAD', cache: 'no-store' }).then(() => online(true), () => retry());
    return;
  }
  try {
    point = await self(door);
    unknown = false;
    counter.use(new PointChecker(door));
    connected = true;
    const ahead = Math.abs(door.clockDifference);
    tell(ahead <= CLOCK_TOLERANCE
      ? undefined
      : () => (ahead < 120 ? words.say('clock.seconds', ahead) : words.say('clock', Math.round(ahead / 60))));
  } catch (failed) {
    if (failed instanceof EnrolmentLost) lost();
    else if (failed instanceof Unreachable) {
      connected = false;
      tell(() => words.say('network'));
      retry();
    } else if (failed instanceof Refused) {
      const { problem } = failed;
      tell(() => [words.pick(problem), words.pick(problem.next)].join('').trim() || words.say('refused'));
      // Too many requests, a fault of the service, a point that is suspended: all may pass.
      retry();
    } else throw failed;
  }
}

let waiting: ReturnType<typeof setTimeout> | undefined;

function retry(): void {
  clearTimeout(waiting);
  waiting = setTimeout(() => void refresh(), RETRY);
}

/**
 * The service takes no proof of this window any more: suspended, revoked, or forgotten; it says the
 * same of all. The key stays and is tried again, for an administrator may resume the point.
 */
function lost(): void {
  point = undefined;
  unknown = true;
  tell(() => words.say('enrol.lost'));
  retry();
}

async function enrolHere(): Promise<void> {
  const input = the<HTMLInputElement>('#enrol-code');
  const fault = the('#enrol-fault');
  const send = the<HTMLButtonElement>('#enrol-send');
  const code = input.value.trim();
  fault.textContent = '';
  if (code === '') {
    fault.textContent = words.say('enrol.empty');
    input.focus();
    return;
  }
  // A second press would spend the code twice.
  send.disabled = true;
  try {
    door = new Door(await enrol(code), SCOPE);
    input.value = '';
    await refresh();
    const name = point;
    if (name) tell(() => words.say('enrol.done', words.pick(name.name)));
    card.open();
  } catch (failed) {
    if (failed instanceof Refused) fault.textContent = [words.pick(failed.problem), words.pick(failed.problem.next)].join('') || words.say('enrol.failed');
    else if (failed instanceof Unreachable) fault.textContent = words.say('network');
    else fault.textContent = words.say('enrol.no-storage');
    input.focus();
  } finally {
    send.disabled = false;
  }
}

async function drawLog(): Promise<void> {
  if (!door) return;
  let all: readonly Scan[];
  try {
    all = await scans(door);
  } catch (failed) {
    if (failed instanceof EnrolmentLost) lost();
    else if (failed instanceof Unreachable) online(false);
    else if (failed instanceof Refused) tell(() => words.pick(failed.problem));
    else throw failed;
    return;
  }
  drawScans(all, point?.scenes ?? [], words);
}

async function begin(): Promise<void> {
  // The field is ready at once; who this window is comes after.
  root.dataset['state'] = 'waiting';
  field.focus();
  try {
    const enrolled = await recall();
    if (enrolled) door = new Door(enrolled, SCOPE);
  } catch {
    tell(() => words.say('enrol.no-storage'));
  }
  drawBar();
  if (door) await refresh();
}

void begin();
