import type { WebhookReply } from '../../edge/webhooks/send-webhook.ts';
import { factsOf } from '../../flow/exchange-facts.ts';
import { harmless } from '../../flow/exchange-record.ts';
import { maskJson, maskText } from '../../flow/mask.ts';
import { replyText } from '../../flow/reply-text.ts';
import type { Replayed } from '../../sinks/replay-lines.ts';
import { parseJson } from '../../vonage/json.ts';

/** One exchange that was sent again, as a line of `flows replay --json` (docs/events.md). */
export const replayRecord = (
  flow: string,
  { number, exchange, wasSent, failure, comparison, problems }: Replayed,
  after: WebhookReply | undefined,
): string => {
  const { kind, status } = factsOf(exchange);
  const bodyOf = (text: string) => (text === '' ? undefined : maskJson(parseJson(text) ?? text));
  return harmless(
    JSON.stringify({
      v: 1,
      type: 'replayed',
      flow,
      exchange: number,
      id: exchange.request.id,
      kind,
      status,
      sent: wasSent,
      before: { status: exchange.reply.status, body: bodyOf(replyText(exchange.reply)) },
      after:
        after?.status === undefined
          ? undefined
          : {
              status: after.status,
              body: bodyOf(after.text),
              milliseconds: Math.round(after.milliseconds),
            },
      same: comparison?.isSame,
      failure: failure === undefined ? undefined : maskText(failure),
      problems,
    }),
  );
};
