/** One variable in a text: `urls.menu` in `{{ urls.menu | upcase }}`. */
export interface TemplateVariable {
  readonly name: string;
  readonly offset: number;
  /** The filter `default` gives a value for when there is none. */
  readonly hasDefault: boolean;
}

/** A stretch of a text, with what encloses it. */
export interface Enclosed {
  readonly text: string;
  readonly offset: number;
}

/** After so many findings in one text the others say nothing new. */
export const MOST_PER_TEXT = 10;

/**
 * The next stretch from `open` to `close`, both included; undefined when there is none. Regular expressions would
 * look for the end again from every beginning.
 */
export const nextEnclosed = (text: string, open: string, close: string, from = 0): Enclosed | undefined => {
  const offset = text.indexOf(open, from);
  if (offset === -1) return undefined;
  const end = text.indexOf(close, offset + open.length);
  return end === -1 ? undefined : { text: text.slice(offset, end + close.length), offset };
};

/** The outputs of a text: `{{ from }}`. */
const outputsOf = (text: string): readonly Enclosed[] => {
  const outputs: Enclosed[] = [];
  for (let next = nextEnclosed(text, '{{', '}}'); next; ) {
    outputs.push(next);
    next = nextEnclosed(text, '{{', '}}', next.offset + next.text.length);
  }
  return outputs;
};

const VARIABLE = /^\{\{-?\s*([A-Za-z_][\w-]*(?:\.[\w-]+)*)/;

/** The variables with which the outputs of a text begin; what is more complicated is left to the template engine. */
export const variablesOf = (text: string): readonly TemplateVariable[] =>
  outputsOf(text).flatMap((output) => {
    const name = VARIABLE.exec(output.text)?.[1];
    if (name === undefined) return [];
    const hasDefault = /\|\s*default\b/.test(output.text);
    return [{ name, offset: output.offset + output.text.indexOf(name), hasDefault }];
  });

/** The text with each output replaced; without outputs the text itself. */
export const replaceOutputs = (text: string, replacement: (output: string) => string): string => {
  let result = '';
  let at = 0;
  for (const output of outputsOf(text)) {
    result += text.slice(at, output.offset) + replacement(output.text);
    at = output.offset + output.text.length;
  }
  return at === 0 ? text : result + text.slice(at);
};
