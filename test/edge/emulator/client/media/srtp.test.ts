import { expect, it } from 'vitest';
import { deriveSessionKeys, protectPacket } from '../../../../../src/edge/emulator/client/media/srtp.ts';

const hex = (text: string): Buffer => Buffer.from(text.replace(/\s/g, ''), 'hex');

const MASTER = {
  key: hex('E1F97A0D3E018BE0D64FA32C06DE4139'),
  salt: hex('0EC675AD498AFEEBB6960B3AABE6'),
};

it('derives the keys of RFC 3711 §B.3', () => {
  expect(deriveSessionKeys(MASTER)).toEqual({
    cipher: hex('C61E7A93744F39EE10734AFE3FF7A087'),
    salt: hex('30CBBC08863D8C85D49DB34A9AE1'),
    authentication: hex('CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4'),
  });
});

it('protects a packet as libsrtp does in its own test', () => {
  const header = hex('800f1234 decafbad cafebabe');
  const payload = Buffer.alloc(16, 0xab);
  expect(protectPacket(deriveSessionKeys(MASTER), header, payload, 0)).toEqual(
    hex(`800f1234 decafbad cafebabe
         4e55dc4c e79978d8 8ca4d215 949d2402
         b78d6acc 99ea179b 8dbb`),
  );
});

it('protects the same packet in another way once the sequence number has begun again', () => {
  const keys = deriveSessionKeys(MASTER);
  const header = hex('800f1234 decafbad cafebabe');
  const [first, again] = [0, 1].map((rollover) => protectPacket(keys, header, Buffer.alloc(16), rollover));
  expect(first!.subarray(12, 28)).not.toEqual(again!.subarray(12, 28));
  expect(first!.subarray(28)).not.toEqual(again!.subarray(28));
});
