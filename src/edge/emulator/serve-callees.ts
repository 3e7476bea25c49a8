import type { FastifyReply, FastifyRequest } from 'fastify';
import { Failure } from '../../failure.ts';
import { parseJson } from '../../vonage/json.ts';
import { readCallees } from './callee-script.ts';
import type { HostDesk } from './desk.ts';

/** The control address `callees`: GET tells how those behave who are called, PUT says how from now on. */
export const serveCallees = async (
  desk: HostDesk,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> => {
  if (request.method === 'PUT') {
    try {
      desk.setCallees(readCallees(parseJson(String(request.body ?? '')) ?? null));
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      const { why, tryThis } = error;
      return reply.code(400).send({ what: 'These callees cannot be had', why, tryThis });
    }
  }
  return reply.send({ callees: desk.callees() });
};
