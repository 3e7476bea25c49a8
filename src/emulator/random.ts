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
  // Whole numbers of 32 bits with a sign throughout, which engines keep without a box.
  const words = [0x9e3779b9 | 0, 0x243f6a88, 0xb7e15162 | 0, 0xdeadbeef | 0];
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

/** A version 4 UUID. A call has ten of them, so that it is made in one piece: pieces that are put together cost several times that. */
export const nextUuid = (random: Random): string => {
  const a = nextWord(random);
  const b = (nextWord(random) & 0xffff0fff) | 0x4000;
  const c = (nextWord(random) & 0x3fffffff) | 0x80000000;
  const d = nextWord(random);
  // biome-ignore format: as it is read
  return String.fromCharCode(
    hex(a, 28), hex(a, 24), hex(a, 20), hex(a, 16), hex(a, 12), hex(a, 8), hex(a, 4), hex(a, 0), DASH,
    hex(b, 28), hex(b, 24), hex(b, 20), hex(b, 16), DASH, hex(b, 12), hex(b, 8), hex(b, 4), hex(b, 0), DASH,
    hex(c, 28), hex(c, 24), hex(c, 20), hex(c, 16), DASH, hex(c, 12), hex(c, 8), hex(c, 4), hex(c, 0),
    hex(d, 28), hex(d, 24), hex(d, 20), hex(d, 16), hex(d, 12), hex(d, 8), hex(d, 4), hex(d, 0),
  );
};

/** The code of the hex digit that begins at a bit of a word. */
const hex = (word: number, bit: number): number => {
  const digit = (word >>> bit) & 0xf;
  return digit < 10 ? 48 + digit : 87 + digit;
};

const DASH = 45;
