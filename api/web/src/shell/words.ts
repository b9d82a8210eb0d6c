/** What an island says, in the page's language: the page brings it as JSON (fragment page/parts :: words). */
export type Words = (key: string, ...filled: (string | number)[]) => string;

export function words(group: string): Words {
  const element = document.querySelector(`script[data-words="${group}"]`);
  const all = JSON.parse(element?.textContent ?? '{}') as Record<string, string>;
  return (key, ...filled) => {
    const said = all[key];
    if (said === undefined) throw new Error(`no words: ${group}.${key}`);
    return said.replace(/\{(\d+)\}/g, (slot, number: string) => String(filled[Number(number)] ?? slot));
  };
}

export const english = document.documentElement.lang === 'en';

/** The one of both that the page speaks. */
export function pick(said: { zh: string; en: string }): string {
  return english ? said.en : said.zh;
}

export const elder = document.documentElement.classList.contains('elder');
