import type { Answer, Routes } from '../route.ts';
import { CALLS_PATH, callBody } from './call-body.ts';
import { createOutboundCall } from './create-call.ts';
import { sendKeys, startListener, stopListener } from './keys.ts';
import { legsOf } from './ledger.ts';
import { listCalls } from './list-calls.ts';
import { findHere, noSuchLeg } from './live-leg.ts';
import { modifyCall } from './modify-call.ts';
import { startStream, startTalk, stopStream, stopTalk } from './play-into-call.ts';

const list: Answer = ({ platform, at }, { application = '', query, origin }) =>
  listCalls(legsOf(platform.ledger, application, at), query, origin);

const read: Answer = (turn, request, { uuid = '' }) => {
  const leg = findHere(turn, request, uuid);
  return leg ? { status: 200, body: callBody(leg, request.origin) } : noSuchLeg(uuid);
};

const ONE = `${CALLS_PATH}/:uuid`;

/** The Voice API v1 (voice-api.md §1, "Endpoint list"). */
export const CALL_ROUTES: Routes = {
  [CALLS_PATH]: { GET: list, POST: createOutboundCall },
  [ONE]: { GET: read, PUT: modifyCall },
  [`${ONE}/talk`]: { PUT: startTalk, DELETE: stopTalk },
  [`${ONE}/stream`]: { PUT: startStream, DELETE: stopStream },
  [`${ONE}/dtmf`]: { PUT: sendKeys },
  [`${ONE}/input/dtmf`]: { PUT: startListener, DELETE: stopListener },
};
