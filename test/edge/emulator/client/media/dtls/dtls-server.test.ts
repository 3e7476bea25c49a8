import { verify, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { encodeMessage } from '../../../../../../src/edge/emulator/client/media/dtls/handshake-inbox.ts';
import {
  finishedOf,
  serverSrtpKey,
} from '../../../../../../src/edge/emulator/client/media/dtls/key-schedule.ts';
import {
  ALERT,
  HANDSHAKE,
  openRecord,
  recordsIn,
} from '../../../../../../src/edge/emulator/client/media/dtls/record.ts';
import { readFrom, vectorOf } from '../../../../../../src/edge/emulator/client/media/wire.ts';
import {
  CLIENT_RANDOM,
  HELLO,
  helloWith,
  identity,
  meet,
} from '../../../../../support/client-sdk/dtls-client.ts';

// A client that can do wrong what those of browsers do right: those prove the rest (calls.test.ts, test/browser).

describe('a handshake', () => {
  it('proves who the server is by its certificate', () => {
    const { hello, flight } = meet();
    hello();
    const certificates = readFrom(readFrom(flight().get(11)!).vector(3));
    const certificate = certificates.vector(3);
    expect(new X509Certificate(certificate).fingerprint256).toBe(identity.fingerprint);
    const exchange = readFrom(flight().get(12)!);
    const share = Buffer.concat([exchange.bytes(3), vectorOf(1, exchange.vector(1))]);
    exchange.bytes(2);
    const signed = Buffer.concat([CLIENT_RANDOM, flight().get(2)!.subarray(2, 34), share]);
    expect(verify('sha256', signed, new X509Certificate(certificate).publicKey, exchange.vector(2))).toBe(
      true,
    );
  });

  it('fits into one datagram that every path takes', () => {
    const { hello, sent } = meet();
    hello();
    expect(sent).toHaveLength(1);
    expect(sent[0]!.length).toBeLessThan(1200);
  });

  it('gives both sides the same keys', () => {
    const { shakeHands, connected, ended, secrets, sent } = meet();
    shakeHands();
    const { master, randoms, server, messages } = secrets();
    expect([connected, ended()]).toEqual([[serverSrtpKey(master, randoms)], 0]);
    const finish = [...recordsIn(sent[1]!)][1]!;
    const client = encodeMessage(20, 2, finishedOf('client', master, messages));
    expect(openRecord(finish, server)?.subarray(12)).toEqual(
      finishedOf('server', master, [...messages, client]),
    );
  });

  it('sends again what has not come, in records of their own', () => {
    const { hello, sent, shakeHands, give, sealed, finished, connected } = meet();
    hello();
    hello();
    expect(sent).toHaveLength(2);
    const [first, again] = sent.map((datagram) => [...recordsIn(datagram)]);
    expect(again!.map(({ body }) => body)).toEqual(first!.map(({ body }) => body));
    expect(again!.map(({ place }) => place)).not.toEqual(first!.map(({ place }) => place));
    shakeHands();
    const before = sent.length;
    give(sealed(HANDSHAKE, finished()));
    expect([sent.length - before, connected.length]).toEqual([1, 1]);
  });
});

describe('what a client does wrong', () => {
  type Meeting = ReturnType<typeof meet>;
  it.each<[what: string, alert: number, act: (meeting: Meeting) => void]>([
    ['a hello without SRTP', 40, ({ hello }) => hello(helloWith())],
    ['a hello that is cut off', 40, ({ hello }) => hello(HELLO.subarray(0, 50))],
    [
      'a key before its hello',
      10,
      ({ give, record }) => give(record(HANDSHAKE, 0, encodeMessage(16, 0, Buffer.alloc(10)))),
    ],
    [
      'a certificate, which nobody asked for',
      10,
      ({ hello, give, record }) => {
        hello();
        give(record(HANDSHAKE, 0, encodeMessage(11, 1, Buffer.alloc(3))));
      },
    ],
    [
      'a key that is no point of the curve',
      47,
      ({ hello, give, record, keyExchange }) => {
        hello();
        give(record(HANDSHAKE, 0, keyExchange(Buffer.alloc(65, 4))));
      },
    ],
    [
      'an end in the clear',
      10,
      ({ hello, give, record, keyExchange, finished }) => {
        hello();
        give(record(HANDSHAKE, 0, keyExchange()), record(HANDSHAKE, 0, finished()));
      },
    ],
    [
      'an end that proves another handshake',
      51,
      ({ hello, give, record, keyExchange, sealed }) => {
        hello();
        give(record(HANDSHAKE, 0, keyExchange()));
        give(sealed(HANDSHAKE, encodeMessage(20, 2, Buffer.alloc(12))));
      },
    ],
    [
      'an end that is too short',
      51,
      ({ hello, give, record, keyExchange, sealed }) => {
        hello();
        give(record(HANDSHAKE, 0, keyExchange()));
        give(sealed(HANDSHAKE, encodeMessage(20, 2, Buffer.alloc(11))));
      },
    ],
  ])('%s', (_what, alert, act) => {
    const meeting = meet();
    act(meeting);
    expect(meeting.alert()).toEqual(Buffer.from([2, alert]));
    expect([meeting.ended(), meeting.connected]).toEqual([1, []]);
    // Nothing goes on after it.
    const { length } = meeting.sent;
    meeting.hello();
    expect([meeting.ended(), meeting.sent.length]).toEqual([1, length]);
  });
});

describe('who is connected', () => {
  const GOOD_BYE = Buffer.from([1, 0]);

  it('closes, and only with the keys', () => {
    const { shakeHands, give, record, sealed, ended } = meet();
    shakeHands();
    give(record(ALERT, 0, GOOD_BYE));
    give(record(ALERT, 1, GOOD_BYE, { key: Buffer.alloc(16), salt: Buffer.alloc(4) }));
    expect(ended()).toBe(0);
    give(sealed(ALERT, GOOD_BYE));
    expect(ended()).toBe(1);
  });

  it('may warn of something', () => {
    const { shakeHands, give, sealed, ended } = meet();
    shakeHands();
    give(sealed(ALERT, Buffer.from([1, 100])));
    expect(ended()).toBe(0);
  });

  it('is told when we close, and hears nothing more', () => {
    const { server, shakeHands, sent, secrets, hello } = meet();
    shakeHands();
    server.close();
    const last = [...recordsIn(sent.at(-1)!)][0]!;
    expect([last.type, openRecord(last, secrets().server)]).toEqual([ALERT, GOOD_BYE]);
    const { length } = sent;
    server.close();
    hello();
    expect(sent).toHaveLength(length);
  });
});
