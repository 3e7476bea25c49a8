/**
 * Our marks in plain ASCII, a character for each, so that columns stay columns: for a terminal whose locale is not UTF-8. Other
 * characters stay as they are.
 */
export const asciiText = (text: string): string =>
  ONLY_ASCII.test(text) ? text : text.replace(OURS, (mark) => ASCII[mark] ?? '+');

const ONLY_ASCII = /^[\u0000-\u007f]*$/;

const ASCII: Readonly<Record<string, string>> = {
  '→': '>',
  '←': '<',
  '↳': '>',
  '▶': '>',
  '◀': '<',
  '─': '-',
  '━': '=',
  '╌': '.',
  '│': '|',
  '╷': '|',
  '╵': '|',
  '●': '*',
  '◐': 'o',
  '○': '-',
  '✓': 'v',
  '✗': 'x',
  '▲': '^',
  '·': '-',
  '…': '~',
  '’': "'",
  '“': '"',
  '”': '"',
};

/** Those, and the corners and crossings of boxes, which all become a plus. */
const OURS = /[→←↳▶◀●◐○✓✗▲·…’“”\u2500-\u257f]/g;
