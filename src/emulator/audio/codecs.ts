import type { AudioCodec, AudioFile, AudioFormat } from './audio-file.ts';
import { mp3 } from './mp3.ts';
import { ogg } from './ogg.ts';
import { wav } from './wav.ts';

/** How each format of `record` is written. */
export const CODECS: Readonly<Record<AudioFormat, AudioCodec>> = { mp3, wav, ogg };

export const sizeOf = (file: AudioFile): number => CODECS[file.format].size(file);
