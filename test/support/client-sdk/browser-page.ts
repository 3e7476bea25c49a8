import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { build } from 'esbuild';

/** What a page holds: the SDK, unmodified, and a log of what its callbacks said. */
const SCRIPT = `
import { VonageClient } from '@vonage/client-sdk';
window.logIn = async (api, token) => {
  const client = new VonageClient({ apiUrl: api, websocketUrl: api, rtcStatsTelemetry: false, disableInternalLogger: true });
  window.client = client;
  window.heard = [];
  for (const name of ['callInvite', 'callHangup', 'callMediaDisconnect', 'callMediaError'])
    client.on(name, (...said) => window.heard.push([name, ...said.filter((one) => typeof one === 'string')]));
  await client.createSession(token);
};
`;

/** A web server on loopback with one page, in which the Client SDK waits for `logIn(api, token)`. */
export const serveSdkPage = async (): Promise<{ readonly url: string; close(): Promise<void> }> => {
  const { outputFiles } = await build({
    stdin: { contents: SCRIPT, resolveDir: import.meta.dirname },
    bundle: true,
    format: 'iife',
    write: false,
    logLevel: 'error',
  });
  const script = outputFiles[0]!.text;
  const server = createServer(({ url }, response) => {
    const isScript = url === '/page.js';
    response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
    response.end(
      isScript ? script : '<!doctype html><link rel="icon" href="data:,"><script src="/page.js"></script>',
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
};
