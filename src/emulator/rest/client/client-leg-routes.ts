import type { JsonObject } from '../../../vonage/json.ts';
import { isoTime } from '../../turn.ts';
import { findLeg, type LegRecord, legsOf } from '../calls/ledger.ts';
import { conversationFor, noConversation } from '../conversations/conversation-routes.ts';
import { pageReply } from '../conversations/page-reply.ts';
import { refuse } from '../conversations/refuse.ts';
import { cursorPage } from '../cursor-page.ts';
import type { Answer, Routes } from '../route.ts';

const read: Answer = (turn, { application = '' }, { id = '' }) => {
  const leg = findLeg(turn.platform.ledger, id, application, turn.at);
  return leg ? { status: 200, body: legBody(leg) } : refuse(turn, 'leg:error:not-found');
};

const list: Answer = (turn, request, params) => {
  const conversation = conversationFor(turn, request, params);
  if (conversation === undefined) return noConversation(turn);
  const legs = legsOf(turn.platform.ledger, conversation.application, turn.at).filter(
    (leg) => leg.conversation === conversation.id,
  );
  return pageReply(turn, cursorPage(legs, request), (items) => ({ legs: items.map(legBody) }));
};

/** All that the SDK demands; an end that is not there yet has to be a text (client-sdk.md §4, U). */
const legBody = (leg: LegRecord): JsonObject => {
  const { type = 'phone' } = leg.direction === 'inbound' ? leg.from : leg.to;
  return {
    id: leg.uuid,
    conversation_id: leg.conversation,
    status: leg.status,
    direction: leg.direction,
    type,
    from: leg.from,
    to: leg.to,
    start_time: isoTime(leg.createdAt),
    end_time: leg.endedAt === undefined ? '' : isoTime(leg.endedAt),
  };
};

/** Legs as `@vonage/client-sdk` asks for them (`getLeg`, `getCallLegs`). */
export const CLIENT_LEG_ROUTES: Routes = {
  '/legs/:id': { GET: read },
  '/conversations/:id/legs': { GET: list },
};
