export type TextTest = (text: string) => boolean;

/** Flags that change what is matched. `g` and `y` would make a match depend on the one before. */
const FLAGS = /^[imsuv]*$/;

/**
 * A regular expression may take far more time than its text is long, and the text is a stranger's: only so many
 * characters are looked at. What a caller says or presses is shorter.
 */
const LONGEST_MATCHED_TEXT = 10_000;

/** The test that `/…/flags` stands for, or what is wrong with it; undefined for text that is no regular expression. */
export const expressionTest = (text: string): TextTest | string | undefined => {
  const [, pattern, flags] = /^\/(.+)\/([A-Za-z]*)$/s.exec(text) ?? [];
  if (pattern === undefined || flags === undefined) return undefined;
  if (!FLAGS.test(flags))
    return `is a regular expression with the flags "${flags}"; known are i, m, s, u and v`;
  try {
    const expression = new RegExp(pattern, flags);
    return (whole) => expression.test(whole.slice(0, LONGEST_MATCHED_TEXT));
  } catch (error) {
    // V8 says "Invalid regular expression: /(/: Unterminated group"; its last part is the news.
    const words = error instanceof Error ? error.message : String(error);
    return `is not a regular expression: ${words.replace(/^.*: /s, '')}`;
  }
};
