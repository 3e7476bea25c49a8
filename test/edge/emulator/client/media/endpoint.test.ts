import { describe, expect, it } from 'vitest';
import {
  createEndpoint,
  type MediaEndpoint,
} from '../../../../../src/edge/emulator/client/media/endpoint.ts';
import type { Address } from '../../../../../src/edge/emulator/client/media/stun.ts';
import { meet } from '../../../../support/client-sdk/dtls-client.ts';

const AT_HOME: Address = { address: '127.0.0.1', port: 1000 };
const ON_WIFI: Address = { address: '127.0.0.1', port: 2000 };

/** An endpoint and an app that goes through the handshake with it; time passes when it is told to. */
const begin = () => {
  let now = 0;
  let endpoint!: MediaEndpoint;
  const ports: number[] = [];
  const app = meet(({ identity, send, connected, ended }) => {
    endpoint = createEndpoint({
      identity,
      password: 'password',
      payloadType: 111,
      source: 1,
      monotonic: () => now,
      send: (datagram, { port }) => {
        ports.push(port);
        send(datagram);
      },
      connected: () => connected({ key: Buffer.alloc(0), salt: Buffer.alloc(0) }),
      ended,
    });
    return endpoint;
  });
  return {
    ...app,
    endpoint,
    /** Where something went since the last look. */
    wentTo: () => ports.splice(0),
    pass: (milliseconds: number) => {
      now += milliseconds;
    },
    check: (from: Address, nominates = false, name = 'app', isProven = true): boolean => {
      const isIt = endpoint.check(
        { transaction: Buffer.alloc(16), fragment: 'ours', app: name, nominates, isFrom: () => isProven },
        from,
      );
      // What answers a check is none of the handshake's datagrams.
      if (isIt) app.sent.pop();
      return isIt;
    },
  };
};

describe('an endpoint sends', () => {
  it('nothing before it was checked, and nothing to who cannot prove himself', () => {
    const { check, hello, wentTo } = begin();
    expect(check(AT_HOME, true, 'app', false)).toBe(false);
    hello();
    expect(wentTo()).toEqual([]);
  });

  it('to the first address, until another is nominated', () => {
    const { check, hello, wentTo } = begin();
    check(AT_HOME);
    check(ON_WIFI);
    expect(wentTo()).toEqual([1000, 2000]);
    hello();
    expect(wentTo()).toEqual([1000]);
    check(ON_WIFI, true);
    wentTo();
    hello();
    expect(wentTo()).toEqual([2000]);
  });

  it('silence once it is connected, to who still wants it', () => {
    const { check, shakeHands, endpoint, wentTo, pass } = begin();
    check(AT_HOME);
    endpoint.beat();
    expect(wentTo()).toEqual([1000]);
    shakeHands();
    wentTo();
    pass(29_999);
    endpoint.beat();
    expect(wentTo()).toEqual([1000]);
    pass(1);
    endpoint.beat();
    expect(wentTo()).toEqual([]);
    check(AT_HOME);
    wentTo();
    endpoint.beat();
    expect(wentTo()).toEqual([1000]);
  });
});

describe('of several apps that were told of it', () => {
  it('it goes on with the one that asked last, until one is connected', () => {
    const { check, hello, shakeHands, connected, sent, wentTo } = begin();
    check(AT_HOME, true, 'phone');
    hello();
    check(ON_WIFI, true, 'tablet');
    wentTo();
    sent.splice(0);
    shakeHands();
    expect([connected.length, new Set(wentTo())]).toEqual([1, new Set([2000])]);
    expect(check(AT_HOME, true, 'phone')).toBe(false);
  });
});

it('a handshake that stands still for half a minute begins anew', () => {
  const { check, hello, sent, pass } = begin();
  check(AT_HOME);
  hello();
  pass(30_001);
  hello();
  // Another server, with another half of the randomness.
  expect(sent[1]).not.toEqual(sent[0]);
  expect(sent[1]!.subarray(25, 60)).not.toEqual(sent[0]!.subarray(25, 60));
});
