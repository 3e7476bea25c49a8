import type { Secrets } from '../world.ts';

/** What stands where a secret stood; the same as in records. */
const MASK = '***';

/** Shorter ones are no secrets that anybody should have, and would hide half of what is printed. */
const SHORTEST = 8;
/** A line of a key in PEM has 64 characters, the last one fewer. */
const SHORTEST_LINE = 32;

/** Secrets that are known by their value, for the last look at everything that is printed. */
export const knownSecrets = (): Secrets => {
  const known = new Set<string>();
  // Longest first: one may be a part of another.
  let inOrder: readonly string[] = [];
  return {
    keep: (secret) => {
      for (const form of formsOf(secret)) known.add(form);
      inOrder = [...known].sort((one, other) => other.length - one.length);
    },
    hide: (text) => {
      let hidden = text;
      for (const secret of inOrder) {
        if (hidden.includes(secret)) hidden = hidden.replaceAll(secret, MASK);
      }
      return hidden;
    },
  };
};

/** As it may turn up: by itself, in a JSON text, in a URL; a key in PEM also line by line, for its line breaks have many spellings. */
const formsOf = (secret: string): readonly string[] => {
  const text = secret.trim();
  if (text.length < SHORTEST) return [];
  if (text.includes('-----BEGIN')) {
    return text.split(/\s+|\\n/).filter((line) => line.length >= SHORTEST_LINE);
  }
  return [text, JSON.stringify(text).slice(1, -1), encodeURIComponent(text)];
};
