import type { OutgoingWebhook, WebhookReply } from '../../edge/webhooks/send-webhook.ts';
import { sendWebhook } from '../../edge/webhooks/send-webhook.ts';
import { badUsage, type ExitCode, Failure } from '../../failure.ts';
import { maskJson, maskText } from '../../flow/mask.ts';
import { paletteFor } from '../../sinks/palette.ts';
import { shortDuration } from '../../sinks/wording.ts';
import { printable } from '../../text/printable.ts';
import { type JsonObject, parseJson } from '../../vonage/json.ts';
import { toQuery } from '../../vonage/query.ts';
import { MADE_KINDS, slotOfKind } from '../../vonage/samples/make-webhook.ts';
import { SLOTS } from '../../vonage/slots.ts';
import { understand } from '../../vonage/webhook.ts';
import type { World } from '../../world.ts';
import { nccoInspector } from '../ncco-inspector.ts';
import { findSigner } from '../signer.ts';
import { fieldsOf } from './fields-of.ts';
import type { TriggerFlags } from './flags.ts';
import { targetOf } from './target-of.ts';

/** `vonage-flow trigger`: makes one webhook, sends it as the platform would, and shows what came back. */
export const runTrigger = async (
  kind: string | undefined,
  flags: TriggerFlags,
  world: World,
): Promise<ExitCode> => {
  if (kind === undefined) return listKinds(world);
  if (flags.unsigned && flags.signatureSecret !== undefined) {
    throw badUsage({
      what: '--unsigned leaves no use for --signature-secret',
      tryThis: 'leave one of them out',
    });
  }
  // `flows replay --to` takes an address.
  if (flags.to !== undefined && /^https?:/i.test(flags.to)) {
    throw badUsage({
      what: `--to is the number that was called, and ${flags.to} is an address`,
      tryThis: `name it so: vonage-flow trigger ${kind} --to-url ${flags.to}`,
    });
  }
  const signer = await findSigner(flags, world);
  const fields = fieldsOf(kind, flags, signer?.application, world);
  const slot = slotOfKind(kind);
  const method = flags.method ?? SLOTS[slot].defaultMethod;
  if (flags.dryRun) {
    world.stdout.write(`${laidOut(fields, flags.json === true)}\n`);
    return 0;
  }
  const url = await targetOf(flags, slot, world);
  const body = method === 'POST' ? JSON.stringify(fields) : undefined;
  const isSigned = signer !== undefined && flags.unsigned !== true;
  const webhook: OutgoingWebhook = {
    url: method === 'POST' ? url : `${url}${url.includes('?') ? '&' : '?'}${toQuery(fields)}`,
    method,
    headers: {
      'user-agent': 'vonage-flow',
      ...(method === 'POST' && { 'content-type': 'application/json' }),
      ...(isSigned && { authorization: signer.authorization(body) }),
    },
    body,
  };
  const reply = await sendWebhook(webhook, world.clock, world.stop.requested);
  const problems = problemsOf(reply, kind, fields);
  if (flags.json) {
    world.stdout.write(
      `${JSON.stringify(recordOf(kind, { url, method, fields, isSigned }, reply, problems))}\n`,
    );
  } else {
    tell(kind, { url, method, isSigned, origin: signer?.origin }, reply, problems, world);
  }
  if (reply.failure !== undefined) return 3;
  return problems.length > 0 ? 1 : 0;
};

const listKinds = ({ stdout }: World): ExitCode => {
  stdout.write(`${MADE_KINDS.join('\n')}\n`);
  return 0;
};

const laidOut = (fields: JsonObject, isJson: boolean): string =>
  isJson ? JSON.stringify(fields) : JSON.stringify(fields, null, 2);

/** A platform that gets this reply would stumble. */
const problemsOf = (reply: WebhookReply, kind: string, fields: JsonObject): readonly string[] => {
  if (reply.failure !== undefined || reply.status === undefined) return [];
  const { status, text } = reply;
  if (status < 200 || status >= 300) return [`the reply is ${status}: the platform takes it for a failure`];
  const understood = understand(fields).kind;
  const needsNcco = understood === 'answer' || understood === 'fallback';
  const isNcco = Array.isArray(parseJson(text));
  if (!isNcco && !needsNcco) return [];
  if (text === '') return [`an empty reply: ${kind} asks for an NCCO`];
  return nccoInspector({ lint: {} }, true)(text).fatal.map((fault) => `NCCO ${fault}`);
};

interface Sent {
  readonly url: string;
  readonly method: string;
  readonly isSigned: boolean;
}

const recordOf = (
  kind: string,
  { fields, ...sent }: Sent & { readonly fields: JsonObject },
  { status, text, milliseconds, failure, contentType }: WebhookReply,
  problems: readonly string[],
): JsonObject => ({
  v: 1,
  type: 'trigger',
  kind,
  url: maskText(sent.url),
  method: sent.method,
  signed: sent.isSigned,
  fields: maskJson(fields),
  ...(status !== undefined && {
    reply: {
      status,
      ...(contentType !== undefined && { contentType }),
      body: maskJson(parseJson(text) ?? text),
      milliseconds: Math.round(milliseconds),
    },
  }),
  ...(failure !== undefined && { failure }),
  problems,
});

const tell = (
  kind: string,
  { url, method, isSigned, origin }: Sent & { readonly origin: string | undefined },
  reply: WebhookReply,
  problems: readonly string[],
  { stdout, stderr }: World,
): void => {
  const { good, bad, dim } = paletteFor(stderr);
  const signed = isSigned ? `signed with the secret of ${origin}` : 'unsigned';
  stderr.write(`→ ${printable(maskText(`${kind}: ${method} ${url}`))}  ${dim(printable(signed))}\n`);
  if (reply.failure !== undefined) {
    throw new Failure({
      what: `${method} ${maskText(url)} brought no reply: ${reply.failure}`,
      tryThis: 'start your server, and look at the address',
    });
  }
  const took = shortDuration(reply.milliseconds);
  const paint = problems.length === 0 ? good : bad;
  stderr.write(`← ${paint(String(reply.status))}  ${dim(took)}\n`);
  const value = parseJson(reply.text);
  const text = value === undefined ? maskText(reply.text) : JSON.stringify(maskJson(value), null, 2);
  if (text !== '') stdout.write(`${text.split('\n').map(printable).join('\n')}\n`);
  for (const problem of problems) stderr.write(`${bad(printable(`! ${problem}`))}\n`);
};
