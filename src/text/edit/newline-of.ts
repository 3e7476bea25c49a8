/** The line break that a text has, by its first one. */
export const newlineOf = (text: string): '\n' | '\r\n' => (/^[^\n]*\r\n/.test(text) ? '\r\n' : '\n');
