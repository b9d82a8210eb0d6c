// The other language on the same page, with what is on the screen.
import { the } from '../shell/dom';
import type { Words } from './words';

/** Takes over the links to the other language; where that fails they lead there as they are. */
export function changeLanguageInPlace(words: Words, changed: () => void): void {
  document.addEventListener('click', (event) => {
    const link = (event.target as Element).closest<HTMLAnchorElement>('.masthead a[lang]');
    if (!link || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    void change(link.href, words).then((done) => {
      if (done) changed();
      else location.assign(link.href);
    });
  });
}

async function change(address: string, words: Words): Promise<boolean> {
  let page: Document;
  try {
    const answer = await fetch(address, { credentials: 'same-origin' });
    page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  } catch {
    return false;
  }
  words.change(page);
  document.documentElement.lang = page.documentElement.lang;
  document.title = page.title;
  the('.masthead').replaceWith(document.adoptNode(the('.masthead', page)));
  const skip = page.querySelector('.skip');
  if (skip) the('.skip').textContent = skip.textContent;
  the('script[data-words="counter"]').textContent = the('script[data-words="counter"]', page).textContent;
  return true;
}
