/**
 * Chance that comes from a seed: the state is part of the platform, so the same seed gives the same ids. The
 * generator is sfc32 (128 bits of state), seeded by mixing the text into four words; not for secrets.
 */
export interface Random {
  a: number;
  b: number;
  c: number;
  count: number;
}

export const randomFrom = (seed: string): Random => {
  const words = [0x9e3779b9, 0x243f6a88, 0xb7e15162, 0xdeadbeef];
  for (let index = 0; index < seed.length; index += 1) {
    const code = seed.charCodeAt(index);
    for (let word = 0; word < 4; word += 1) {
      const mixed = Math.imul(words[word]! ^ (code + word), 0x85ebca6b + 2 * word);
      words[word] = mixed ^ (mixed >>> 13) ^ words[(word + 1) % 4]!;
    }
  }
  const random: Random = { a: words[0]!, b: words[1]!, c: words[2]!, count: words[3]! };
  // The first outputs still show the seed's pattern.
  for (let round = 0; round < 12; round += 1) nextWord(random);
  return random;
};

/** The next 32 bits, as an unsigned whole number. */
export const nextWord = (random: Random): number => {
  const sum = (random.a + random.b + random.count) | 0;
  random.count = (random.count + 1) | 0;
  random.a = random.b ^ (random.b >>> 9);
  random.b = (random.c + (random.c << 3)) | 0;
  random.c = (((random.c << 21) | (random.c >>> 11)) + sum) | 0;
  return sum >>> 0;
};

/** 32 hex digits without dashes: the id of an inbound phone leg (voice-webhooks.md §2.1, I from captures). */
export const nextHex32 = (random: Random): string => nextUuid(random).replaceAll('-', '');

/** A version 4 UUID. A call has ten of them, so that the digits come from a table. */
export const nextUuid = (random: Random): string => {
  const first = nextWord(random);
  const second = (nextWord(random) & 0xffff0fff) | 0x4000;
  const third = (nextWord(random) & 0x3fffffff) | 0x80000000;
  const fourth = nextWord(random);
  return `${high(first)}${low(first)}-${high(second)}-${low(second)}-${high(third)}-${low(third)}${high(fourth)}${low(fourth)}`;
};

const high = (word: number): string => PAIRS[word >>> 24]! + PAIRS[(word >>> 16) & 0xff]!;
const low = (word: number): string => PAIRS[(word >>> 8) & 0xff]! + PAIRS[word & 0xff]!;

const PAIRS: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
