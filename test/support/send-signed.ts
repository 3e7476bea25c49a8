import { randomUUID } from 'node:crypto';
import { request as ask } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import type { EmulatorAbout } from '../../src/edge/emulator/running-emulator.ts';
import { hashes, signedHeader } from './requests.ts';

/** How the body travels: with its length said before, or in pieces that each say their own. */
export type Framing = 'content-length' | 'chunked';

/** Between two pieces, so that they leave as packets of their own. Milliseconds. */
const PAUSE_MILLISECONDS = 50;

/**
 * Sends a webhook as the account would, signed by hand, its body piece by piece. Gives the status of the reply.
 *
 * @param signed the bytes that the signature is made for, when they are others than those that are sent
 */
export const sendSigned = async (
  url: string,
  about: EmulatorAbout,
  pieces: readonly Buffer[],
  framing: Framing,
  signed: Buffer = Buffer.concat(pieces),
): Promise<number> => {
  const authorization = signedHeader(about.signatureSecret, {
    iat: Math.floor(Date.now() / 1000),
    jti: randomUUID(),
    iss: 'Vonage',
    payload_hash: hashes.sha256Hex(signed),
    api_key: about.apiKey,
    application_id: about.applicationId,
  });
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  return new Promise((resolve, reject) => {
    const outgoing = ask(
      url,
      {
        method: 'POST',
        agent: false,
        headers: {
          authorization,
          'content-type': 'application/json',
          ...(framing === 'content-length' && { 'content-length': length }),
        },
      },
      (reply) => {
        reply.resume();
        reply.once('end', () => resolve(reply.statusCode ?? 0));
      },
    );
    outgoing.once('error', reject);
    void (async () => {
      for (const piece of pieces) {
        await new Promise((written) => outgoing.write(piece, written));
        await wait(PAUSE_MILLISECONDS);
      }
      outgoing.end();
    })();
  });
};
