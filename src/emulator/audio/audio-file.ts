/** What the emulator remembers of a recording's sound: all of it is silence, so that no bytes have to be kept. */
export interface AudioFile {
  readonly format: AudioFormat;
  readonly channels: number;
  readonly milliseconds: number;
}

export type AudioFormat = 'mp3' | 'wav' | 'ogg';

/** A format can tell how long a file is without writing it, for the webhook comes before anybody downloads it. */
export interface AudioCodec {
  readonly contentType: string;
  readonly size: (file: AudioFile) => number;
  /** The file in pieces: hours of sound never stand in memory. */
  readonly bytes: (file: AudioFile) => Generator<Uint8Array>;
}
