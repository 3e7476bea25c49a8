/**
 * The words of a command line, as bash takes quotes and backslashes; what `$` and `*` would become stays as it is. The
 * last one is not over yet, and is empty behind a blank.
 */
export const splitLine = (line: string): readonly string[] => {
  const words = [''];
  let quote: string | undefined;
  const add = (text: string): void => {
    words[words.length - 1] += text;
  };
  for (let at = 0; at < line.length; at += 1) {
    const char = line.charAt(at);
    if (char === '\\' && quote !== "'") {
      at += 1;
      add(line.charAt(at));
    } else if (quote !== undefined) {
      if (char === quote) quote = undefined;
      else add(char);
    } else if (char === '"' || char === "'") {
      quote = char;
    } else if (/\s/.test(char)) {
      if (at > 0 && !/\s/.test(line.charAt(at - 1))) words.push('');
    } else {
      add(char);
    }
  }
  return words;
};
