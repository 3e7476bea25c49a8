import { readFrom } from '../wire.ts';

export const ECDHE_ECDSA_AES_128_GCM_SHA256 = 0xc02b;
export const P_256 = 23;
export const SRTP_AES_128_CM_SHA1_80 = 0x0001;

export const EXTENSION = {
  pointFormats: 11,
  groups: 10,
  srtp: 14,
  extendedMasterSecret: 23,
  renegotiationInfo: 0xff01,
} as const;

/** What a client can do, and its half of the randomness. */
export interface ClientHello {
  /** 32 bytes. */
  readonly random: Buffer;
  readonly suites: readonly number[];
  readonly extensions: ReadonlyMap<number, Buffer>;
}

/** Undefined when it is cut off. */
export const readClientHello = (body: Buffer): ClientHello | undefined => {
  const reader = readFrom(body);
  // What it takes for the newest version is said elsewhere too, and every browser has 1.2.
  reader.number(2);
  const random = reader.bytes(32);
  // Session id and cookie: no session is resumed, and the address was proven by ICE.
  reader.vector(1);
  reader.vector(1);
  const suites = numbersIn(reader.vector(2));
  // Compression, which nobody has.
  reader.vector(1);
  const extensions = new Map<number, Buffer>();
  const list = readFrom(reader.vector(2));
  while (list.left > 0) extensions.set(list.number(2), list.vector(2));
  return reader.isShort || list.isShort ? undefined : { random, suites, extensions };
};

/** True when there is a way that both sides know: all browsers have this one. */
export const canGoOn = ({ suites, extensions }: ClientHello): boolean =>
  suites.includes(ECDHE_ECDSA_AES_128_GCM_SHA256) &&
  extensions.has(EXTENSION.extendedMasterSecret) &&
  offered(extensions.get(EXTENSION.groups)).includes(P_256) &&
  offered(extensions.get(EXTENSION.srtp)).includes(SRTP_AES_128_CM_SHA1_80);

const offered = (list: Buffer = Buffer.alloc(2)): readonly number[] => numbersIn(readFrom(list).vector(2));

const numbersIn = (list: Buffer): readonly number[] => {
  const reader = readFrom(list);
  const numbers: number[] = [];
  while (reader.left > 1) numbers.push(reader.number(2));
  return numbers;
};
