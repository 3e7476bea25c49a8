import type { IncomingMessage } from 'node:http';

const EMPTY = new Uint8Array(0);

/**
 * The whole body of a request as it came, at most so many bytes. `too large` is known as soon as the announced or the
 * received length passes the limit; `broken off` when the sender went away before the end.
 */
export const readBody = (
  request: IncomingMessage,
  limitBytes: number,
): Promise<Uint8Array | 'too large' | 'broken off'> | Uint8Array | 'too large' => {
  const announced = request.headers['content-length'];
  if (announced === undefined && request.headers['transfer-encoding'] === undefined) return EMPTY;
  if (Number(announced) > limitBytes) return 'too large';
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let size = 0;
    request.on('data', (chunk: Buffer) => {
      size += chunk.byteLength;
      if (size > limitBytes) {
        request.pause();
        resolve('too large');
      } else {
        chunks.push(chunk);
      }
    });
    request.on('end', () => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    request.on('close', () => resolve('broken off'));
    request.on('error', () => resolve('broken off'));
  });
};
