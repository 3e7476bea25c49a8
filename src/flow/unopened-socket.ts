import type { Reply } from './webhook-request.ts';

/** What is wrong with what the user's server said to the handshake of a WebSocket; undefined when it opened. */
export const unopenedSocket = (path: string, { status, headers }: Reply): string | undefined => {
  if (status === 101) return undefined;
  const said = `your server answered ${status} to the WebSocket handshake`;
  if (status === 401 || status === 403)
    return `${said}: it wants other credentials (see authorization of the endpoint in the NCCO)`;
  if (status === 404) return `${said}: it has no WebSocket at ${path}`;
  if (status === 426) return `${said}: it wants another version or protocol of WebSocket`;
  if (status >= 300 && status < 400) return `${said}: name the address that it leads to in the NCCO`;
  const type = String(headers['content-type'] ?? '').split(';')[0];
  if (status < 300) return `${said}${type ? ` (${type})` : ''}: at ${path} it serves HTTP, and no WebSocket`;
  return said;
};
