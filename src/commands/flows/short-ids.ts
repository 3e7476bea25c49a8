import { shortId } from '../../vonage/ids.ts';

const SHORT = 8;

/** For each id its shortest beginning, of eight characters at least, that no other begins with. */
export const shortIds = (ids: readonly string[]): ReadonlyMap<string, string> => {
  const sorted = ids.toSorted();
  return new Map(
    sorted.map((id, at) => {
      const shared = Math.max(commonLength(id, sorted[at - 1] ?? ''), commonLength(id, sorted[at + 1] ?? ''));
      return [id, shared < SHORT ? shortId(id) : id.slice(0, shared + 1)];
    }),
  );
};

const commonLength = (one: string, other: string): number => {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length += 1;
  return length;
};
