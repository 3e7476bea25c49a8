import { expect, it } from 'vitest';
import {
  finishedOf,
  pseudoRandom,
  serverSrtpKey,
  trafficKeys,
} from '../../../../../../src/edge/emulator/client/media/dtls/key-schedule.ts';

const hex = (text: string): Buffer => Buffer.from(text.replace(/\s/g, ''), 'hex');

it('is the function of the test vector that the TLS working group passed around', () => {
  const made = pseudoRandom(
    hex('9bbe436ba940f017b17652849a71db35'),
    'test label',
    hex('a0ba9f936cda311827a6f796ffd5198c'),
    100,
  );
  expect(made).toEqual(
    hex(`e3f229ba727be17b8d122620557cd453c2aab21d07c3d495329b52d4e61edb5a
         6b301791e90d35c9c9a46b4e14baf9af0fa022f7077def17abfd3797c0564bab
         4fbc91666e9def9b97fce34f796789baa48082d122ee42c5a72e5a5110fff701
         87347b66`),
  );
});

it('cuts keys of the right length, each another', () => {
  const master = Buffer.alloc(48, 7);
  const randoms = { client: Buffer.alloc(32, 1), server: Buffer.alloc(32, 2) };
  const { client, server } = trafficKeys(master, randoms);
  const srtp = serverSrtpKey(master, randoms);
  const all = [client.key, server.key, client.salt, server.salt, srtp.key, srtp.salt];
  expect(all.map(({ length }) => length)).toEqual([16, 16, 4, 4, 16, 14]);
  expect(new Set(all.map((one) => one.toString('hex'))).size).toBe(all.length);
});

it('proves a handshake to each side in another way', () => {
  const master = Buffer.alloc(48, 7);
  const seen = [Buffer.from('hello'), Buffer.from('done')];
  const client = finishedOf('client', master, seen);
  expect(client.length).toBe(12);
  expect(finishedOf('server', master, seen)).not.toEqual(client);
  expect(finishedOf('client', master, seen.slice(1))).not.toEqual(client);
  // How it was cut into pieces does not matter.
  expect(finishedOf('client', master, [Buffer.from('hel'), Buffer.from('lodone')])).toEqual(client);
});
