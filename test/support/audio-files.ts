/** A WAV file: mono, 16 bits, silent. */
export const wavFile = (milliseconds: number, rate = 8000, { before = Buffer.alloc(0) } = {}): Buffer => {
  const data = Buffer.alloc((milliseconds * rate * 2) / 1000);
  const format = Buffer.alloc(24);
  format.write('fmt ', 0, 'latin1');
  format.writeUInt32LE(16, 4);
  format.writeUInt16LE(1, 8);
  format.writeUInt16LE(1, 10);
  format.writeUInt32LE(rate, 12);
  format.writeUInt32LE(rate * 2, 16);
  format.writeUInt16LE(2, 20);
  format.writeUInt16LE(16, 22);
  const chunk = Buffer.alloc(8);
  chunk.write('data', 0, 'latin1');
  chunk.writeUInt32LE(data.length, 4);
  const riff = Buffer.from('RIFF____WAVE', 'latin1');
  riff.writeUInt32LE(4 + before.length + format.length + chunk.length + data.length, 4);
  return Buffer.concat([riff, before, format, chunk, data]);
};

/** Frames of MPEG 1 layer III, mono, 44.1 kHz, 128 kbit/s: 417 bytes and 26.122 ms each. */
export const mp3File = (frames: number, { tag = 0, xing }: { tag?: number; xing?: number } = {}): Buffer => {
  const frame = (): Buffer => Buffer.concat([Buffer.from([0xff, 0xfb, 0x90, 0xc0]), Buffer.alloc(413)]);
  const id3 = Buffer.concat([
    Buffer.from([0x49, 0x44, 0x33, 4, 0, 0, 0, 0, tag >> 7, tag & 0x7f]),
    Buffer.alloc(tag, 0xff),
  ]);
  const first = frame();
  if (xing !== undefined) {
    first.write('Xing', 4 + 17, 'latin1');
    first.writeUInt32BE(1, 4 + 17 + 4);
    first.writeUInt32BE(xing, 4 + 17 + 8);
  }
  return Buffer.concat([...(tag > 0 ? [id3] : []), first, ...Array.from({ length: frames - 1 }, frame)]);
};
