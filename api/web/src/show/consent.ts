/** Asking the holder: who, for what, which fields; then, which number the officer said. Nothing is chosen beforehand. */
import { make } from '../shell/dom';
import { pick, type Words } from '../shell/words';
import { serverNow } from '../shell/call';
import type { Answer, Asked, Point } from './api';

export function named(point: Point): string {
  return `${point.authority.name} ${pick(point.name)}`;
}

export class Consent {
  private readonly dialog: HTMLDialogElement;

  constructor(
    private readonly asked: Asked,
    private readonly say: Words,
    private readonly answer: (given: Answer) => void,
  ) {
    this.dialog = make('dialog', { class: 'consent', 'aria-labelledby': 'consent-title' });
    let warned = false;
    // Esc refuses, but only when asked for twice.
    this.dialog.addEventListener('cancel', (event) => {
      event.preventDefault();
      if (warned) {
        this.give({ decision: 'REFUSE' });
        return;
      }
      warned = true;
      this.dialog.append(make('p', { class: 'notice', role: 'status' }, say('escAsk')));
    });
    document.body.append(this.dialog);
    this.ask();
    this.dialog.showModal();
    this.dialog.querySelector('h2')?.focus();
  }

  close(): void {
    this.dialog.close();
    this.dialog.remove();
  }

  private give(given: Answer): void {
    this.close();
    this.answer(given);
  }

  private button(text: string, given: Answer, kind = ''): HTMLButtonElement {
    const button = make('button', { type: 'button', class: kind }, text);
    button.addEventListener('click', () => this.give(given));
    return button;
  }

  private ask(): void {
    const { asked, say } = this;
    const seconds = Math.max(0, Math.round((Date.parse(asked.lapsesAt) - serverNow()) / 1000));
    const values = asked.fields.some((field) => field.value !== undefined);
    const agree = make('button', { type: 'button', class: 'agree' }, say('agree'));
    agree.addEventListener('click', () => this.numbers());
    this.dialog.replaceChildren(
      make('h2', { id: 'consent-title', tabindex: '-1' }, say('askedTitle', named(asked.point), asked.fields.length)),
      make(
        'dl',
        {},
        make('dt', {}, say('askedWho')),
        make('dd', {}, `${named(asked.point)} · ${say('askedPlace', pick(asked.point.place))}`),
        make('dt', {}, say('askedFor')),
        make('dd', {}, pick(asked.purpose.label)),
        make('dt', {}, say('askedFields')),
        make('dd', {}, make('ul', {}, ...asked.fields.map((field) => make('li', {}, pick(field.label))))),
      ),
      ...(values
        ? [
            make(
              'details',
              {},
              make('summary', {}, say('values')),
              make(
                'dl',
                {},
                ...asked.fields.flatMap((field) => [
                  make('dt', {}, pick(field.label)),
                  make('dd', { lang: 'zh-CN' }, field.value ?? '—'),
                ]),
              ),
            ),
          ]
        : []),
      make('p', { class: 'hint' }, say('askedTerms', seconds)),
      make('div', { class: 'choices' }, agree, this.button(say('refuse'), { decision: 'REFUSE' }, 'refuse')),
      make('p', { class: 'hint' }, say('paper')),
    );
  }

  private numbers(): void {
    const { asked, say } = this;
    const title = make('h2', { id: 'consent-title', tabindex: '-1' }, say('numberTitle'));
    this.dialog.replaceChildren(
      title,
      make(
        'div',
        { class: 'numbers' },
        ...asked.numbers.map((number, at) => {
          const button = this.button(number, { number });
          button.setAttribute('aria-label', say('numberOption', at + 1, asked.numbers.length, number));
          return button;
        }),
      ),
      this.button(say('nobody'), { decision: 'NOBODY' }, 'nobody'),
    );
    title.focus();
  }
}
