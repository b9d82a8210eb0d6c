// The words of the page, in its language and in the other one: two people may look at one screen.
import type { Said } from './answers';

export class Words {
  #words: Readonly<Record<string, string>>;
  #english: boolean;

  constructor(page: Document = document) {
    this.#words = read(page);
    this.#english = page.documentElement.lang === 'en';
  }

  get english(): boolean {
    return this.#english;
  }

  /** Takes over the language of another rendering of the same page. */
  change(page: Document): void {
    this.#words = read(page);
    this.#english = page.documentElement.lang === 'en';
  }

  say(key: string, ...values: readonly (string | number)[]): string {
    const text = this.#words[key];
    if (text === undefined) throw new Error(`no word for ${key}`);
    return text.replace(/\{([0-9])\}/g, (whole, n: string) => String(values[Number(n)] ?? whole));
  }

  has(key: string): boolean {
    return key in this.#words;
  }

  pick(said: Said): string {
    return this.#english ? said.en : said.zh;
  }

  /** 10:32:07 in China, as everywhere in the service, whatever this machine is set to. */
  time(instant: string | number, seconds = true): string {
    return new Intl.DateTimeFormat(this.#english ? 'en-GB' : 'zh-CN', {
      hour: '2-digit',
      minute: '2-digit',
      ...(seconds ? { second: '2-digit' } : {}),
      hour12: false,
      timeZone: 'Asia/Shanghai',
    }).format(new Date(instant));
  }

  /** How old, in one unit that fits. */
  age(seconds: number): string {
    if (seconds < 60) return this.say('age.now');
    if (seconds < 3600) return this.say('age.minutes', Math.floor(seconds / 60));
    if (seconds < 172_800) return this.say('age.hours', Math.floor(seconds / 3600));
    return this.say('age.days', Math.floor(seconds / 86_400));
  }
}

function read(page: Document): Record<string, string> {
  return JSON.parse(page.querySelector('script[data-words="counter"]')?.textContent ?? '{}') as Record<string, string>;
}
