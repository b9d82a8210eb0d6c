// What all pages share: in elder mode they can be read aloud, where the browser can.
import { make } from './dom';
import { elder, words } from './words';

if (elder && 'speechSynthesis' in window && document.querySelector('script[data-words="shell"]')) {
  const say = words('shell');
  const button = make('button', { type: 'button', class: 'read-aloud', 'aria-pressed': 'false' }, say('read'));
  const main = document.querySelector<HTMLElement>('main');
  button.addEventListener('click', () => {
    if (speechSynthesis.speaking) {
      speechSynthesis.cancel();
      return;
    }
    const spoken = new SpeechSynthesisUtterance(main?.innerText ?? '');
    spoken.lang = document.documentElement.lang;
    spoken.onend = () => button.setAttribute('aria-pressed', 'false');
    button.setAttribute('aria-pressed', 'true');
    speechSynthesis.speak(spoken);
  });
  main?.append(button);
  addEventListener('pagehide', () => speechSynthesis.cancel());
}
