import { nextUuid } from '../../random.ts';
import type { Turn } from '../../turn.ts';
import type { InvalidParameter, RestReply } from '../problem.ts';
import { type ConversationProblem, conversationProblem } from './conversation-problem.ts';

/** A refusal of the Conversation API with a trace id of the platform. */
export const refuse = (
  turn: Turn,
  code: ConversationProblem,
  invalid: readonly InvalidParameter[] = [],
): RestReply => conversationProblem(code, nextUuid(turn.platform.random), invalid);
