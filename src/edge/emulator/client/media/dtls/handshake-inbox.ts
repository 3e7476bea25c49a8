import { numberIn, readFrom } from '../wire.ts';

export const CLIENT_HELLO = 1;
export const SERVER_HELLO = 2;
export const CERTIFICATE = 11;
export const SERVER_KEY_EXCHANGE = 12;
export const SERVER_HELLO_DONE = 14;
export const CLIENT_KEY_EXCHANGE = 16;
export const FINISHED = 20;

/** A browser's longest message is its hello, of some 1500 bytes. */
const LONGEST_MESSAGE_BYTES = 8192;
/** A client's flight has three. */
const MOST_AHEAD = 4;

export interface HandshakeMessage {
  readonly type: number;
  readonly body: Buffer;
  /** As it counts for the hash of the handshake: in one piece (RFC 6347 §4.2.6). */
  readonly whole: Buffer;
}

/** A message as the hash of the handshake has it, and as it is sent when it fits into one record. */
export const encodeMessage = (type: number, sequence: number, body: Buffer): Buffer => {
  const length = numberIn(3, body.length);
  return Buffer.concat([numberIn(1, type), length, numberIn(2, sequence), numberIn(3, 0), length, body]);
};

/** Puts the other side's messages together from fragments in any order, and gives them in theirs (RFC 6347 §4.2.2). */
export interface HandshakeInbox {
  /** The messages that are next, in order; `again`: the types of whole ones that had come before. */
  take(fragments: Buffer): {
    readonly messages: readonly HandshakeMessage[];
    readonly again: readonly number[];
  };
}

export const createHandshakeInbox = (): HandshakeInbox => {
  const pieces = new Map<number, Piece>();
  let next = 0;

  const takeWhole = (): readonly HandshakeMessage[] => {
    const messages: HandshakeMessage[] = [];
    for (let piece = pieces.get(next); piece && piece.missing === 0; piece = pieces.get(next)) {
      const { type, body } = piece;
      messages.push({ type, body, whole: encodeMessage(type, next, body) });
      pieces.delete(next);
      next += 1;
    }
    return messages;
  };

  return {
    take: (fragments) => {
      const again: number[] = [];
      const reader = readFrom(fragments);
      while (reader.left > 0) {
        const type = reader.number(1);
        const length = reader.number(3);
        const sequence = reader.number(2);
        const offset = reader.number(3);
        const part = reader.vector(3);
        if (reader.isShort || length > LONGEST_MESSAGE_BYTES || offset + part.length > length) break;
        if (sequence >= next + MOST_AHEAD) continue;
        if (sequence < next) {
          if (offset === 0) again.push(type);
          continue;
        }
        const piece = pieces.get(sequence) ?? newPiece(type, length);
        if (piece.type !== type || piece.body.length !== length) continue;
        pieces.set(sequence, piece);
        fill(piece, offset, part);
      }
      return { messages: takeWhole(), again };
    },
  };
};

interface Piece {
  readonly type: number;
  readonly body: Buffer;
  /** 1 for each byte that has come: fragments may overlap. */
  readonly has: Uint8Array;
  missing: number;
}

const newPiece = (type: number, length: number): Piece => ({
  type,
  body: Buffer.alloc(length),
  has: new Uint8Array(length),
  missing: length,
});

const fill = (piece: Piece, offset: number, part: Buffer): void => {
  for (let at = offset; at < offset + part.length; at += 1) {
    piece.missing -= 1 - piece.has[at]!;
    piece.has[at] = 1;
  }
  part.copy(piece.body, offset);
};
