/** A WAV file of 16 bits and one channel. */
export const wavOf = (samples: Int16Array, rate: number): Buffer => {
  const sound = Buffer.from(samples.buffer, samples.byteOffset, samples.byteLength);
  return Buffer.concat([wavHead({ format: 1, channels: 1, rate, bits: 16, bytes: sound.length }), sound]);
};

export const wavHead = (form: {
  readonly format: number;
  readonly channels: number;
  readonly rate: number;
  readonly bits: number;
  readonly bytes: number;
}): Buffer => {
  const head = Buffer.alloc(44);
  head.write('RIFF', 0, 'latin1');
  head.writeUInt32LE(36 + form.bytes, 4);
  head.write('WAVEfmt ', 8, 'latin1');
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(form.format, 20);
  head.writeUInt16LE(form.channels, 22);
  head.writeUInt32LE(form.rate, 24);
  head.writeUInt32LE((form.rate * form.channels * form.bits) / 8, 28);
  head.writeUInt16LE((form.channels * form.bits) / 8, 32);
  head.writeUInt16LE(form.bits, 34);
  head.write('data', 36, 'latin1');
  head.writeUInt32LE(form.bytes, 40);
  return head;
};
