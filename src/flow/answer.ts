import { type Json, parseJson } from '../vonage/json.ts';
import { SLOTS } from '../vonage/slots.ts';
import type { Content, ReplyOrigin, Target } from './exchange.ts';
import type { NccoBook, Served, Serving, Urls } from './ncco-book.ts';
import { mayPass, type Passing, rememberPaths } from './passing.ts';
import type { Standing } from './standing.ts';
import type { Reply, WebhookRequest } from './webhook-request.ts';

/** What the decision about a reply needs. */
export interface AnswerDesk {
  readonly book: NccoBook;
  /** The public addresses of this run: NCCOs by name, and the slots. */
  readonly urls: Urls;
  readonly publicUrl: string;
  /** Asks the user's own server; undefined without `--forward`. */
  readonly forward: ((request: WebhookRequest) => Promise<Forwarded>) | undefined;
  readonly passing: Passing;
  /** What is wrong with an NCCO that the user's server replied, or a function made; a linter lives elsewhere. */
  readonly inspectNcco: (text: string) => readonly string[];
}

/** What came of asking the user's own server. */
export interface Forwarded {
  readonly url: string;
  readonly milliseconds: number;
  readonly reply: Reply;
  /** Why there was no reply of its own; then `reply` is our 503 or 504. */
  readonly failure?: string;
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
    const passes =
      target.at === 'slot' || standing.state === 'verified' || mayPass(request.path, desk.passing);
    if (request.headers[HOP_HEADER] !== undefined) {
      const words = '--forward leads back to vonage-flow itself: name the address of your own server';
      return byListener(target, problemReply(508, words), [words]);
    }
    if (passes) return askServer(desk.forward, question, desk);
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

const answerSlot = (
  target: Target & { at: 'slot' },
  content: Content,
  desk: AnswerDesk,
): Answered | Promise<Answered> => {
  const slot = SLOTS[target.slot];
  if (slot.expectsNcco) return whenServed(target, desk.book.answer(fieldsOf(content), desk.urls), desk);
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
  const ncco = desk.book.serve(name, fieldsOf(content), desk.urls);
  if (ncco) return whenServed(target, ncco, desk);
  const words = `there is no NCCO "${name}"; the config has ${desk.book.names.join(', ') || 'none'}`;
  return byListener(target, problemReply(404, words), [words]);
};

const whenServed = (target: Target, ncco: Serving, desk: AnswerDesk): Answered | Promise<Answered> =>
  ncco instanceof Promise ? ncco.then((now) => served(target, now, desk)) : served(target, ncco, desk);

const served = (target: Target, ncco: Served, desk: AnswerDesk): Answered => {
  if (desk.forward) rememberPaths(parseJson(ncco.text), desk.publicUrl, desk.passing);
  return {
    target,
    reply: { status: 200, headers: JSON_TYPE, body: ncco.text },
    origin: { by: 'ncco', name: ncco.name, actions: ncco.actions },
    problems: ncco.isComputed ? desk.inspectNcco(ncco.text) : ncco.problems,
  };
};

const askServer = async (
  forward: (request: WebhookRequest) => Promise<Forwarded>,
  { request, target }: Question,
  desk: AnswerDesk,
): Promise<Answered> => {
  const { url, milliseconds, reply, failure } = await forward(request);
  const text = textOf(reply);
  const ncco = nccoIn(text);
  if (ncco) rememberPaths(ncco, desk.publicUrl, desk.passing);
  return {
    target: target.at === 'slot' ? target : { at: 'forward' },
    reply,
    origin: { by: 'forward', url, milliseconds, ...(failure !== undefined && { failure }) },
    problems: failure === undefined ? problemsOfReply(target, reply, text, ncco, desk) : [failure],
  };
};

/** Errors go on unchanged, like every reply; they are only named. */
const problemsOfReply = (
  target: Target,
  reply: Reply,
  text: string,
  ncco: readonly Json[] | undefined,
  desk: AnswerDesk,
): readonly string[] => {
  const wanted = target.at === 'slot' && SLOTS[target.slot].expectsNcco;
  if (reply.status >= 300)
    return wanted ? [`your server answered with ${reply.status} instead of an NCCO`] : [];
  // Where no NCCO is asked for, only a list of actions is one: apps answer events with all sorts of JSON.
  return wanted || (ncco && ncco.length > 0) ? desk.inspectNcco(text) : [];
};

const textOf = (reply: Reply): string =>
  typeof reply.body === 'string'
    ? reply.body
    : new TextDecoder().decode(reply.body.subarray(0, NCCO_READ_LIMIT));

/** An NCCO is a JSON array; anything else that a server replies names no paths of a call. */
const nccoIn = (text: string): readonly Json[] | undefined => {
  if (!/^\s*\[/.test(text)) return undefined;
  const value = parseJson(text);
  return Array.isArray(value) ? (value as readonly Json[]) : undefined;
};

/** An NCCO that names our paths is small; a large reply is audio or a page, and reading it all would cost time. */
const NCCO_READ_LIMIT = 1024 * 1024;

const fieldsOf = (content: Content) => (content.form === 'webhook' ? content.fields : {});

const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' } as const;

const byListener = (target: Target, reply: Reply, problems: readonly string[] = []): Answered => ({
  target,
  reply,
  origin: { by: 'listener' },
  problems,
});

const problemReply = (status: number, words: string): Reply => ({
  status,
  headers: JSON_TYPE,
  body: `${JSON.stringify({ title: 'vonage-flow', detail: words })}\n`,
});

const whyNotFound = (path: string, desk: AnswerDesk): string =>
  desk.forward
    ? `${path} does not pass: no webhook slot, not signed, named by no served NCCO. To let it pass add it to forwardPaths`
    : `${path} is none of this listener's addresses`;
