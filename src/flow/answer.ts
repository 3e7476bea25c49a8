import type { SlotSettings } from '../vonage/application.ts';
import { type JsonObject, parseJson } from '../vonage/json.ts';
import { SLOTS, type SlotId } from '../vonage/slots.ts';
import { askServer } from './ask-server.ts';
import type { Content, ReplyOrigin, Target } from './exchange.ts';
import { fieldsOf } from './fields-of.ts';
import { guardNcco, type NccoFaults, type OnBadNcco } from './guard-ncco.ts';
import type { Addresses, NccoBook, Served, Serving } from './ncco-book.ts';
import { isAmbiguous, mayPass, type Passing, rememberPaths } from './passing.ts';
import { JSON_TYPE, problemReply } from './problem-reply.ts';
import { type BuiltInSocket, socketPath } from './sockets/built-in-sockets.ts';
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
  readonly inspectNcco: (text: string) => NccoFaults;
  readonly onBadNcco: OnBadNcco;
  /** How Vonage asks for a slot. */
  readonly settingsOf: (slot: SlotId) => SlotSettings;
  /** The slots of the application that lead here, as far as this run has borrowed them. */
  readonly borrowed: readonly SlotId[];
  /** What the way through the tunnel takes, there and back, as it was last measured. */
  readonly tunnelMilliseconds: () => number;
  /** Servers whose local URLs are pointed at the public address; undefined: an NCCO goes back as it came. */
  readonly rewrites: readonly string[] | undefined;
  /** Milliseconds on a clock that never goes back. */
  readonly monotonic: () => number;
  /** Resolves after so many milliseconds of the same clock, or at once when the signal aborts. */
  readonly sleep: (milliseconds: number, signal: AbortSignal) => Promise<void>;
  /** Takes what a server said when the safety net had answered already. */
  readonly late: (question: Question, forwarded: Forwarded, answered: Answered) => void;
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
  /** With a failure: nobody was there, or nobody answered in time. Absent: only this reply was of no use. */
  readonly isDown?: boolean;
  /** A WebSocket of the listener itself was asked instead. */
  readonly builtIn?: BuiltInSocket;
}

export interface Answered {
  readonly target: Target;
  readonly reply: Reply;
  readonly origin: ReplyOrigin;
  readonly problems: readonly string[];
  /** What else is worth knowing about it. */
  readonly remarks?: readonly string[];
}

/** Marks what we forwarded, so that a request that comes back to us is known. */
export const HOP_HEADER = 'x-vonage-flow-forwarded';

/** A request, and what is understood of it. */
export interface Question {
  readonly request: WebhookRequest;
  readonly content: Content;
  readonly target: Target;
  readonly standing: Standing;
  /** When it had arrived, on the desk's clock. */
  readonly startedAt: number;
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
  if (target.at === 'slot' && request.method !== 'GET' && request.method !== 'POST')
    return wrongMethod(request, target);
  if (desk.forward) {
    const server = serverFor(desk.forward, question, desk.passing);
    if (request.headers[HOP_HEADER] !== undefined) {
      const words = '--forward leads back to vonage-flow itself: name the address of your own server';
      return byListener(target, problemReply(508, words), [words]);
    }
    if (server !== undefined) return askServer(server, desk.forward.ask, question, desk);
  }
  if (target.at !== 'slot') {
    const words = whyNotFound(request.path, desk);
    return byListener(target, problemReply(404, words), [words]);
  }
  if (content.form === 'bad-json') {
    const words = `the body is not what Vonage sends: ${content.complaint}`;
    return byListener(target, problemReply(400, words), [words]);
  }
  return answerSlot(target, content, desk);
};

const wrongMethod = ({ method, path }: WebhookRequest, target: Target): Answered => {
  const words = `${method} on ${path}: Vonage only uses GET and POST`;
  const reply = { ...problemReply(405, words), headers: { ...JSON_TYPE, allow: 'GET, POST' } };
  return byListener(target, reply, [words]);
};

/** The server that a request passes to; undefined for what does not pass, or is answered here. */
const serverFor = (
  forward: Forwarding,
  { request, target, standing }: Question,
  passing: Passing,
): string | undefined => {
  if (target.at === 'slot') return forward.ofSlot(target.slot);
  // A signature does not cover the path.
  const isSigned = standing.state === 'verified' && !isAmbiguous(request.path) && request.method !== 'TRACE';
  if (!isSigned && !mayPass(request.path, passing)) return undefined;
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

const byListener = (target: Target, reply: Reply, problems: readonly string[] = []): Answered => ({
  target,
  reply,
  origin: { by: 'listener' },
  problems,
});

const whyNotFound = (path: string, desk: AnswerDesk): string => {
  if (Object.keys(desk.addresses.wss).some((name) => socketPath(name) === path))
    return `${path} is a WebSocket, and this request asks for none: its address begins with ws:// or wss://`;
  const socket = /^\/ws\/([^/]+)$/.exec(path)?.[1];
  if (socket !== undefined && !desk.forward)
    return `there is no WebSocket "${socket}": those that there are: ${Object.keys(desk.addresses.wss).join(', ')}; the config names others under sockets`;
  if (desk.forward && isAmbiguous(path)) return `${path} never passes: it can be read as another path`;
  return desk.forward
    ? `${path} does not pass: no webhook slot, not signed, named by no served NCCO. To let it pass add it to forwardPaths`
    : `${path} is none of this listener's addresses`;
};
