import Fastify from 'fastify';
import type { Proof } from '../proof.ts';

/** Something that answers for the nonce and for nothing else. */
export interface ServedProof {
  readonly port: number;
  close(): Promise<void>;
}

/**
 * Answers on `localhost`, both families, as a listener would, but only who asks for the proof.
 *
 * @param port 0: any free one
 */
export const serveProof = async (proof: Proof, port: number): Promise<ServedProof> => {
  const app = Fastify({ forceCloseConnections: true });
  app.get(proof.path, (request, reply) => {
    const challenge = new URL(request.url, 'http://localhost').searchParams.get('challenge') ?? '';
    reply.type('text/plain').send(proof.answer(challenge));
  });
  await app.listen({ host: 'localhost', port });
  const address = app.server.address();
  return {
    port: typeof address === 'object' && address ? address.port : port,
    close: () => app.close(),
  };
};
