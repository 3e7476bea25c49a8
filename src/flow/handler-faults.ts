import type { SlotSettings } from '../vonage/application.ts';
import { isJsonObject, parseJson } from '../vonage/json.ts';
import { SLOTS, type SlotId } from '../vonage/slots.ts';
import type { Content, Target } from './exchange.ts';
import { type NccoUse, slotThatRules } from './ncco-use.ts';
import type { Reply, WebhookRequest } from './webhook-request.ts';

/** A request and what the user's own server replied to it. */
export interface Handled {
  readonly request: WebhookRequest;
  readonly content: Content;
  readonly target: Target;
  readonly use: NccoUse | undefined;
  readonly reply: Reply;
  /** The body of the reply. */
  readonly text: string;
  readonly settingsOf: (slot: SlotId) => SlotSettings;
  /** The slots that this run has borrowed. */
  readonly borrowed: readonly SlotId[];
}

/**
 * What is wrong with the handler of the user's own server, with what to do about it: the mistakes that voice-webhooks.md
 * §11 lists, as far as a reply shows them. What is wrong inside an NCCO the linter says.
 */
export const handlerFaults = (handled: Handled): readonly string[] => {
  const { use, reply } = handled;
  if (use === undefined) return [];
  if (reply.status >= 300) return [statusFault(handled), ...legacyDtmf(handled)];
  if (use === 'needs') return [...noNcco(handled), ...legacyDtmf(handled)];
  return use === 'takes' ? [...passedOver(handled), ...legacyDtmf(handled)] : [];
};

const statusFault = (handled: Handled): string => {
  const { reply, use, request } = handled;
  const { status } = reply;
  const { method, path } = request;
  const instead = use === 'needs' ? ' instead of an NCCO' : '';
  if (status === 404) return `your server has no ${method} ${path} (404)${methodAdvice(handled)}`;
  // http.server of Python says 501 when there is no do_POST.
  if (status === 405 || status === 501)
    return `your server does not take ${method} on ${path} (${status})${allowed(handled)}${methodAdvice(handled)}`;
  if (status < 400) {
    return `your server answered with a redirect (${status} to ${locationOf(reply)})${instead}: nobody documents that Vonage follows one; name the address itself`;
  }
  const said = firstWords(handled.text);
  const words = said === undefined ? '' : `: "${said}"`;
  if (use === 'needs') return `your server answered with ${status}${instead}${words}`;
  return `your event handler answered with ${status}${words}; Vonage wants 2xx, and 204 without a body is fine`;
};

const allowed = ({ reply }: Handled): string => {
  const { allow } = reply.headers;
  return allow === undefined ? '' : `, only ${String(allow)}`;
};

const locationOf = ({ headers }: Reply): string => String(headers['location'] ?? 'nowhere');

/** Where the method comes from, and how to change it. */
const methodAdvice = ({ request, target, content, settingsOf, borrowed, reply }: Handled): string => {
  const other = request.method === 'GET' ? 'POST' : 'GET';
  const takesOther = String(reply.headers['allow'] ?? '')
    .split(/\s*,\s*/)
    .includes(other);
  const when = takesOther ? 'to be asked by' : 'if your route is for';
  if (target.at !== 'slot') {
    const name = slotThatRules(content, target) === 'voice.answer' ? 'onAnswer.method' : 'eventMethod';
    return `. ${capital(when)} ${other}, say so where the NCCO names the address: "${name}": "${other}"`;
  }
  const { method } = settingsOf(target.slot);
  // An address that was asked for by another method than the application has was named elsewhere.
  if (method !== request.method) return `. The application has ${method} for ${target.slot}`;
  if (!SLOTS[target.slot].expectsNcco && !takesOther)
    return `: add the route and answer with 204${withoutSlot(target.slot, borrowed)}`;
  return `. ${capital(when)} ${other}: vonage-flow app configure --method ${target.slot}=${other}`;
};

/** How to leave a slot alone, when it is one of several that were borrowed. */
const withoutSlot = (slot: SlotId, borrowed: readonly SlotId[]): string => {
  const others = borrowed.filter((one) => one !== slot);
  if (others.length === 0 || others.length === borrowed.length) return '';
  return `, or leave that slot alone: --borrow ${others.join(',')}`;
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** A reply without an NCCO where one is needed: the platform drops the call. */
const noNcco = ({ reply, text, content }: Handled): readonly string[] => {
  const isInput = isInputEvent(content);
  if (isPage(reply, text)) {
    return [
      `your server answered with a page (HTML) instead of an NCCO: ${isInput ? GOES_ON : DROPS}. Another route took the request, or an error page came with 200; reply with JSON: [{"action": …}]`,
    ];
  }
  const wrapped = wrappedNcco(text);
  if (wrapped)
    return [`your server answered with ${wrapped.what}: ${isInput ? GOES_ON : DROPS}${wrapped.mend}`];
  // That the call goes on is what a handler may have meant.
  if (isInput) return [];
  if (text.trim() === '')
    return [`your server answered with nothing (${reply.status}) instead of an NCCO: ${DROPS}`];
  const said = firstWords(text);
  if (said !== undefined && isNoJson(text))
    return [
      `your server answered with text ("${said}") instead of an NCCO: ${DROPS}; reply with JSON: [{"action": …}]`,
    ];
  // Of all the rest the linter tells what is wrong.
  if (!isJsonObject(jsonIn(text))) return [];
  return [
    `your server answered with an object instead of an NCCO: ${DROPS}; reply with an array of actions: [{"action": …}]`,
  ];
};

const jsonIn = (text: string): unknown => parseJson(text.replace(/^\uFEFF/, ''));

/** An object that was meant as an NCCO, and how it becomes one. */
const wrappedNcco = (text: string): { readonly what: string; readonly mend: string } | undefined => {
  const value = jsonIn(text);
  if (!isJsonObject(value)) return undefined;
  if (Array.isArray(value['ncco']))
    return { what: 'an object that has the NCCO in its "ncco"', mend: '; reply with the array alone' };
  if (typeof value['action'] === 'string')
    return { what: 'a single action instead of an NCCO', mend: '; put it in an array: [{"action": …}]' };
  return undefined;
};

/**
 * A reply that could have been an NCCO, to an address that an NCCO named: `notify`, a synchronous connect. Apps answer
 * events with all sorts of JSON, so only what was hardly meant so is named.
 */
const passedOver = ({ reply, text, target }: Handled): readonly string[] => {
  if (target.at === 'slot') return [];
  if (isPage(reply, text))
    return [
      'your server answered with a page (HTML), which Vonage passes over: another route took the request, or an error page came with 200; reply with 204, or with an NCCO',
    ];
  const wrapped = wrappedNcco(text);
  return wrapped ? [`your server answered with ${wrapped.what}: Vonage passes over it${wrapped.mend}`] : [];
};

/** Text that was not meant for JSON, such as `OK`: what is meant for it, and fails, the linter can say more of. */
const isNoJson = (text: string): boolean => !/^\uFEFF?\s*[[{"]/.test(text) && jsonIn(text) === undefined;

const DROPS = 'Vonage drops the call';
const GOES_ON = 'the call goes on with what is left of its NCCO, and ends when nothing is';

const isInputEvent = (content: Content): boolean =>
  content.form === 'webhook' && content.webhook.kind === 'input';

/**
 * What is worth knowing about a reply that may have been meant so: many apps answer every event alike, and the events of
 * an asynchronous input need nothing.
 */
export const handlerRemarks = ({ content, use, reply, text }: Handled): readonly string[] => {
  if (use !== 'needs' || !isInputEvent(content) || reply.status >= 300 || isPage(reply, text)) return [];
  const body = text.trim();
  if (/^\[\s*[^\]\s]/.test(body) || wrappedNcco(text)) return [];
  const what = body === '' ? 'nothing' : body.startsWith('[') ? 'an empty NCCO' : 'no NCCO';
  return [`${what} in the reply to the input: ${GOES_ON}`];
};

/** Whether a reply is a web page, by what it says of itself or how it begins. */
const isPage = ({ headers }: Pick<Reply, 'headers'>, text: string): boolean =>
  /^\s*<(?:!doctype|html|head|body|h1|pre)\b/i.test(text) ||
  (/html/i.test(String(headers['content-type'] ?? '')) && /^\s*</.test(text));

/** `dtmf` as JavaScript, Python and PHP write an object that was put into a text, or complain that it is none. */
const OBJECT_AS_TEXT = new RegExp(
  [
    String.raw`\[object Object\]`,
    String.raw`\{\\?['"]digits\\?['"]\s*:`,
    String.raw`\bdtmf\b[^"]{0,60}(?:is not a function|has no attribute)`,
    String.raw`dict(?:'|&#39;|&#x27;) object has no attribute \S{1,6}?(?:(?:starts|ends)with|l?r?strip|isdigit|split|lower|upper|replace)\b`,
    String.raw`can only concatenate str \(not \S{1,6}dict`,
  ].join('|'),
);

/** Until 2019 `dtmf` was the keys themselves; code of that time still puts the object into a text, or compares it. */
const legacyDtmf = ({ content, text }: Handled): readonly string[] =>
  content.form === 'webhook' &&
  content.webhook.kind === 'input' &&
  content.webhook.dtmf !== undefined &&
  OBJECT_AS_TEXT.test(text)
    ? [
        'your handler takes `dtmf` for a text, as it was until 2019: it is an object, {"digits": "1", "timed_out": false}; read dtmf.digits',
      ]
    : [];

const LONGEST_WORDS = 160;

/** The beginning of what a server says of its failure, as one line without tags; undefined when it says nothing. */
const firstWords = (text: string): string | undefined => {
  const plain = text
    .slice(0, 4096)
    .replace(/<(?:head|style|script)\b[\s\S]*?<\/(?:head|style|script)>/gi, ' ')
    .replace(/<br\s*\/?>[\s\S]*$/i, '')
    .replace(/<[^>]*>/g, ' ')
    .replaceAll('&#39;', "'")
    .replaceAll('&quot;', '"')
    .replaceAll('&nbsp;', ' ')
    .replace(/\s+/g, ' ')
    .trim();
  if (plain === '') return undefined;
  return plain.length > LONGEST_WORDS ? `${plain.slice(0, LONGEST_WORDS)}…` : plain;
};
