/**
 * True for an error of a stream after which somebody misses what was written, as on a full disk; false when there is nobody who reads: the
 * other end of a pipe has gone, or a terminal was closed (EIO).
 */
export const isOutputLost = ({ code }: NodeJS.ErrnoException): boolean =>
  code !== undefined && !['EPIPE', 'EIO', 'ECONNRESET', 'ERR_STREAM_DESTROYED'].includes(code);
