/** The text in small letters, each at the place of its own: what is longer in small letters (`İ`) stays. */
export const foldCase = (text: string): string => {
  const small = text.toLowerCase();
  return small.length === text.length
    ? small
    : Array.from(text, (letter) => {
        const one = letter.toLowerCase();
        return one.length === letter.length ? one : letter;
      }).join('');
};
