// Files that are chosen or dropped on the page, one at a time.
import { the } from '../shell/dom';
import type { Words } from './words';

export function takeFiles(root: HTMLElement, words: Words, take: (file: File) => void, after: () => void): void {
  const files = the<HTMLInputElement>('#file');
  the('#choose-file').addEventListener('click', () => files.click());
  files.addEventListener('change', () => {
    const file = files.files?.[0];
    files.value = '';
    after();
    if (file) take(file);
  });
  addEventListener('dragover', (event) => {
    event.preventDefault();
    root.dataset['drop'] = words.say('drop');
  });
  addEventListener('dragleave', (event) => {
    if (!event.relatedTarget) delete root.dataset['drop'];
  });
  addEventListener('drop', (event) => {
    event.preventDefault();
    delete root.dataset['drop'];
    const file = event.dataTransfer?.files[0];
    if (file) take(file);
  });
}
