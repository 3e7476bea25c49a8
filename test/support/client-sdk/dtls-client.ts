import { createECDH } from 'node:crypto';
import {
  createDtlsServer,
  type DtlsServer,
  type DtlsServerOptions,
} from '../../../src/edge/emulator/client/media/dtls/dtls-server.ts';
import { encodeMessage } from '../../../src/edge/emulator/client/media/dtls/handshake-inbox.ts';
import {
  extendedMasterSecret,
  finishedOf,
  trafficKeys,
} from '../../../src/edge/emulator/client/media/dtls/key-schedule.ts';
import {
  ALERT,
  CHANGE_CIPHER_SPEC,
  encodeRecord,
  HANDSHAKE,
  placeOf,
  recordsIn,
  type TrafficKey,
} from '../../../src/edge/emulator/client/media/dtls/record.ts';
import { makeMediaIdentity } from '../../../src/edge/emulator/client/media/media-identity.ts';
import type { MasterKey } from '../../../src/edge/emulator/client/media/srtp.ts';
import { numberIn, readFrom, vectorOf } from '../../../src/edge/emulator/client/media/wire.ts';

export const identity = await makeMediaIdentity(Date.UTC(2026, 2, 1));
export const CLIENT_RANDOM = Buffer.alloc(32, 7);

const extension = (type: number, body: Buffer): Buffer =>
  Buffer.concat([numberIn(2, type), vectorOf(2, body)]);
const list = (...numbers: readonly number[]): Buffer =>
  vectorOf(2, ...numbers.map((number) => numberIn(2, number)));
const SRTP = extension(14, Buffer.concat([list(1), vectorOf(1)]));
export const helloWith = (...extensions: readonly Buffer[]): Buffer =>
  Buffer.concat([
    numberIn(2, 0xfefd),
    CLIENT_RANDOM,
    vectorOf(1),
    vectorOf(1),
    list(0xc02b),
    vectorOf(1, numberIn(1, 0)),
    vectorOf(2, extension(10, list(23)), extension(23, Buffer.alloc(0)), ...extensions),
  ]);
export const HELLO = helloWith(SRTP);

/** A server, and all that a client needs to go through a handshake with it, right or wrong, step by step. */
export const meet = (make: (options: DtlsServerOptions) => DtlsServer = createDtlsServer) => {
  const sent: Buffer[] = [];
  const connected: MasterKey[] = [];
  let ended = 0;
  const server = make({
    identity,
    send: (datagram) => sent.push(datagram),
    connected: (key) => connected.push(key),
    ended: () => {
      ended += 1;
    },
  });
  const ecdh = createECDH('prime256v1');
  const point = ecdh.generateKeys();
  const places = [0, 0];
  const record = (type: number, epoch: 0 | 1, body: Buffer, key?: TrafficKey): Buffer => {
    places[epoch]! += 1;
    return encodeRecord(type, placeOf(epoch, places[epoch]!), body, key);
  };
  const give = (...records: readonly Buffer[]): void => server.receive(Buffer.concat(records));

  /** The server's messages of its first flight, by type. */
  const flight = (): ReadonlyMap<number, Buffer> =>
    new Map([...recordsIn(sent[0]!)].map(({ body }) => [body[0]!, body.subarray(12)] as const));
  const hello = (body = HELLO): void => give(record(HANDSHAKE, 0, encodeMessage(1, 0, body)));
  const keyExchange = (share: Buffer = point): Buffer => encodeMessage(16, 1, vectorOf(1, share));

  /** What both sides know after the key exchange. */
  const secrets = () => {
    const messages = [
      encodeMessage(1, 0, HELLO),
      ...[...recordsIn(sent[0]!)].map(({ body }) => body),
      keyExchange(),
    ];
    const randoms = { client: CLIENT_RANDOM, server: flight().get(2)!.subarray(2, 34) };
    const share = readFrom(flight().get(12)!);
    share.bytes(3);
    const master = extendedMasterSecret(ecdh.computeSecret(share.vector(1)), messages);
    return { messages, randoms, master, ...trafficKeys(master, randoms) };
  };
  const finished = (): Buffer => {
    const { master, messages } = secrets();
    return encodeMessage(20, 2, finishedOf('client', master, messages));
  };
  const sealed = (type: number, body: Buffer): Buffer => record(type, 1, body, secrets().client);

  return {
    server,
    sent,
    connected,
    ended: () => ended,
    give,
    record,
    hello,
    flight,
    keyExchange,
    secrets,
    finished,
    sealed,
    /** All of it. */
    shakeHands: () => {
      hello();
      give(
        record(HANDSHAKE, 0, keyExchange()),
        record(CHANGE_CIPHER_SPEC, 0, Buffer.from([1])),
        sealed(HANDSHAKE, finished()),
      );
    },
    /** The last alert that went out in the clear. */
    alert: () => [...recordsIn(sent.at(-1)!)].findLast(({ type }) => type === ALERT)?.body,
  };
};
