import { addProblems } from '../add-problems.ts';
import type { Exchange } from '../exchange.ts';
import type { Moment } from '../flow.ts';
import { addMoment } from '../moments.ts';
import type { Observed } from '../observe.ts';
import type { Session } from '../session.ts';
import { claimSocket } from './call-sockets.ts';

/** Files the handshake of a WebSocket under the call that waits for it. */
export const observeSocket = (session: Session, { request, reply, problems }: Exchange): Observed => {
  const flow = claimSocket(session, request, reply.status === 101);
  if (!flow) return { flow, at: request.receivedAt, notices: [], moments: [] };
  // An emulator's clock may run otherwise than ours, and it draws this arrow itself.
  const tells = session.witness !== 'webhooks';
  const at = tells ? flow.lastAt : request.receivedAt;
  flow.lastAt = Math.max(flow.lastAt, at);
  addProblems(flow, problems);
  const label = reply.status === 101 ? 'WebSocket opens' : `WebSocket fails: ${reply.status}`;
  const moments: readonly Moment[] = tells
    ? []
    : [{ at, step: '3', from: 'voice', to: 'backend', label, inferred: false, leg: undefined }];
  for (const moment of moments) addMoment(flow, moment);
  return { flow, at, notices: [], moments };
};
