// The answer on the screen: colour, shape and word; one reason; one next step; then what the scene allows.
import { make, the } from '../shell/dom';
import type { Reason, Verdict } from './answers';
import { look, type Local, type Look, type Screen } from './screen';
import type { Words } from './words';

/** What is said once, in one piece, to those who listen. */
export interface Spoken {
  readonly good: boolean;
  readonly text: string;
}

/** The parts of an answer that every kind of it has. */
interface Parts {
  readonly word: string;
  readonly look: Look;
  readonly reason: string;
  readonly next: string;
  readonly number?: string;
  readonly facts: readonly string[];
  readonly verdict?: Verdict;
  readonly hidden?: boolean;
}

/** Each look has a shape of its own, so that it can be told without colours. */
const SHAPES: Readonly<Record<Look, string>> = {
  valid: 'valid',
  'valid-cut': 'valid-cut',
  'not-in-force': 'not-in-force',
  invalid: 'invalid',
  unknown: 'unknown',
  unreadable: 'not-checked',
  'not-checked': 'not-checked',
};

export class AnswerView {
  readonly #root = the('#answer');

  constructor(private readonly words: Words) {}

  hide(): void {
    this.#root.hidden = true;
    // Nothing of the last person stays in the page, not even unseen.
    for (const id of ['#fields', '#findings', '#answer-licence', '#field-count', '#answer-facts']) the(id).replaceChildren();
    const portrait = the<HTMLImageElement>('#portrait');
    portrait.hidden = true;
    portrait.removeAttribute('src');
    portrait.alt = '';
    the('#again').hidden = true;
    the('#clearing').hidden = true;
  }

  /** Shows it, and says what is to be read aloud. */
  show(screen: Exclude<Screen, { kind: 'waiting' }>, secondsLeft = 0): Spoken {
    const parts = this.#parts(screen, secondsLeft);
    this.hide();
    this.#root.hidden = false;
    this.#root.dataset['look'] = parts.look;
    the('#answer-shape').setAttribute('href', `#shape-${SHAPES[parts.look]}`);
    const { words } = this;
    const busy = screen.kind === 'checking';
    the('#answer-word').textContent = busy ? parts.reason : words.say(`word.${parts.word}`);
    const other = the('#answer-other');
    other.textContent = busy ? '' : words.say(`other.${parts.word}`);
    other.lang = words.english ? 'zh-CN' : 'en';
    const number = the('#answer-number');
    number.hidden = parts.number === undefined;
    number.textContent = parts.number ?? '';
    the('#answer-reason').textContent = busy ? '' : parts.reason;
    the('#answer-next').textContent = parts.next === '' ? '' : `→ ${parts.next}`;
    the('#answer-facts').textContent = parts.facts.join(' · ');
    const open = screen.kind === 'checking' || screen.kind === 'asked';
    the('#next [data-word]').textContent = words.say(open ? 'cancel' : 'next');
    the('#details').hidden = parts.verdict === undefined;
    this.#remark(parts.verdict);
    if (parts.verdict) this.#particulars(parts.verdict, parts.hidden === true);
    const spoken = [busy ? '' : words.say(`word.${parts.word}`), parts.number ?? '', parts.reason, parts.next];
    return { good: parts.look === 'valid', text: spoken.filter((part) => part !== '').join(' ') };
  }

  #parts(screen: Exclude<Screen, { kind: 'waiting' }>, secondsLeft: number): Parts {
    const { words } = this;
    switch (screen.kind) {
      case 'checking':
        return {
          word: 'NOT_CHECKED',
          look: 'not-checked',
          reason: words.say(screen.slow === 2 ? 'checking.slow' : 'checking'),
          next: '',
          facts: [],
        };
      case 'asked':
        return {
          word: 'ASKED',
          look: 'not-checked',
          reason: words.say(screen.asked.number === undefined ? 'asked.old' : 'asked.reason'),
          next: words.say('asked.next', secondsLeft),
          ...(screen.asked.number === undefined ? {} : { number: screen.asked.number }),
          facts: [],
        };
      case 'verdict':
        return {
          word: screen.verdict.verdict,
          look: look(screen.verdict.verdict),
          reason: words.pick(screen.verdict.reason),
          next: words.pick(screen.verdict.next),
          facts: this.#facts(screen.verdict),
          verdict: screen.verdict,
          hidden: screen.hidden,
        };
      case 'not-checked':
        return {
          word: screen.answer.outcome,
          look: screen.answer.outcome === 'UNREADABLE' ? 'unreadable' : 'not-checked',
          reason: words.pick(screen.answer.reason),
          next: words.pick(screen.answer.next),
          facts: [words.time(screen.at), ...this.#reference(screen.answer.reference)],
        };
      case 'local':
        return this.#local(screen.why, screen.at);
      case 'refused':
        return {
          word: 'NOT_CHECKED',
          look: 'not-checked',
          reason: words.pick(screen.said) || words.say('refused'),
          next: words.pick(screen.next) || words.say('refused.next', screen.code),
          facts: [words.time(screen.at), screen.code],
        };
    }
  }

  #local(why: Local, at: number): Parts {
    const { words } = this;
    const key = why.kind === 'foreign' ? `local.foreign.${why.what}` : `local.${why.kind}`;
    const unread = why.kind === 'foreign' || why.kind === 'picture-without-code' || why.kind === 'file-too-large' || why.kind === 'too-long';
    return {
      word: unread ? 'UNREADABLE' : 'NOT_CHECKED',
      look: unread ? 'unreadable' : 'not-checked',
      reason: words.say(key),
      next: words.say(why.kind === 'foreign' ? 'local.foreign.next' : `${key}.next`),
      facts: [words.time(at)],
    };
  }

  /** When, how, with what evidence, and what to name when asking about it. */
  #facts(verdict: Verdict): string[] {
    const { words } = this;
    return [
      words.say('checked-at', words.time(verdict.checkedAt)),
      words.say(`mode.${verdict.mode}`),
      ...(verdict.evidence ? [words.say('evidence-age', words.age(verdict.evidence.ageSeconds))] : []),
      ...this.#reference(verdict.reference),
    ];
  }

  #reference(reference: string | undefined): string[] {
    return reference === undefined ? [] : [this.words.say('reference', reference)];
  }

  #remark(verdict: Verdict | undefined): void {
    const remark = the('#answer-remark');
    const said = verdict !== undefined && verdict.mode === 'OFFLINE' && !verdict.singleUseChecked;
    remark.hidden = !said;
    remark.textContent = !said
      ? ''
      : verdict.evidence
        ? this.words.say('single-use', this.words.time(verdict.evidence.at, false))
        : this.words.say('single-use.undated');
  }

  #particulars(verdict: Verdict, hidden: boolean): void {
    const { words } = this;
    if (verdict.licence) {
      the('#answer-licence').textContent = [
        words.pick(verdict.licence.type),
        ...(verdict.licence.authority === '' ? [] : [words.say('issued-by', verdict.licence.authority)]),
      ].join(' · ');
    }
    const count = the('#field-count');
    if (hidden) {
      count.textContent = words.say('cleared');
      return;
    }
    the('#fields').replaceChildren(
      ...verdict.fields.map((field) =>
        make(
          'div',
          {},
          make('dt', {}, words.pick(field.label)),
          // What the licence says is not translated.
          typeof field.value === 'string'
            ? make('dd', { lang: 'zh-CN' }, field.value)
            : make('dd', {}, words.say(field.value ? 'yes' : 'no')),
        ),
      ),
    );
    const shown = verdict.fields.length + (verdict.portrait === undefined ? 0 : 1);
    count.textContent = shown === 0 ? words.say('fields.none') : words.say('fields', shown);
    if (verdict.portrait !== undefined) {
      const portrait = the<HTMLImageElement>('#portrait');
      portrait.src = verdict.portrait;
      portrait.alt = words.say('portrait');
      portrait.hidden = false;
    }
    const findings = verdict.findings.length === 0 ? [words.say('details.none')] : verdict.findings.map((one) => this.#finding(one));
    the('#findings').replaceChildren(...findings.map((text) => make('li', {}, text)));
  }

  #finding(reason: Reason): string {
    return `${this.words.pick(reason)} ${reason.code}`;
  }
}
