// The counter's page: what comes in, what is asked, what is shown, one state after the other.
import { the } from '../shell/dom';
import type { Burst } from '../scan/bursts';
import { isOfAlphabet } from '../scan/bursts';
import { MOST_CHARACTERS, sight, withoutEnd } from '../scan/code';
import type { Decoder } from '../scan/decoder';
import { NotAPicture, readPicture } from '../scan/picture';
import { AnswerNotUnderstood, type Answer, type Asked } from './answers';
import { AnswerView } from './answer-view';
import type { Checker } from './checker';
import { Clearing } from './clearing';
import { EnrolmentLost, Refused, Unreachable } from './door';
import { isAnswer, type Local, type Screen } from './screen';
import type { Tones } from './tones';
import type { Words } from './words';

/** The rest of the page, told what happens here. */
export interface Surroundings {
  /** Before a check, and when the next person may come. */
  changed(screen: Screen): void;
  /** An answer of the service came, with its word; empty where it has none. */
  answered(word: string): void;
  unreachable(): void;
  enrolmentLost(): void;
  scene(): string | undefined;
}

const SLOW_AFTER = 1_500;
const VERY_SLOW_AFTER = 6_000;
/** Of a file, as the service takes it. */
const MOST_BYTES = 20 * 1024 * 1024;

export class Counter {
  #screen: Screen = { kind: 'waiting' };
  #checker: Checker;
  #abort = new AbortController();
  #slow: ReturnType<typeof setTimeout>[] = [];
  #countdown: ReturnType<typeof setInterval> | undefined;
  /** What the answer on the screen is about, and since when: for a code that is scanned twice. */
  #last: { readonly text: string; readonly at: number } | undefined;
  readonly #view: AnswerView;
  readonly #clearing: Clearing;

  constructor(
    checker: Checker,
    private readonly words: Words,
    private readonly decoder: Decoder,
    private readonly tones: Tones,
    private readonly around: Surroundings,
    clearSeconds: number,
  ) {
    this.#checker = checker;
    this.#view = new AnswerView(words);
    this.#clearing = new Clearing(clearSeconds, (left) => this.#warn(left), () => this.#clear());
    the('#next').addEventListener('click', () => this.next());
    the('#keep').addEventListener('click', () => {
      this.#clearing.start();
      the('#code').focus();
    });
  }

  use(checker: Checker): void {
    this.#checker = checker;
  }

  /** A hand scanner's reading. */
  burst(burst: Burst): void {
    if (burst.tooLarge) this.#local({ kind: 'too-long' });
    else if (!isOfAlphabet(burst.text) && (burst.hidden || /[^\x20-\x7e]/.test(burst.raw))) this.#local({ kind: 'input-method' });
    else this.text(burst.text);
  }

  /**
   * What was typed, pasted, or read by the camera.
   *
   * @param since when it came into view, by performance.now()
   */
  text(scanned: string, since = performance.now()): void {
    const text = withoutEnd(scanned);
    if (text.trim() === '') {
      this.next();
      return;
    }
    const seen = sight(text);
    if (text.length >= MOST_CHARACTERS) this.#local({ kind: 'too-long' });
    else if (seen.kind === 'foreign') this.#local({ kind: 'foreign', what: seen.what });
    else if (this.#last?.text === text && isAnswer(this.#screen)) this.#sayAgain(this.#last.at);
    else void this.#check(text, since);
  }

  /** A file that was chosen or dropped: a picture may have a code in it; all else is checked as a file. */
  async file(file: File): Promise<void> {
    if (file.size > MOST_BYTES) {
      this.#local({ kind: 'file-too-large' });
      return;
    }
    if (!file.type.startsWith('image/') && !/\.(png|jpe?g|webp|gif|bmp)$/i.test(file.name)) {
      await this.#run((signal) => this.#checker.file(file, signal));
      return;
    }
    this.#busy();
    const { signal } = this.#abort;
    try {
      const choice = await readPicture(file, this.decoder);
      if (signal.aborted) return;
      if (choice.kind === 'one') this.text(choice.text);
      else if (choice.kind === 'several') this.#local({ kind: 'several-codes' });
      else if (choice.kind === 'foreign') this.#local({ kind: 'foreign', what: choice.what });
      else this.#local({ kind: 'picture-without-code' });
    } catch (failed) {
      if (signal.aborted) return;
      this.#local({ kind: failed instanceof NotAPicture ? 'picture-without-code' : 'decoder-failed' });
    }
  }

  /** One key for the next person; a question or a check that runs is given up. */
  next(): void {
    const gaveUp = this.#screen.kind === 'asked' || this.#screen.kind === 'checking';
    this.#stop();
    if (gaveUp) this.#local({ kind: 'cancelled' });
    else this.#to({ kind: 'waiting' });
    the('#code').focus();
  }

  /** In another language. */
  draw(): void {
    if (this.#screen.kind !== 'waiting') this.#view.show(this.#screen, this.#secondsLeft());
  }

  async #check(text: string, since: number): Promise<void> {
    if (!(await this.#run((signal) => this.#checker.check(text, this.around.scene(), signal)))) return;
    // For whoever measures; the browser keeps it to itself.
    if (this.#screen.kind === 'verdict') performance.measure('scan-to-verdict', { start: since });
    this.#last = { text, at: Date.now() };
  }

  /** Whether the service gave an answer, and it is on the screen. */
  async #run(ask: (signal: AbortSignal) => Promise<Answer>): Promise<boolean> {
    this.#busy();
    const { signal } = this.#abort;
    try {
      let answer = await ask(signal);
      while (answer.outcome === 'ASKED' && !signal.aborted) {
        this.#asked(answer);
        answer = await this.#follow(answer, signal);
      }
      if (signal.aborted) return false;
      this.#answer(answer);
      return true;
    } catch (failed) {
      if (!signal.aborted) this.#failed(failed);
      return false;
    }
  }

  /** Asks again and again; where the question was put again its number is not told twice. */
  async #follow(asked: Asked, signal: AbortSignal): Promise<Answer> {
    for (;;) {
      let next: Answer;
      try {
        next = await this.#checker.follow(asked.request, signal);
      } catch (failed) {
        // The holder may be choosing: a moment without network does not end that.
        if (!(failed instanceof Unreachable) || Date.parse(asked.lapsesAt) < Date.now()) throw failed;
        await pause(1000, signal);
        continue;
      }
      if (next.outcome !== 'ASKED' || next.request !== asked.request) return next;
      if (signal.aborted) return next;
    }
  }

  #busy(): void {
    this.#stop();
    this.#last = undefined;
    this.#abort = new AbortController();
    this.#slow = [
      setTimeout(() => this.#to({ kind: 'checking', slow: 1 }), SLOW_AFTER),
      setTimeout(() => this.#to({ kind: 'checking', slow: 2 }), VERY_SLOW_AFTER),
    ];
    this.#to({ kind: 'checking', slow: 0 });
  }

  #asked(asked: Asked): void {
    this.#slow.forEach(clearTimeout);
    this.#to({ kind: 'asked', asked });
    clearInterval(this.#countdown);
    this.#countdown = setInterval(() => {
      if (this.#screen.kind === 'asked') the('#answer-next').textContent = `→ ${this.words.say('asked.next', this.#secondsLeft())}`;
    }, 1000);
  }

  #secondsLeft(): number {
    return this.#screen.kind === 'asked' ? Math.max(0, Math.ceil((Date.parse(this.#screen.asked.lapsesAt) - Date.now()) / 1000)) : 0;
  }

  #answer(answer: Answer): void {
    this.#stop();
    if (answer.outcome === 'VERDICT') {
      this.#to({ kind: 'verdict', verdict: answer, hidden: false });
      this.around.answered(answer.verdict);
      this.#clearing.start();
    } else if (answer.outcome !== 'ASKED') {
      this.#to({ kind: 'not-checked', answer, at: Date.now() });
      this.around.answered(answer.outcome);
    }
  }

  #failed(failed: unknown): void {
    this.#stop();
    if (failed instanceof EnrolmentLost) {
      this.#local({ kind: 'enrolment-lost' });
      this.around.enrolmentLost();
    } else if (failed instanceof Unreachable) {
      this.#local({ kind: 'no-network' });
      this.around.unreachable();
    } else if (failed instanceof AnswerNotUnderstood) this.#local({ kind: 'answer-not-understood' });
    else if (failed instanceof Refused) {
      const { problem } = failed;
      this.#to({ kind: 'refused', code: problem.code, said: problem, next: problem.next, at: Date.now() });
    } else throw failed;
  }

  #local(why: Local): void {
    this.#stop();
    this.#to({ kind: 'local', why, at: Date.now() });
  }

  /** Ends what runs for the answer on the screen. */
  #stop(): void {
    this.#abort.abort();
    this.#slow.forEach(clearTimeout);
    clearInterval(this.#countdown);
    this.#clearing.stop();
  }

  #to(screen: Screen): void {
    this.#screen = screen;
    the('#counter').dataset['state'] = screen.kind;
    const { classList } = document.documentElement;
    classList.toggle('answered', screen.kind !== 'waiting');
    if (screen.kind === 'waiting') {
      this.#last = undefined;
      this.#view.hide();
      speak('', '');
    } else {
      const spoken = this.#view.show(screen, this.#secondsLeft());
      // Waiting is not an answer: it is said without pressing, and without a tone.
      if (spoken.good) speak(spoken.text, '');
      else if (screen.kind === 'checking') speak(screen.slow === 0 ? '' : spoken.text, '');
      else speak('', spoken.text);
      if (isAnswer(screen)) this.tones.play(spoken.good);
      scrollTo(0, 0);
    }
    this.around.changed(screen);
  }

  #sayAgain(at: number): void {
    const again = the('#again');
    again.hidden = false;
    again.textContent = this.words.say('again', this.words.time(at, false));
    the('#spoken-hint').textContent = again.textContent;
  }

  #warn(left: number | undefined): void {
    the('#clearing').hidden = left === undefined;
    if (left === undefined) return;
    const text = this.words.say('clearing', left);
    the('#clearing-text').textContent = text;
    if (left === 20) the('#spoken-hint').textContent = text;
  }

  /** The word and the time stay, what is personal goes. */
  #clear(): void {
    if (this.#screen.kind !== 'verdict') return;
    const { portrait: _, ...rest } = this.#screen.verdict;
    this.#screen = { kind: 'verdict', verdict: { ...rest, fields: [], findings: [] }, hidden: true };
    this.#view.show(this.#screen);
  }
}

/** One region or the other, never both; emptied first, so that the same words are said again. */
function speak(good: string, other: string): void {
  the('#spoken-good').textContent = good;
  the('#spoken-other').textContent = other;
}

function pause(millis: number, signal: AbortSignal): Promise<void> {
  return new Promise((done) => {
    const timer = setTimeout(done, millis);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      done();
    });
  });
}
