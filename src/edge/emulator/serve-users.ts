import type { FastifyReply, FastifyRequest } from 'fastify';
import { Failure } from '../../failure.ts';
import { parseJson } from '../../vonage/json.ts';
import type { HostDesk } from './desk.ts';
import { readUserStates } from './given-users.ts';

/** The control address `users`: GET tells where the users' apps are, PUT puts those that it names elsewhere. */
export const serveUsers = async (
  desk: HostDesk,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> => {
  if (request.method === 'PUT') {
    try {
      const known = Object.keys(desk.userStates());
      desk.setUserStates(readUserStates(parseJson(String(request.body ?? '')), known));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      const tryThis = ['see "Client SDK users" in docs/emulator.md'];
      return reply.code(400).send({ what: 'These users cannot be put there', why: error.why, tryThis });
    }
  }
  return reply.send({ users: desk.userStates() });
};
