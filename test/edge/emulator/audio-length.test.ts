import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { audioLength } from '../../../src/edge/emulator/audio-length.ts';
import { mp3File, wavFile } from '../../support/audio-files.ts';

const list = Buffer.concat([Buffer.from('LIST\u0005\0\0\0', 'latin1'), Buffer.from('abcde\0')]);
const unsized = (): Buffer => {
  const file = wavFile(1000);
  file.writeUInt32LE(0xffffffff, 40);
  return file;
};

describe('the length of an audio file', () => {
  it.each<[name: string, file: Buffer, milliseconds: number | undefined]>([
    ['WAV', wavFile(1500), 1500],
    ['WAV of another rate', wavFile(2000, 16_000), 2000],
    ['WAV with a chunk of odd length before', wavFile(500, 8000, { before: list }), 500],
    ['WAV that does not know its size', unsized(), 1000],
    ['MP3', mp3File(100), 2606],
    ['MP3 with a tag', mp3File(100, { tag: 300 }), 2606],
    ['MP3 whose bit rate changes', mp3File(10, { xing: 1000 }), 26_122],
    ['a page', Buffer.from('<!doctype html><title>Not found</title>'), undefined],
    ['nothing', Buffer.alloc(0), undefined],
    ['zeros', Buffer.alloc(5000), undefined],
  ])('%s', (_name, file, milliseconds) => {
    expect(audioLength(file, file.length)).toBe(milliseconds);
  });

  it('needs no more than the beginning', () => {
    const file = mp3File(1000);
    expect(audioLength(file.subarray(0, 600), file.length)).toBe(audioLength(file, file.length));
    const wav = wavFile(60_000);
    expect(audioLength(wav.subarray(0, 600), wav.length)).toBe(60_000);
  });

  it('bears any bytes', () => {
    const beginnings = fc.constantFrom(
      '',
      'RIFF____WAVE',
      'RIFF____WAVEfmt ',
      'RIFF____WAVEdata',
      'ID3',
      '\xff\xfb',
    );
    fc.assert(
      fc.property(beginnings, fc.uint8Array({ maxLength: 200 }), (begin, rest) => {
        const file = Buffer.concat([Buffer.from(begin, 'latin1'), rest]);
        const length = audioLength(file, file.length);
        expect(length === undefined || (Number.isFinite(length) && length >= 0)).toBe(true);
      }),
    );
  });
});
