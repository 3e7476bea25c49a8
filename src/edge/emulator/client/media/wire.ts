/** A number in so many bytes, the highest first, as all of these protocols have it. */
export const numberIn = (bytes: number, value: number): Buffer => {
  const buffer = Buffer.alloc(bytes);
  buffer.writeUIntBE(value, 0, bytes);
  return buffer;
};

/** Bytes behind their own length, which stands in so many bytes (a vector of RFC 5246 §4.3). */
export const vectorOf = (lengthBytes: number, ...parts: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([numberIn(lengthBytes, body.length), body]);
};

/**
 * Reads what a stranger sent from its beginning. It never throws: past the end are zeros, and {@link isShort} says that there
 * were too few bytes, which is asked once at the end.
 */
export interface Reader {
  number(bytes: number): number;
  bytes(count: number): Buffer;
  /** Bytes behind their own length. */
  vector(lengthBytes: number): Buffer;
  readonly left: number;
  readonly isShort: boolean;
}

export const readFrom = (source: Buffer): Reader => {
  let at = 0;
  const bytes = (count: number): Buffer => {
    at += count;
    return at > source.length ? Buffer.alloc(0) : source.subarray(at - count, at);
  };
  const number = (count: number): number => {
    const found = bytes(count);
    return found.length === 0 ? 0 : found.readUIntBE(0, count);
  };
  return {
    number,
    bytes,
    vector: (lengthBytes) => bytes(number(lengthBytes)),
    get left() {
      return Math.max(0, source.length - at);
    },
    get isShort() {
      return at > source.length;
    },
  };
};
