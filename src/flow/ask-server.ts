import { isEmulatedHost } from '../vonage/emulated-host.ts';
import { type Json, parseJson } from '../vonage/json.ts';
import type { AnswerDesk, Answered, Forwarded, Question } from './answer.ts';
import type { Content, Target } from './exchange.ts';
import { fieldsOf } from './fields-of.ts';
import { guardNcco, type NccoFaults } from './guard-ncco.ts';
import { handlerFaults, handlerRemarks } from './handler-faults.ts';
import { type NccoUse, nccoUse } from './ncco-use.ts';
import { rememberPaths } from './passing.ts';
import { replyText, unreadEncoding } from './reply-text.ts';
import { rewriteUrls } from './rewrite-urls.ts';
import { withSafetyNet } from './safety-net.ts';
import { answerHandshake } from './sockets/answer-handshake.ts';
import type { Reply, WebhookRequest } from './webhook-request.ts';

/**
 * Asks one of the user's servers. Its reply goes back unchanged, also when it is wrong: that starts the platform's own
 * procedure (voice-webhooks.md §7), and hiding it hides the fault. Only where the config has a `safetyNet`, and Vonage
 * needs an NCCO, that answers in time for a server that does not.
 */
export const askServer = async (
  server: string,
  ask: (server: string, request: WebhookRequest) => Promise<Forwarded>,
  question: Question,
  desk: AnswerDesk,
): Promise<Answered> => {
  const { request, content, target } = question;
  const asking = ask(server, request);
  if (request.upgrade !== undefined) return answerHandshake(request, await asking);
  const judged = (forwarded: Forwarded): Answered | Promise<Answered> =>
    judge(forwarded, server, question, desk);
  if (desk.book.hasSafetyNet && nccoUse(content, target) === 'needs')
    return withSafetyNet({ server, asking }, judged, question, desk);
  return judged(await asking);
};

/** A reply of the user's server on its way out, with what is wrong with it. */
const judge = (
  { url, milliseconds, reply: came, failure, isDown }: Forwarded,
  server: string,
  { request, content, target }: Question,
  desk: AnswerDesk,
): Answered | Promise<Answered> => {
  const use = nccoUse(content, target);
  const unread = failure === undefined && came.status < 300 ? unreadEncoding(came) : undefined;
  if (unread !== undefined) return unjudged(url, milliseconds, came, unread, use, target);
  const found = came.status < 300 ? nccoIn(replyText(came)) : undefined;
  const publicUrl = publicUrlOf(request, desk);
  const { ncco, reply, remarks: changes } = mended(found, came, publicUrl, desk);
  if (ncco) rememberPaths(ncco, publicUrl, desk.passing, server);
  const text = replyText(reply);
  const { settingsOf, borrowed } = desk;
  const handled = { request, content, target, use, reply, text, settingsOf, borrowed };
  const remarks = failure === undefined ? [...handlerRemarks(handled), ...changes] : changes;
  const answered: Answered = {
    target: target.at === 'slot' ? target : { at: 'forward' },
    reply,
    origin: {
      by: 'forward',
      url,
      milliseconds,
      ...(failure !== undefined && { failure }),
      ...(isDown && { isDown }),
    },
    problems: failure === undefined ? handlerFaults(handled) : [failure],
    ...(remarks.length > 0 && { remarks }),
  };
  // What is no NCCO at all where one is needed drops the call like a bad one.
  if (
    failure === undefined &&
    reply.status < 300 &&
    !ncco &&
    dropsCall(content, use) &&
    answered.problems.length > 0
  )
    return guardNcco(
      { ...answered, problems: [] },
      { fatal: answered.problems, others: [] },
      fieldsOf(content),
      desk,
    );
  // Where no NCCO is needed, only a list of actions is one: apps answer events with all sorts of JSON. What has no
  // name yet for what is wrong with it the linter names.
  const isNcco = ncco
    ? ncco.length > 0 || target.at === 'slot'
    : target.at === 'slot' && use === 'needs' && answered.problems.length === 0;
  const isRead = failure === undefined && reply.status < 300 && use !== 'ignores' && use !== undefined;
  if (!isRead || !isNcco || (ncco?.length === 0 && !dropsCall(content, use))) return answered;
  const faults = desk.inspectNcco(text);
  return guardNcco(answered, withHint(faults, ncco, server, publicUrl), fieldsOf(content), desk);
};

const unjudged = (
  url: string,
  milliseconds: number,
  reply: Reply,
  encoding: string,
  use: NccoUse | undefined,
  target: Target,
): Answered => ({
  target: target.at === 'slot' ? target : { at: 'forward' },
  reply,
  origin: { by: 'forward', url, milliseconds },
  problems: [],
  ...(use === 'needs' && {
    remarks: [`the reply is compressed (${encoding}) and could not be read here: its NCCO was not looked at`],
  }),
});

/** Of URLs of this machine that can be mended by a flag, which. */
const withHint = (
  faults: NccoFaults,
  ncco: readonly Json[] | undefined,
  server: string,
  publicUrl: string,
): NccoFaults => {
  if (!ncco || !URL.canParse(publicUrl) || !faults.others.some(isLocalUrl)) return faults;
  const places = rewriteUrls(ncco as Json, publicUrl, [server]).changes.map(
    (change) => `${change.split(': ')[0]}: `,
  );
  const hinted = (line: string): string =>
    isLocalUrl(line) && places.some((place) => line.startsWith(place))
      ? `${line}; --rewrite-urls points it at the public address`
      : line;
  return { ...faults, others: faults.others.map(hinted) };
};

const isLocalUrl = (line: string): boolean => line.endsWith(' [local-url]');

const dropsCall = (content: Content, use: NccoUse | undefined): boolean =>
  use === 'needs' && !(content.form === 'webhook' && content.webhook.kind === 'input');

interface Mended {
  readonly ncco: readonly Json[] | undefined;
  readonly reply: Reply;
  readonly remarks: readonly string[];
}

/** With `--rewrite-urls`, what leads to this machine leads to the public address. */
const mended = (
  ncco: readonly Json[] | undefined,
  reply: Reply,
  publicUrl: string,
  desk: AnswerDesk,
): Mended => {
  if (!ncco || !desk.rewrites || !URL.canParse(publicUrl)) return { ncco, reply, remarks: [] };
  const { ncco: now, changes, paths } = rewriteUrls(ncco as Json, publicUrl, desk.rewrites);
  if (changes.length === 0) return { ncco, reply, remarks: [] };
  for (const [path, server] of paths) desk.passing.named.set(path, server);
  // A list stays a list.
  return {
    ncco: now as readonly Json[],
    // Nothing else of it: what a compressed reply said is no longer what goes out.
    reply: {
      status: reply.status,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(now),
    },
    remarks: changes.map((change) => `${change} (--rewrite-urls)`),
  };
};

/** Apps build URLs of the host that they were asked by, which an emulator makes up. */
const publicUrlOf = ({ headers }: WebhookRequest, desk: AnswerDesk): string =>
  headers['host'] !== undefined && isEmulatedHost(headers['host'])
    ? `https://${headers['host']}`
    : desk.publicUrl;

/** An NCCO is a JSON array; anything else that a server replies names no paths of a call. */
const nccoIn = (text: string): readonly Json[] | undefined => {
  if (!/^\s*\[/.test(text)) return undefined;
  const value = parseJson(text);
  return Array.isArray(value) ? (value as readonly Json[]) : undefined;
};
