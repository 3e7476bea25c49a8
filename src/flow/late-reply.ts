import { conversationOf, legOf } from '../vonage/webhook.ts';
import type { Answered, Forwarded, Question } from './answer.ts';
import type { Flow } from './flow.ts';
import { labelOf } from './moments.ts';
import type { Deadline } from './ncco-use.ts';
import { noteLateReply } from './note-slowest.ts';
import { known, type Session } from './session.ts';
import type { Reply } from './webhook-request.ts';

/** What the user's server said when the safety net had answered for it: nobody heard it, and here it is all the same. */
export interface LateReply {
  readonly type: 'late-reply';
  readonly at: number;
  /** Number of the exchange that was answered by the net. */
  readonly exchange: number;
  readonly flow: Flow | undefined;
  /** What it was asked. */
  readonly kind: string;
  /** How long Vonage waited for it; absent in records of before. */
  readonly deadline: Deadline | undefined;
  readonly url: string;
  /** From asking it to its reply. */
  readonly milliseconds: number;
  readonly reply: Reply;
  /** Why there was none in the end. */
  readonly failure: string | undefined;
  readonly problems: readonly string[];
}

/** Files a reply that came too late under the call of its exchange, and makes its notice. */
export const lateReply = (
  session: Session,
  { request, content }: Question,
  deadline: Deadline | undefined,
  { url, milliseconds, failure }: Forwarded,
  { reply, problems }: Answered,
  at: number,
): LateReply => {
  const flow =
    content.form === 'webhook'
      ? known(session, legOf(content.webhook), conversationOf(content.webhook))
      : undefined;
  const kind = content.form === 'webhook' ? labelOf(content.webhook) : content.form;
  if (flow) noteLateReply(flow, { kind, milliseconds, deadline });
  return {
    type: 'late-reply',
    at,
    exchange: request.id,
    flow,
    kind,
    deadline,
    url,
    milliseconds,
    reply,
    failure,
    problems,
  };
};
