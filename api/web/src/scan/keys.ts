// What a key stands for when an input method hides it: the place on a US keyboard, which is what
// hand scanners pretend to be.

/** The parts of a keyboard event that count. */
export interface Key {
  readonly key: string;
  readonly code: string;
  readonly keyCode: number;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly isComposing: boolean;
}

const PLACES: Readonly<Record<string, readonly [plain: string, shifted: string]>> = {
  Space: [' ', ' '],
  Minus: ['-', '_'],
  Equal: ['=', '+'],
  Semicolon: [';', ':'],
  Quote: ["'", '"'],
  Comma: [',', '<'],
  Period: ['.', '>'],
  Slash: ['/', '?'],
  Backslash: ['\\', '|'],
  BracketLeft: ['[', '{'],
  BracketRight: [']', '}'],
  Backquote: ['`', '~'],
  NumpadAdd: ['+', '+'],
  NumpadSubtract: ['-', '-'],
  NumpadMultiply: ['*', '*'],
  NumpadDivide: ['/', '/'],
  NumpadDecimal: ['.', '.'],
};
const DIGITS_SHIFTED = ')!@#$%^&*(';

/** Browsers give an input method's keys this number, and some give it without any input method. */
export function isHidden(key: Key): boolean {
  return key.isComposing || key.keyCode === 229 || key.key === 'Process' || key.key === 'Unidentified';
}

/** The character of a key; nothing for Shift, arrows and the like. */
export function character(key: Key): string | undefined {
  if (!isHidden(key)) return [...key.key].length === 1 ? key.key : undefined;
  const letter = /^Key([A-Z])$/.exec(key.code)?.[1];
  if (letter) return key.shiftKey ? letter : letter.toLowerCase();
  const digit = /^(Digit|Numpad)([0-9])$/.exec(key.code);
  if (digit?.[2]) return digit[1] === 'Digit' && key.shiftKey ? DIGITS_SHIFTED[Number(digit[2])] : digit[2];
  return PLACES[key.code]?.[key.shiftKey ? 1 : 0];
}

/** The key that ends a burst: Enter, Tab, and Ctrl+J and Ctrl+M, as which LF and CR may arrive. */
export function isEnd(key: Key): boolean {
  if (key.key === 'Enter' || key.key === 'Tab' || key.code === 'Enter' || key.code === 'NumpadEnter') return true;
  return key.ctrlKey && (key.code === 'KeyJ' || key.code === 'KeyM');
}
