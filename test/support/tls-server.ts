import { generateKeyPairSync } from 'node:crypto';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';
import { makeCertificate } from '../../src/edge/redirect/certificate.ts';

/** An https server of somebody else on 127.0.0.1, with a certificate that it signed itself. */
export const startTlsServer = async (): Promise<{ readonly port: number; readonly certificate: string }> => {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const now = Date.now();
  const certificate = makeCertificate(
    { commonName: 'localhost', from: now - 1000, until: now + 3_600_000, for: { host: 'localhost' } },
    privateKey,
    { commonName: 'localhost', privateKey },
  );
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' });
  const server: Server = createServer({ key, cert: certificate }, (_request, response) =>
    response.end('somebody else'),
  );
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(
    () =>
      new Promise<void>((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  );
  // A listening TCP server has an address with a port.
  return { port: (server.address() as AddressInfo).port, certificate };
};
