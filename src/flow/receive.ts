import { type AnswerDesk, answer } from './answer.ts';
import { contentOf, type SlotPaths, targetOf } from './classify.ts';
import type { Content, Exchange, ReplyOrigin } from './exchange.ts';
import type { Flow } from './flow.ts';
import { type Deadline, deadlineOf, shareOf } from './ncco-use.ts';
import { noteAddress } from './note-address.ts';
import type { Notice } from './notice.ts';
import { observe } from './observe.ts';
import { REPLAY_HEADER } from './recorded/replayable.ts';
import { replyText } from './reply-text.ts';
import { seconds } from './safety-net.ts';
import type { Session } from './session.ts';
import { rememberSockets } from './sockets/call-sockets.ts';
import type { Hashes, Standing } from './standing.ts';
import { type SeenTokens, type SignatureRules, verify } from './verify.ts';
import type { Reply, WebhookRequest } from './webhook-request.ts';

/** Everything that deciding about one request needs. The edge builds it; nothing in here reads a clock or a socket by itself. */
export interface Desk extends AnswerDesk {
  readonly slots: SlotPaths;
  readonly signature: SignatureRules;
  readonly seen: SeenTokens;
  readonly hashes: Hashes;
  readonly session: Session;
  /** Keeps the exchange: called before the reply leaves, so a killed process loses nothing that was answered (DESIGN §5). */
  readonly record: (exchange: Exchange, flow: Flow | undefined) => Promise<void> | void;
  /** Hands a notice to the sinks. Returns at once; they are told after the reply. */
  readonly note: (notice: Notice) => void;
}

/** The way of one webhook, from bytes to reply. Read it top to bottom: this is the program. */
export const receive = async (request: WebhookRequest, desk: Desk): Promise<Reply> => {
  const startedAt = desk.monotonic();
  const content = contentOf(request);
  const target = targetOf(request, content, desk.slots, (slot) => desk.settingsOf(slot).method);
  const bodySha256 = request.body.byteLength > 0 ? desk.hashes.sha256Hex(request.body) : undefined;
  const standing = verify(request, bodySha256, desk.signature, desk.seen, desk.hashes);
  const answered = await answer({ request, content, target, standing, startedAt }, desk);
  const milliseconds = desk.monotonic() - startedAt;
  // Nothing of ours takes long but the user's functions.
  const isTimed = answered.origin.by === 'forward' || milliseconds >= LONG_MILLISECONDS;
  const deadline = isTimed
    ? deadlineOf(content, answered.target, desk.settingsOf, desk.tunnelMilliseconds())
    : undefined;
  const exchange: Exchange = {
    request,
    target: answered.target,
    content,
    standing,
    reply: answered.reply,
    origin: answered.origin,
    milliseconds,
    ...(bodySha256 !== undefined && { bodySha256 }),
    problems: tooLate(deadline, milliseconds, answered.problems),
    ...remarksOf(request, answered.remarks),
    ...(deadline && { deadline }),
  };
  await file(exchange, desk);
  return exchange.reply;
};

/** What was sent again says so, wherever it is looked at. */
const remarksOf = (
  { headers }: WebhookRequest,
  remarks: readonly string[] | undefined,
): Pick<Exchange, 'remarks'> => {
  const replayed = headers[REPLAY_HEADER];
  if (replayed === undefined) return remarks ? { remarks } : {};
  const number = /^\d{1,12}$/.test(replayed) ? ` of webhook ${replayed}` : '';
  return { remarks: [`a replay${number}: no part of the call`, ...(remarks ?? [])] };
};

/** Near to the shortest time that Vonage can be told to wait, 1 s. */
const LONG_MILLISECONDS = 500;

const tooLate = (
  deadline: Deadline | undefined,
  milliseconds: number,
  problems: readonly string[],
): readonly string[] => {
  if (!deadline || shareOf(deadline, milliseconds) < 1) return problems;
  const words = `the reply took ${seconds(milliseconds + deadline.tunnel)}, and Vonage waits ${seconds(deadline.limit)} for ${deadline.slot}: it had given up`;
  return [...problems, words];
};

/** Files a request that never arrived whole: too large, too slow, or not HTTP. The edge has already replied. */
export const receiveCutOff = (
  request: WebhookRequest,
  status: number,
  complaint: string,
  desk: Desk,
): void => {
  const content: Content = { form: 'cut-off', complaint };
  const standing: Standing = { state: 'unsigned' };
  const origin: ReplyOrigin = { by: 'listener' };
  void file(
    {
      request,
      target: targetOf(request, content, desk.slots),
      content,
      standing,
      reply: { status, headers: {}, body: '' },
      origin,
      milliseconds: 0,
      problems: [complaint],
    },
    desk,
  );
};

/** What of this run's public address a call was served in an NCCO. */
const rememberServed = (flow: Flow, exchange: Exchange, publicUrl: string): void => {
  const { origin, reply } = exchange;
  if (origin.by === 'listener' || reply.status >= 300 || reply.body.length === 0) return;
  if (!URL.canParse(publicUrl)) return;
  const text = replyText(reply);
  const url = new URL(publicUrl);
  noteAddress(flow, text, url);
  rememberSockets(flow, exchange, text, url);
};

const file = async (exchange: Exchange, desk: Desk): Promise<void> => {
  const { flow, at, notices, moments } = observe(desk.session, exchange);
  if (flow) rememberServed(flow, exchange, desk.publicUrl);
  const recorded = desk.record(exchange, flow);
  desk.note({ type: 'exchange', at, exchange, flow, moments });
  for (const notice of notices) desk.note(notice);
  await recorded;
};
