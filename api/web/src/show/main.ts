// 亮证: a code that renews itself while it is looked at, and what happens to it.
import { Refused, Unreachable, serverNow } from '../shell/call';
import { make, the } from '../shell/dom';
import { failure } from '../shell/load';
import { clock } from '../shell/time';
import { pick, words } from '../shell/words';
import { answer, begin, end, events, look, renew } from './api';
import type { Answer, Asked, Checked, Code, Tried } from './api';
import { CodePanel } from './code';
import { Consent, named } from './consent';

const say = words('show');
const page = the('.content.show');
const licence = page.dataset.id ?? '';
const panel = document.querySelector<HTMLElement>('#panel');
const chosen = document.querySelector<HTMLSelectElement>('#scene');
const said = the('#said');
const state = the('#state');

/** Without a scan showing pauses after this. */
const QUIET = 5 * 60_000;
const RETRY = 2_000;

let code: Code | undefined;
let view: CodePanel | undefined;
let stream: EventSource | undefined;
let consent: Consent | undefined;
let asked: Asked | undefined;
let started = 0;
let busy = false;
let nextTry = 0;
let lock: WakeLockSentinel | undefined;
/** Counts up with each beginning, so that late answers are known. */
let turn = 0;
let showing = false;

function tell(text: string): void {
  said.textContent = text;
  said.classList.toggle('told', text !== '');
}

async function stayAwake(): Promise<void> {
  try {
    if (showing && document.visibilityState === 'visible') lock = await navigator.wakeLock.request('screen');
  } catch {
    // It is a comfort, not a need.
  }
}

function sleepAgain(): void {
  lock?.release().catch(() => undefined);
  lock = undefined;
}

function separator(): string {
  return say('seesSeparator');
}

async function start(): Promise<void> {
  if (!panel || !chosen) return;
  const mine = ++turn;
  stop(true);
  tell('');
  busy = true;
  panel.replaceChildren(make('p', { class: 'hint' }, say('preparing')));
  try {
    const made = await begin(licence, chosen.value);
    if (mine !== turn) {
      end(made.id);
      return;
    }
    showing = true;
    started = Date.now();
    view = new CodePanel(say, () => pause(say('pausedNow')));
    panel.replaceChildren(view.element);
    put(made);
    listen(made.id);
    state.textContent = say('ready');
    void stayAwake();
  } catch (failed) {
    if (mine === turn) panel.replaceChildren(failure(failed, say, () => void start()));
  } finally {
    busy = false;
  }
}

function put(made: Code): void {
  code = made;
  view?.show(made.svg, made.fields.map((field) => pick(field.label)).join(separator()));
  tick();
}

/** Ends what is shown; `tellService`: its codes die, too. */
function stop(tellService: boolean): void {
  if (code && tellService) end(code.id);
  code = undefined;
  showing = false;
  stream?.close();
  stream = undefined;
  consent?.close();
  consent = undefined;
  view?.close();
  view = undefined;
  sleepAgain();
}

function pause(text: string): void {
  turn++;
  stop(true);
  const resume = make('button', { type: 'button', class: 'primary wide resume' }, say('resume'));
  resume.addEventListener('click', () => void start());
  panel?.replaceChildren(make('p', {}, text), resume);
  state.textContent = text;
}

/** After a scan: this code is spent. */
function spent(text: string): void {
  turn++;
  stop(false);
  const again = make('button', { type: 'button', class: 'next' }, say('next'));
  again.addEventListener('click', () => void start());
  panel?.replaceChildren(again);
  tell(text);
}

async function fetchNext(): Promise<void> {
  if (busy || !code) return;
  const mine = turn;
  busy = true;
  try {
    const made = await renew(code.id);
    if (mine === turn && code) put(made);
  } catch (failed) {
    if (mine !== turn) return;
    if (failed instanceof Refused) {
      if (failed.problem.status === 401) {
        turn++;
        stop(false);
        panel?.replaceChildren(failure(failed, say, () => void start()));
        state.textContent = say('ended');
      } else if (failed.problem.status < 500) {
        // What was shown has come to an end by itself.
        busy = false;
        void start();
        return;
      }
    }
    nextTry = Date.now() + RETRY;
  } finally {
    busy = false;
  }
}

let saidLost = false;
function tick(): void {
  if (!showing || !code || !view || document.visibilityState !== 'visible') return;
  if (Date.now() - started > QUIET && !consent) {
    pause(say('paused'));
    return;
  }
  const now = serverNow();
  const toRenewal = Math.ceil((Date.parse(code.renewAt) - now) / 1000);
  const toEnd = Math.ceil((Date.parse(code.expiresAt) - now) / 1000);
  const all = 30;
  if (toRenewal > 0) {
    saidLost = false;
    view.left(toRenewal, all, say('in', toRenewal));
    return;
  }
  if (toEnd > 0) {
    view.left(toEnd, all, nextTry > 0 && !busy ? say('losing', toEnd) : say('in', 0));
  } else {
    view.left(0, all, '');
    view.dead(say('lost'));
    if (!saidLost) {
      saidLost = true;
      state.textContent = say('lost');
    }
  }
  if (Date.now() >= nextTry) void fetchNext();
}
setInterval(tick, 1_000);

function listen(id: string): void {
  const mine = turn;
  const source = events(id);
  stream = source;
  const on = (name: string, act: (data: unknown) => void) =>
    source.addEventListener(name, (event) => {
      if (mine === turn) act(JSON.parse((event as MessageEvent<string>).data));
    });
  on('asked', (data) => {
    asked = data as Asked;
    ask();
  });
  on('checked', (data) => {
    const seen = data as Checked;
    const who = named(seen.point);
    const given = asked?.fields.length;
    asked = undefined;
    const line = say(seen.result === 'VALID' ? 'checked' : 'checkedNot', who, clock(seen.at));
    spent(given === undefined ? line : `${line} ${say('given', given, who)}`);
  });
  on('refused', () => spent(say('refused')));
  on('stopped', () => spent(say('stopped')));
  on('lapsed', () => spent(say('lapsed')));
  on('tried', (data) => {
    const seen = data as Tried;
    tell(say('tried', clock(seen.at), say(`place.${seen.placeKind}`)));
  });
  on('ended', () => pause(say('pausedNow')));
  source.onerror = () => {
    if (source.readyState !== EventSource.CLOSED || mine !== turn) return;
    setTimeout(() => {
      if (mine !== turn) return;
      look(id)
        .then(() => mine === turn && listen(id))
        .catch((failed: unknown) => {
          if (mine === turn && failed instanceof Unreachable) setTimeout(() => mine === turn && listen(id), RETRY);
        });
    }, RETRY);
  };
}

function ask(): void {
  if (!asked || !code) return;
  const request = asked;
  const id = code.id;
  view?.close();
  consent?.close();
  consent = new Consent(request, say, (given) => {
    consent = undefined;
    void reply(id, request, given);
  });
}

async function reply(id: string, request: Asked, given: Answer): Promise<void> {
  const mine = turn;
  try {
    await answer(id, request.request, given);
  } catch (failed) {
    if (mine !== turn) return;
    if (failed instanceof Unreachable) {
      ask();
      tell(say('offline'));
      return;
    }
    asked = undefined;
    turn++;
    stop(false);
    panel?.replaceChildren(failure(failed, say, () => void start()));
  }
}

document.addEventListener('visibilitychange', () => {
  if (!showing) return;
  if (document.visibilityState === 'hidden') {
    view?.blur(say('hidden'));
    sleepAgain();
    return;
  }
  nextTry = 0;
  void fetchNext();
  void stayAwake();
});
addEventListener('online', () => {
  nextTry = 0;
  tick();
});
addEventListener('pagehide', () => {
  turn++;
  stop(true);
});
addEventListener('pageshow', (event) => {
  if (event.persisted) void start();
});
chosen?.addEventListener('change', () => void start());
void start();
