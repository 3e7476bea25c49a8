import type { FastifyInstance } from 'fastify';
import type { Sockets } from './open-sockets.ts';

/** Below the control addresses. */
const SOCKETS = 'sockets';

/** Where what an application said on a leg's WebSocket can be fetched. */
export const socketAudioPath = (control: string, leg: string): string =>
  `${control}/${SOCKETS}/${leg}/audio.wav`;

/** `GET …/sockets`: which there are and were, and how they sound; `GET …/sockets/{leg}/audio.wav`: what came back. */
export const serveSockets = (server: FastifyInstance, control: string, sockets: Sockets): void => {
  server.get(`${control}/${SOCKETS}`, async () => ({ sockets: sockets.list() }));
  server.get<{ Params: { leg: string } }>(socketAudioPath(control, ':leg'), (request, reply) => {
    const wav = sockets.wavOf(request.params.leg);
    if (wav === undefined)
      return reply.code(404).send({
        what: 'No WebSocket of a leg with this id is known',
        tryThis: `see which there are: GET ${control}/${SOCKETS}`,
      });
    return reply.header('content-type', 'audio/wav').send(wav);
  });
};
