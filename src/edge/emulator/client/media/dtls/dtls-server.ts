import { createECDH, type ECDH, randomBytes, sign, timingSafeEqual } from 'node:crypto';
import type { MediaIdentity } from '../media-identity.ts';
import type { MasterKey } from '../srtp.ts';
import { numberIn, readFrom, vectorOf } from '../wire.ts';
import {
  canGoOn,
  ECDHE_ECDSA_AES_128_GCM_SHA256,
  EXTENSION,
  P_256,
  readClientHello,
  SRTP_AES_128_CM_SHA1_80,
} from './client-hello.ts';
import {
  CERTIFICATE,
  CLIENT_HELLO,
  CLIENT_KEY_EXCHANGE,
  createHandshakeInbox,
  encodeMessage,
  FINISHED,
  type HandshakeMessage,
  SERVER_HELLO,
  SERVER_HELLO_DONE,
  SERVER_KEY_EXCHANGE,
} from './handshake-inbox.ts';
import {
  extendedMasterSecret,
  finishedOf,
  type Randoms,
  serverSrtpKey,
  trafficKeys,
} from './key-schedule.ts';
import {
  ALERT,
  CHANGE_CIPHER_SPEC,
  DTLS_1_2,
  type DtlsRecord,
  encodeRecord,
  HANDSHAKE,
  openRecord,
  placeOf,
  recordsIn,
} from './record.ts';

const WARNING = 1;
const FATAL = 2;
const CLOSE_NOTIFY = 0;
const UNEXPECTED_MESSAGE = 10;
const HANDSHAKE_FAILURE = 40;
const ILLEGAL_PARAMETER = 47;
const DECRYPT_ERROR = 51;

const NAMED_CURVE = 3;
/** SHA-256 and ECDSA. */
const SIGNED_BY = Buffer.from([4, 3]);

export interface DtlsServerOptions {
  readonly identity: MediaIdentity;
  /** One datagram. */
  readonly send: (datagram: Buffer) => void;
  /** The handshake is done. */
  readonly connected: (srtp: MasterKey) => void;
  /** The client has closed, or the handshake cannot go on. Called once. */
  readonly ended: () => void;
}

export interface DtlsServer {
  receive(datagram: Buffer): void;
  /** Says good-bye to a client with which the handshake is done. */
  close(): void;
}

/**
 * The waiting side of one DTLS 1.2 handshake (RFC 6347), as `setup:passive` in a description says: one suite, one curve, one
 * SRTP profile, which all browsers have. What is left out, and why that is safe on loopback, is in docs/decisions/0027.
 */
export const createDtlsServer = ({ identity, send, connected, ended }: DtlsServerOptions): DtlsServer => {
  const inbox = createHandshakeInbox();
  const keyPair = createECDH('prime256v1');
  const serverRandom = randomBytes(32);
  /** What both sides have said, for its hash. */
  let messages: Buffer[] = [];
  let sentMessages = 0;
  const sentRecords = [0, 0];
  let randoms: Randoms | undefined;
  let master: Buffer | undefined;
  let traffic: ReturnType<typeof trafficKeys> | undefined;
  /** What was sent last, to be sent again when the client shows that it has not come. */
  let flight: readonly Outgoing[] = [];
  let isDone = false;
  let isOver = false;

  const record = ({ type, epoch, body }: Outgoing): Buffer => {
    const place = placeOf(epoch, sentRecords[epoch]!);
    sentRecords[epoch]! += 1;
    return encodeRecord(type, place, body, epoch === 1 ? traffic?.server : undefined);
  };

  /** One datagram, which is less than any path takes. The records are new ones each time, for none may come twice. */
  const sendFlight = (): void => send(Buffer.concat(flight.map(record)));

  /** A message of ours counts for the hash once, however often it is sent. */
  const say = (type: number, body: Buffer, epoch: 0 | 1 = 0): Outgoing => {
    const message = encodeMessage(type, sentMessages, body);
    sentMessages += 1;
    messages.push(message);
    return { type: HANDSHAKE, epoch, body: message };
  };

  const end = (): void => {
    isOver = true;
    ended();
  };

  const giveUp = (why: number): void => {
    send(record({ type: ALERT, epoch: 0, body: Buffer.from([FATAL, why]) }));
    end();
  };

  const takeHello = ({ body, whole }: HandshakeMessage): void => {
    const hello = readClientHello(body);
    if (hello === undefined || !canGoOn(hello)) {
      giveUp(HANDSHAKE_FAILURE);
      return;
    }
    messages.push(whole);
    randoms = { client: hello.random, server: serverRandom };
    const share = Buffer.concat([
      numberIn(1, NAMED_CURVE),
      numberIn(2, P_256),
      vectorOf(1, keyPair.generateKeys()),
    ]);
    const signed = Buffer.concat([hello.random, serverRandom, share]);
    const signature = sign('sha256', signed, identity.privateKey);
    flight = [
      say(SERVER_HELLO, serverHello(serverRandom, hello.extensions.has(EXTENSION.pointFormats))),
      say(CERTIFICATE, vectorOf(3, vectorOf(3, identity.certificate))),
      say(SERVER_KEY_EXCHANGE, Buffer.concat([share, SIGNED_BY, vectorOf(2, signature)])),
      say(SERVER_HELLO_DONE, Buffer.alloc(0)),
    ];
    sendFlight();
  };

  const takeKey = ({ body, whole }: HandshakeMessage, known: Randoms): void => {
    messages.push(whole);
    const shared = secretOf(keyPair, readFrom(body).vector(1));
    if (shared === undefined) {
      giveUp(ILLEGAL_PARAMETER);
      return;
    }
    master = extendedMasterSecret(shared, messages);
    traffic = trafficKeys(master, known);
  };

  const takeFinished = ({ body, whole }: HandshakeMessage, secret: Buffer, known: Randoms): void => {
    const wanted = finishedOf('client', secret, messages);
    if (body.length !== wanted.length || !timingSafeEqual(body, wanted)) {
      giveUp(DECRYPT_ERROR);
      return;
    }
    messages.push(whole);
    const finished = say(FINISHED, finishedOf('server', secret, messages), 1);
    flight = [{ type: CHANGE_CIPHER_SPEC, epoch: 0, body: Buffer.from([1]) }, finished];
    sendFlight();
    isDone = true;
    messages = [];
    connected(serverSrtpKey(secret, known));
  };

  /** A client has three messages, in this order. The last one comes enciphered. */
  const takeMessage = (message: HandshakeMessage, epoch: number): void => {
    const { type } = message;
    if (type === CLIENT_HELLO && epoch === 0 && randoms === undefined) takeHello(message);
    else if (type === CLIENT_KEY_EXCHANGE && epoch === 0 && randoms && master === undefined)
      takeKey(message, randoms);
    else if (type === FINISHED && epoch === 1 && randoms && master && !isDone)
      takeFinished(message, master, randoms);
    else giveUp(UNEXPECTED_MESSAGE);
  };

  const takeHandshake = (fragments: Buffer, epoch: number): void => {
    const { messages: next, again } = inbox.take(fragments);
    // Only who has not had our answer repeats the last message of a flight: so no timer is needed on this side.
    if (again.some((type) => type === CLIENT_HELLO || type === FINISHED)) sendFlight();
    for (const message of next) if (!isOver) takeMessage(message, epoch);
  };

  const bodyOf = (one: DtlsRecord): Buffer | undefined => {
    if (one.epoch === 0) return one.body;
    return one.epoch === 1 && traffic ? openRecord(one, traffic.client) : undefined;
  };

  return {
    receive: (datagram) => {
      for (const one of recordsIn(datagram)) {
        if (isOver) return;
        const body = bodyOf(one);
        if (body === undefined) continue;
        if (one.type === HANDSHAKE) takeHandshake(body, one.epoch);
        // Once there are keys, only who has them may end it.
        else if (one.type === ALERT && isEnd(body) && (one.epoch === 1 || !isDone)) end();
      }
    },
    close: () => {
      if (isDone && !isOver)
        send(record({ type: ALERT, epoch: 1, body: Buffer.from([WARNING, CLOSE_NOTIFY]) }));
      isOver = true;
    },
  };
};

interface Outgoing {
  readonly type: number;
  readonly epoch: 0 | 1;
  readonly body: Buffer;
}

const serverHello = (random: Buffer, tellsPointFormats: boolean): Buffer => {
  const extension = (type: number, ...body: readonly Buffer[]): Buffer =>
    Buffer.concat([numberIn(2, type), vectorOf(2, ...body)]);
  return Buffer.concat([
    DTLS_1_2,
    random,
    // No session to come back to, and no compression.
    vectorOf(1),
    numberIn(2, ECDHE_ECDSA_AES_128_GCM_SHA256),
    numberIn(1, 0),
    vectorOf(
      2,
      extension(EXTENSION.renegotiationInfo, vectorOf(1)),
      extension(EXTENSION.extendedMasterSecret),
      // Uncompressed: asked of whoever is told formats (RFC 8422 §5.2).
      ...(tellsPointFormats ? [extension(EXTENSION.pointFormats, vectorOf(1, numberIn(1, 0)))] : []),
      extension(EXTENSION.srtp, vectorOf(2, numberIn(2, SRTP_AES_128_CM_SHA1_80)), vectorOf(1)),
    ),
  ]);
};

/** Undefined when the client's half is no point of the curve. */
const secretOf = (own: ECDH, point: Buffer): Buffer | undefined => {
  try {
    return own.computeSecret(point);
  } catch {
    return undefined;
  }
};

const isEnd = (alert: Buffer): boolean =>
  alert.length === 2 && (alert[1] === CLOSE_NOTIFY || alert[0] === FATAL);
