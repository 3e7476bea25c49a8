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

/** A version 4 UUID. */
export const nextUuid = (random: Random): string => {
  const hex = [0, 1, 2, 3].map(() => nextWord(random).toString(16).padStart(8, '0')).join('');
  const variant = '89ab'[Number.parseInt(hex[16]!, 16) & 3]!;
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-${variant}${hex.slice(17, 20)}-${hex.slice(20)}`;
};
