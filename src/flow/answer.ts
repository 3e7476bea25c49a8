import { isEmulatedHost } from '../vonage/emulated-host.ts';
import { type Json, type JsonObject, parseJson } from '../vonage/json.ts';
import { SLOTS, type SlotId } from '../vonage/slots.ts';
import type { Content, ReplyOrigin, Target } from './exchange.ts';
import { guardNcco, type OnBadNcco } from './guard-ncco.ts';
import type { Addresses, NccoBook, Served, Serving } from './ncco-book.ts';
import { mayPass, type Passing, rememberPaths } from './passing.ts';
import { JSON_TYPE, problemReply } from './problem-reply.ts';
import { replyText } from './reply-text.ts';
import { answerHandshake } from './sockets/answer-handshake.ts';
import type { BuiltInSocket } from './sockets/built-in-sockets.ts';
import type { Standing } from './standing.ts';
import type { Reply, WebhookRequest } from './webhook-request.ts';

/** What the decision about a reply needs. */
export interface AnswerDesk {
  readonly book: NccoBook;
  /** The public addresses of this run: NCCOs by name, the slots, and WebSockets. */
  readonly addresses: Addresses;
  readonly publicUrl: string;
  /** The user's own servers; undefined without `--forward`. */
  readonly forward: Forwarding | undefined;
  readonly passing: Passing;
  /** What the platform would refuse in an NCCO that goes out, a line each; a linter lives elsewhere. */
  readonly inspectNcco: (text: string) => readonly string[];
  readonly onBadNcco: OnBadNcco;
}

/** The user's own servers, and how they are asked. */
export interface Forwarding {
  /** The server of a slot; undefined: that slot is answered here. */
  readonly ofSlot: (slot: SlotId) => string | undefined;
  /** The server of every other path that may pass. */
  readonly elsewhere: string;
  readonly ask: (server: string, request: WebhookRequest) => Promise<Forwarded>;
}

/** What came of asking the user's own server. */
export interface Forwarded {
  readonly url: string;
  readonly milliseconds: number;
  readonly reply: Reply;
  /** Why there was no reply of its own; then `reply` is our 503 or 504. */
  readonly failure?: string;
  /** A WebSocket of the listener itself was asked instead. */
  readonly builtIn?: BuiltInSocket;
}

export interface Answered {
  readonly target: Target;
  readonly reply: Reply;
  readonly origin: ReplyOrigin;
  readonly problems: readonly string[];
}

/** Marks what we forwarded, so that a request that comes back to us is known. */
export const HOP_HEADER = 'x-vonage-flow-forwarded';

interface Question {
  readonly request: WebhookRequest;
  readonly content: Content;
  readonly target: Target;
  readonly standing: Standing;
}

/** Decides what goes back. Only what is the user's own makes this wait: their server, a function of their config. */
export const answer = async (question: Question, desk: AnswerDesk): Promise<Answered> => {
  const { request, content, target, standing } = question;
  if (standing.state === 'refused') {
    return byListener(target, problemReply(401, `signature refused: ${standing.reason}`));
  }
  // An address under /ncco/ that the config does not have may be the user's own.
  const isOurs = target.at === 'ncco' && desk.book.names.includes(target.name);
  if (target.at === 'ncco' && (isOurs || !desk.forward)) return serveNamed(target.name, question, desk);
  if (desk.forward) {
    const server = serverFor(desk.forward, question, desk.passing);
    if (request.headers[HOP_HEADER] !== undefined) {
      const words = '--forward leads back to vonage-flow itself: name the address of your own server';
      return byListener(target, problemReply(508, words), [words]);
    }
    if (server !== undefined) return askServer(server, desk.forward, question, desk);
  }
  if (target.at !== 'slot') {
    const words = whyNotFound(request.path, desk);
    return byListener(target, problemReply(404, words), [words]);
  }
  if (request.method !== 'GET' && request.method !== 'POST') {
    const words = `${request.method} on ${request.path}: Vonage only uses GET and POST`;
    return byListener(
      target,
      { ...problemReply(405, words), headers: { ...JSON_TYPE, allow: 'GET, POST' } },
      [words],
    );
  }
  if (content.form === 'bad-json') {
    const words = `the body is not what Vonage sends: ${content.complaint}`;
    return byListener(target, problemReply(400, words), [words]);
  }
  return answerSlot(target, content, desk);
};

/** The server that a request passes to; undefined for what does not pass, or is answered here. */
const serverFor = (
  forward: Forwarding,
  { request, target, standing }: Question,
  passing: Passing,
): string | undefined => {
  if (target.at === 'slot') return forward.ofSlot(target.slot);
  if (standing.state !== 'verified' && !mayPass(request.path, passing)) return undefined;
  return passing.named.get(request.path) ?? forward.elsewhere;
};

const answerSlot = (
  target: Target & { at: 'slot' },
  content: Content,
  desk: AnswerDesk,
): Answered | Promise<Answered> => {
  const slot = SLOTS[target.slot];
  if (slot.expectsNcco) {
    const fields = fieldsOf(content);
    return whenServed(target, desk.book.answer(fields, desk.addresses), fields, desk);
  }
  // 204 is fine for events; the Messages API wants a 200 (other-webhooks.md §8).
  const status = slot.capability === 'voice' || slot.capability === 'rtc' ? 204 : 200;
  const problems =
    content.form === 'webhook' && content.webhook.kind === 'error'
      ? [`Vonage says: ${content.webhook.reason}`]
      : [];
  return byListener(target, { status, headers: {}, body: '' }, problems);
};

const serveNamed = (
  name: string,
  { content, target }: Question,
  desk: AnswerDesk,
): Answered | Promise<Answered> => {
  const fields = fieldsOf(content);
  const ncco = desk.book.serve(name, fields, desk.addresses);
  if (ncco) return whenServed(target, ncco, fields, desk);
  const words = `there is no NCCO "${name}"; the config has ${desk.book.names.join(', ') || 'none'}`;
  return byListener(target, problemReply(404, words), [words]);
};

const whenServed = (
  target: Target,
  ncco: Serving,
  fields: JsonObject,
  desk: AnswerDesk,
): Answered | Promise<Answered> =>
  ncco instanceof Promise
    ? ncco.then((now) => served(target, now, fields, desk))
    : served(target, ncco, fields, desk);

const served = (
  target: Target,
  ncco: Served,
  fields: JsonObject,
  desk: AnswerDesk,
): Answered | Promise<Answered> => {
  if (desk.forward) rememberPaths(parseJson(ncco.text), desk.publicUrl, desk.passing);
  const answered: Answered = {
    target,
    reply: { status: 200, headers: JSON_TYPE, body: ncco.text },
    origin: { by: 'ncco', name: ncco.name, actions: ncco.actions },
    problems: ncco.problems,
  };
  return guardNcco(answered, desk.inspectNcco(ncco.text), fields, desk);
};

const askServer = async (
  server: string,
  forward: Forwarding,
  { request, content, target }: Question,
  desk: AnswerDesk,
): Promise<Answered> => {
  const forwarded = await forward.ask(server, request);
  if (request.upgrade !== undefined) return answerHandshake(request, forwarded);
  const { url, milliseconds, reply, failure } = forwarded;
  const text = replyText(reply);
  const ncco = nccoIn(text);
  if (ncco) rememberPaths(ncco, publicUrlOf(request, desk), desk.passing, server);
  const isAsked = target.at === 'slot' && SLOTS[target.slot].expectsNcco;
  // Errors go on unchanged, like every reply; they are only named.
  const isError = failure === undefined && reply.status >= 300 && isAsked;
  const answered: Answered = {
    target: target.at === 'slot' ? target : { at: 'forward' },
    reply,
    origin: { by: 'forward', url, milliseconds, ...(failure !== undefined && { failure }) },
    problems:
      failure === undefined
        ? isError
          ? [`your server answered with ${reply.status} instead of an NCCO`]
          : []
        : [failure],
  };
  // Where no NCCO is asked for, only a list of actions is one: apps answer events with all sorts of JSON.
  const isNcco = failure === undefined && reply.status < 300 && (isAsked || (ncco && ncco.length > 0));
  return isNcco ? guardNcco(answered, desk.inspectNcco(text), fieldsOf(content), desk) : answered;
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

const fieldsOf = (content: Content): JsonObject => (content.form === 'webhook' ? content.fields : {});

const byListener = (target: Target, reply: Reply, problems: readonly string[] = []): Answered => ({
  target,
  reply,
  origin: { by: 'listener' },
  problems,
});

const whyNotFound = (path: string, desk: AnswerDesk): string =>
  desk.forward
    ? `${path} does not pass: no webhook slot, not signed, named by no served NCCO. To let it pass add it to forwardPaths`
    : `${path} is none of this listener's addresses`;
