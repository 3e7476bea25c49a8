import type { FastifyReply, FastifyRequest } from 'fastify';
import type { UserState } from '../../emulator/user-state.ts';
import { Failure } from '../../failure.ts';
import { parseJson } from '../../vonage/json.ts';
import type { HostDesk } from './desk.ts';
import { readUserStates } from './given-users.ts';

/**
 * The control address `users`: GET tells where the users' apps are, PUT puts those that it names elsewhere, and tells of those who could not be
 * put there (`problems`).
 */
export const serveUsers = async (
  desk: HostDesk,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> => {
  if (request.method === 'PUT') {
    try {
      const known = Object.keys(desk.userStates());
      const wanted = readUserStates(parseJson(String(request.body ?? '')), known);
      desk.setUserStates(wanted);
      const users = desk.userStates();
      return reply.send({ users, problems: problemsOf(wanted, users) });
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      const tryThis = ['see "Client SDK users" in docs/emulator.md'];
      return reply.code(400).send({ what: 'These users cannot be put there', why: error.why, tryThis });
    }
  }
  return reply.send({ users: desk.userStates() });
};

/** An app that has logged out can be woken by nobody but itself. */
const problemsOf = (
  wanted: Readonly<Record<string, UserState>>,
  users: Readonly<Record<string, UserState>>,
): readonly string[] =>
  Object.keys(wanted)
    .filter((name) => users[name] !== wanted[name])
    .map((name) => `${name} is still ${users[name]}: a real app has to log in first`);
