// The own scans of this window, newest first.
import { make, the } from '../shell/dom';
import type { Scan, Scene } from './point';
import type { Words } from './words';

const SHOWN = 20;

export function drawScans(all: readonly Scan[], scenes: readonly Scene[], words: Words): void {
  the('#log-empty').hidden = all.length > 0;
  the('#log-table').hidden = all.length === 0;
  the('#log-rows').replaceChildren(
    ...all.slice(0, SHOWN).map((scan) => {
      const label = scenes.find((one) => one.code === scan.scene)?.label;
      const word = scan.verdict ?? scan.outcome;
      return make(
        'tr',
        {},
        make('td', {}, words.time(scan.at)),
        make('td', {}, label ? words.pick(label) : ''),
        make('td', {}, words.has(`word.${word}`) ? words.say(`word.${word}`) : word),
        make('td', {}, scan.reference),
      );
    }),
  );
}
