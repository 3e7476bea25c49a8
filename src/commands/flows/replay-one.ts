import { sendWebhook, type WebhookReply } from '../../edge/webhooks/send-webhook.ts';
import type { Exchange } from '../../flow/exchange.ts';
import { compareReplies } from '../../flow/recorded/compare-replies.ts';
import type { RecordedExchange } from '../../flow/recorded/recorded-exchange.ts';
import { replayable } from '../../flow/recorded/replayable.ts';
import { replyText } from '../../flow/reply-text.ts';
import type { Replayed } from '../../sinks/replay-lines.ts';
import { parseJson } from '../../vonage/json.ts';
import type { World } from '../../world.ts';
import { nccoInspector } from '../ncco-inspector.ts';
import type { ReplayDoor } from './replay-door.ts';

/** Sends one recorded exchange again, and holds its reply against the one of then. */
export const replayOne = async (
  recorded: RecordedExchange,
  number: number,
  door: ReplayDoor,
  world: World,
): Promise<{ readonly replayed: Replayed; readonly after: WebhookReply | undefined }> => {
  const { exchange } = recorded;
  const request = replayable(recorded);
  const base = { number, exchange, comparison: undefined, problems: [] };
  if ('why' in request) {
    const left = { ...base, status: undefined, milliseconds: 0, failure: request.why, wasSent: false };
    return { replayed: left, after: undefined };
  }
  const webhook = door.webhookFor(request, exchange);
  const after = await sendWebhook(webhook, world.clock, world.stop.requested);
  const { status, milliseconds, failure } = after;
  const sent = { ...base, status, milliseconds, failure, wasSent: true };
  if (status === undefined) return { replayed: sent, after };
  const comparison = compareReplies(
    { status: exchange.reply.status, text: replyText(exchange.reply), origins: originsOf(exchange) },
    { status, text: after.text, origins: [new URL(webhook.url).origin, ...door.origins] },
  );
  const isNcco = status < 300 && Array.isArray(parseJson(after.text));
  const faults = isNcco ? nccoInspector({ lint: {} }, true)(after.text).fatal : [];
  return { replayed: { ...sent, comparison, problems: faults.map((fault) => `NCCO ${fault}`) }, after };
};

/** Under which names a server was asked then. */
const originsOf = ({ request, origin }: Exchange): readonly string[] => {
  const host = request.headers['host'];
  const forwarded = origin.by === 'forward' && URL.canParse(origin.url) ? [new URL(origin.url).origin] : [];
  // Under the name that an emulator makes up for it, a server on this machine has its port.
  const port = host === undefined ? undefined : /^flow-(\d+)\.localhost/.exec(host)?.[1];
  return [
    ...(host === undefined ? [] : [`https://${host}`, `http://${host}`]),
    ...(port === undefined ? [] : [`http://127.0.0.1:${port}`, `http://localhost:${port}`]),
    ...forwarded,
  ];
};
