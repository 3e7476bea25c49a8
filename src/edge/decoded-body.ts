import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib';

/** An NCCO is small. What unfolds to more than this is none, and may be made to fill the memory. */
const DECODED_LIMIT_BYTES = 1024 * 1024;

type Decode = (body: Uint8Array, limits: { readonly maxOutputLength: number }) => Promise<Uint8Array>;

/** Some servers send `deflate` without the frame that it should have (RFC 9110 §8.4.1.2). */
const deflated: Decode = async (body, limits) =>
  promisify(inflate)(body, limits).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'Z_DATA_ERROR') return promisify(inflateRaw)(body, limits);
    throw error;
  });

const DECODERS: Readonly<Record<string, Decode>> = {
  gzip: promisify(gunzip),
  'x-gzip': promisify(gunzip),
  deflate: deflated,
  br: promisify(brotliDecompress),
};

/**
 * What a compressed body says; undefined for a body that is not compressed, in another way than gzip, deflate and br, is
 * broken, or says more than 1 MiB.
 *
 * @param encoding the value of its `Content-Encoding`
 */
export const decodedBody = async (
  body: Uint8Array,
  encoding: string | readonly string[] | undefined,
): Promise<Uint8Array | undefined> => {
  const decode =
    DECODERS[
      String(encoding ?? '')
        .trim()
        .toLowerCase()
    ];
  if (!decode || body.byteLength === 0) return undefined;
  return decode(body, { maxOutputLength: DECODED_LIMIT_BYTES }).catch(() => undefined);
};
