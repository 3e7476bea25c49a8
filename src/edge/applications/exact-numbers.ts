/**
 * Numbers that JavaScript would change, such as 9007199254740993 or 1.0, pass through it as strings with a mark, and leave it as they came: an
 * application goes back with every byte of what nobody here knows. The mark begins with a NUL, as no name or URL does; a string that does so
 * all the same is marked as well.
 */
const NUMBER = '\\u0000number:';
const STRING = '\\u0000string:';

/** A string, or a number, of JSON text. */
const TOKEN = /"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g;

/** JSON text in which such numbers are marked strings. What is no JSON comes back as no JSON. */
export const markNumbers = (text: string): string =>
  text.replace(TOKEN, (token) => {
    if (token.startsWith('"')) return token.startsWith('"\\u0000') ? `"${STRING}${token.slice(1)}` : token;
    return String(Number(token)) === token || !isNumber(token) ? token : `"${NUMBER}${token}"`;
  });

/** The other way: JSON text in which marked strings are the numbers that they were. */
export const unmarkNumbers = (text: string): string =>
  text.replace(TOKEN, (token) => {
    if (token.startsWith(`"${STRING}`)) return `"${token.slice(STRING.length + 1)}`;
    const number = token.startsWith(`"${NUMBER}`) ? token.slice(NUMBER.length + 1, -1) : undefined;
    return number !== undefined && isNumber(number) ? number : token;
  });

/** A marked string as people read it. */
export const withoutMark = (value: string): string => value.replace(/^\0(number|string):/, '');

/** As JSON writes them (RFC 8259 §6). */
const isNumber = (text: string): boolean => /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text);
