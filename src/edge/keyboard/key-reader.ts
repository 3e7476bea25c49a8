/** Turns what a terminal sends into names of keys: single characters, and the names of `NAMES`. */
export interface KeyReader {
  /** The keys of the next bytes. What is cut off at their end waits for the next ones. */
  read(bytes: Uint8Array): readonly string[];
}

/** What a terminal sends for keys that are no character. */
const NAMES: Readonly<Record<string, string>> = {
  '\u0003': 'ctrl-c',
  '\u0004': 'ctrl-d',
  '\u001a': 'ctrl-z',
  '\u001c': 'ctrl-\\',
  '\r': 'enter',
  '\n': 'enter',
  '\u001b': 'escape',
  '\t': 'tab',
  '\u007f': 'backspace',
  '\b': 'backspace',
};

/** Asks a terminal to put brackets around what is pasted, and to leave that again. */
export const BRACKETED_PASTE = { on: '\u001b[?2004h', off: '\u001b[?2004l' } as const;
const PASTE_BEGINS = '[200~';
const PASTE_ENDS = '\u001b[201~';

/** A sequence for an arrow, a function key, a report of the terminal: CSI, SS3, or Alt with a key. */
const SEQUENCE = /^\u001b(?:\[[0-?]*[ -/]*[@-~]|O[ -~]|[^[O\u001b])/;
/** The beginning of one. Escape alone is the key of that name. */
const BEGINNING = /^\u001b(?:\[[0-?]*[ -/]*|O)$/;

const INTERRUPT = '\u0003';

/** Nobody presses so many keys between two looks of ours: a terminal without brackets has sent what was pasted. */
const MOST_PRESSED = 8;

/** A name for text that was pasted, of any length: none of it is a key that was pressed. */
export const PASTE = 'paste';

/** Reads keys, of a terminal that puts brackets around what is pasted or of one that does not. */
export const keyReader = (): KeyReader => {
  const decoder = new TextDecoder();
  let rest = '';
  let isPasting = false;
  return {
    read: (bytes) => {
      const alone = decoder.decode(bytes, { stream: true });
      let text = rest + alone;
      rest = '';
      const keys: string[] = [];
      while (text !== '') {
        if (isPasting) {
          const end = text.indexOf(PASTE_ENDS);
          if (end === -1 && alone === INTERRUPT) {
            // The mark of the end was lost on the way, and somebody wants to get out.
            isPasting = false;
            return [...keys, 'ctrl-c'];
          }
          if (end === -1) {
            // The mark of the end may be cut in two.
            rest = text.slice(-(PASTE_ENDS.length - 1));
            return keys;
          }
          isPasting = false;
          text = text.slice(end + PASTE_ENDS.length);
          continue;
        }
        const sequence = SEQUENCE.exec(text)?.[0];
        if (sequence !== undefined) {
          text = text.slice(sequence.length);
          if (sequence.slice(1) !== PASTE_BEGINS) continue;
          isPasting = true;
          keys.push(PASTE);
        } else if (BEGINNING.test(text)) {
          rest = text;
          break;
        } else {
          const [key = ''] = text;
          text = text.slice(key.length);
          keys.push(NAMES[key] ?? key);
        }
      }
      return keys.filter((key) => key.length === 1).length > MOST_PRESSED ? [PASTE] : keys;
    },
  };
};
