import { describe, expect, it } from 'vitest';
import { nextHex32, nextUuid, randomFrom } from '../../src/emulator/random.ts';

describe('ids from a seed', () => {
  it('are the same for the same seed and of the right form', () => {
    const ids = (seed: string) => {
      const random = randomFrom(seed);
      return [nextUuid(random), nextHex32(random), nextUuid(random)];
    };
    expect(ids('a')).toEqual(ids('a'));
    expect(ids('a')).not.toEqual(ids('b'));
    expect(ids('')[0]).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(ids('')[1]).toMatch(/^[0-9a-f]{32}$/);
  });

  it('do not meet among the calls of a long run', () => {
    const seen = new Set(Array.from({ length: 50_000 }, (_, call) => nextUuid(randomFrom(`seed/${call}`))));
    expect(seen.size).toBe(50_000);
  });
});
