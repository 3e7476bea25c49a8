/** A frame of a WebSocket that passed (RFC 6455 §5.2), as far as it is looked at. */
export interface Frame {
  /** What the message is made of; a continuation is of its message's kind. */
  readonly kind: 'text' | 'binary' | 'close' | 'ping' | 'pong';
  /** Of the payload as it travelled. */
  readonly bytes: number;
  /** The message is compressed (RFC 7692): what is in it stays unknown. */
  readonly isCompressed: boolean;
  /** A frame that ends its message. */
  readonly isLast: boolean;
  /** The beginning of the payload, unmasked: of frames that are asked for, and of every close. */
  readonly payload: Uint8Array | undefined;
}

export interface FrameReader {
  /** Takes bytes in the pieces in which they come; they are not changed. */
  read(chunk: Uint8Array): void;
  /** True between two frames, where another one could begin. False for good once the bytes were no frames. */
  readonly isBetween: boolean;
  /** The bytes were no frames of a WebSocket; nothing after them is looked at. */
  readonly isLost: boolean;
}

const KINDS: Readonly<Record<number, Frame['kind'] | 'continuation'>> = {
  0: 'continuation',
  1: 'text',
  2: 'binary',
  8: 'close',
  9: 'ping',
  10: 'pong',
};
/** Two bytes, eight of length, four of the mask. */
const LONGEST_HEADER = 14;
/** Control frames are shorter; of a text it is enough to see what it is. */
const MOST_PAYLOAD = 2048;

/**
 * Reads the headers of frames in passing and skips what is between them, so that its cost is per frame and not per byte.
 *
 * @param wants whether the payload of a frame of this kind is kept; a close is kept anyway
 */
export const frameReader = (
  tell: (frame: Frame) => void,
  wants: (kind: Frame['kind']) => boolean,
): FrameReader => {
  const header = new Uint8Array(LONGEST_HEADER);
  let have = 0;
  let need = 2;
  /** Bytes of the payload that are still to come; undefined while a header is read. */
  let remaining: number | undefined;
  let message: { readonly kind: Frame['kind']; readonly isCompressed: boolean } | undefined;
  let frame: Omit<Frame, 'payload'> | undefined;
  let kept: Uint8Array | undefined;
  let keptBytes = 0;
  let isLost = false;

  /** Size of the header as far as its first two bytes tell it. */
  const headerBytes = (): number => {
    const length = header[1]! & 0x7f;
    return 2 + (length === 127 ? 8 : length === 126 ? 2 : 0) + (header[1]! & 0x80 ? 4 : 0);
  };

  const payloadBytes = (): number => {
    const view = new DataView(header.buffer);
    const length = header[1]! & 0x7f;
    if (length === 126) return view.getUint16(2);
    return length === 127 ? Number(view.getBigUint64(2)) : length;
  };

  const beginFrame = (): void => {
    const first = header[0]!;
    const named = KINDS[first & 0x0f];
    const bytes = payloadBytes();
    const isControl = (first & 0x08) !== 0;
    if (
      named === undefined ||
      (first & 0x30) !== 0 ||
      !Number.isSafeInteger(bytes) ||
      (isControl && bytes > 125)
    ) {
      isLost = true;
      return;
    }
    const isLast = (first & 0x80) !== 0;
    const started = named === 'continuation' ? message : { kind: named, isCompressed: (first & 0x40) !== 0 };
    if (started === undefined) {
      isLost = true;
      return;
    }
    if (!isControl) message = isLast ? undefined : started;
    frame = { ...started, bytes, isLast };
    kept =
      started.kind === 'close' || wants(started.kind)
        ? new Uint8Array(Math.min(bytes, MOST_PAYLOAD))
        : undefined;
    keptBytes = 0;
    remaining = bytes;
  };

  const endFrame = (): void => {
    const payload = kept;
    if (payload && header[1]! & 0x80) {
      const mask = header.subarray(headerBytes() - 4);
      for (let at = 0; at < payload.length; at += 1) payload[at]! ^= mask[at % 4]!;
    }
    remaining = undefined;
    have = 0;
    need = 2;
    if (frame) tell({ ...frame, payload });
  };

  const read = (chunk: Uint8Array): void => {
    let at = 0;
    while (!isLost && (at < chunk.length || remaining === 0)) {
      if (remaining === undefined) {
        header[have] = chunk[at]!;
        have += 1;
        at += 1;
        if (have === 2) need = headerBytes();
        if (have === need) beginFrame();
        continue;
      }
      const piece = Math.min(remaining, chunk.length - at);
      if (kept && keptBytes < kept.length) {
        const part = chunk.subarray(at, at + Math.min(piece, kept.length - keptBytes));
        kept.set(part, keptBytes);
        keptBytes += part.length;
      }
      at += piece;
      remaining -= piece;
      if (remaining === 0) endFrame();
    }
  };

  return {
    read,
    get isBetween() {
      return !isLost && remaining === undefined && have === 0;
    },
    get isLost() {
      return isLost;
    },
  };
};
