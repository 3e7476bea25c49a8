import { expect, it } from 'vitest';
import { createSilence } from '../../../../../src/edge/emulator/client/media/silence.ts';
import { deriveSessionKeys, protectPacket } from '../../../../../src/edge/emulator/client/media/srtp.ts';

const MASTER = { key: Buffer.alloc(16, 1), salt: Buffer.alloc(14, 2) };
const SOURCE = 0xcafebabe;

it('counts packets by one and samples by 400 ms of 48 kHz, and marks the first', () => {
  const next = createSilence(MASTER, 111, SOURCE);
  const packets = Array.from({ length: 4 }, () => next());
  const [first] = packets;
  const fields = packets.map((packet) => ({
    version: packet[0],
    marked: packet[1]! >> 7,
    payloadType: packet[1]! & 0x7f,
    sequence: (packet.readUInt16BE(2) - first!.readUInt16BE(2) + 65536) % 65536,
    samples: (packet.readUInt32BE(4) - first!.readUInt32BE(4) + 2 ** 32) % 2 ** 32,
    source: packet.readUInt32BE(8),
  }));
  expect(fields).toEqual(
    [0, 1, 2, 3].map((count) => ({
      version: 0x80,
      marked: count === 0 ? 1 : 0,
      payloadType: 111,
      sequence: count,
      samples: count * 19_200,
      source: SOURCE,
    })),
  );
});

it('is a frame of Opus, and the receiver can still read it after the sequence number began again', () => {
  const next = createSilence(MASTER, 111, SOURCE);
  const keys = deriveSessionKeys(MASTER);
  let before = 0;
  let rollover = 0;
  for (let count = 0; count < 70_000; count += 1) {
    const packet = next();
    const sequence = packet.readUInt16BE(2);
    if (sequence < before) rollover += 1;
    before = sequence;
    // Each takes some time to check, and only those around the change are of interest.
    if (count > 1 && sequence > 2 && sequence < 65_533) continue;
    const frame = Buffer.from([0xf8, 0xff, 0xfe]);
    expect(packet).toEqual(protectPacket(keys, packet.subarray(0, 12), frame, rollover));
  }
  expect(rollover).toBeGreaterThan(0);
});
