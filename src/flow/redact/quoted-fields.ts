import { MASK } from '../mask.ts';

/** Takes fields out of a text that is no JSON, or not whole; `hear` is told their names and what stood there. */
export type QuotedFields = (text: string, hear: (name: string, value: string) => void) => string;

/** Looks for `"from": …` by the names of fields. What has no end goes to the end of the text. */
export const quotedFields = (names: readonly string[]): QuotedFields => {
  const words = names.map((name) => name.replaceAll(/[^\w-]/g, '\\$&'));
  const begin = new RegExp(String.raw`"(${words.join('|')})"\s{0,8}:\s{0,8}`, 'g');
  return (text, hear) => {
    let kept = '';
    let from = 0;
    begin.lastIndex = 0;
    for (let match = begin.exec(text); match; match = begin.exec(text)) {
      const at = begin.lastIndex;
      const end = endOfValue(text, at);
      if (end === at) continue;
      hear(match[1] ?? '', text.slice(at, end));
      kept += `${text.slice(from, at)}"${MASK}"`;
      from = end;
      begin.lastIndex = end;
    }
    return kept + text.slice(from);
  };
};

/** The same place for what is no text, number, list or object. */
const endOfValue = (text: string, at: number): number => {
  const first = text[at];
  if (first === '"') return endOfString(text, at);
  if (first === '{' || first === '[') return endOfBlock(text, at);
  NUMBER.lastIndex = at;
  return NUMBER.test(text) ? NUMBER.lastIndex : at;
};

const NUMBER = /-?\d[\d.]{0,40}/y;

const endOfString = (text: string, begin: number): number => {
  for (let at = begin + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1;
    else if (text[at] === '"') return at + 1;
  }
  return text.length;
};

const endOfBlock = (text: string, begin: number): number => {
  let depth = 0;
  for (let at = begin; at < text.length; at += 1) {
    const sign = text[at];
    if (sign === '"') at = endOfString(text, at) - 1;
    else if (sign === '{' || sign === '[') depth += 1;
    else if (sign === '}' || sign === ']') depth -= 1;
    if (depth === 0) return at + 1;
  }
  return text.length;
};
