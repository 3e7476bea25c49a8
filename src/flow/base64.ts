/** Arguments of one call; far below any engine's limit. */
const CHUNK = 8192;

/** Bytes in base64, as many as there are. */
export const toBase64 = (bytes: Uint8Array): string => {
  let binary = '';
  for (let at = 0; at < bytes.length; at += CHUNK) {
    binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  }
  return btoa(binary);
};
