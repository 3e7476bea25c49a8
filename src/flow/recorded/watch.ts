import { shortId } from '../../vonage/ids.ts';
import { isJsonObject, parseJson } from '../../vonage/json.ts';
import { legOf, type VonageWebhook } from '../../vonage/webhook.ts';
import type { Exchange } from '../exchange.ts';
import type { Flow } from '../flow.ts';
import { replyText } from '../reply-text.ts';

/** What is seen of a call in passing, exchange by exchange. Numbers are those of exchanges in the call, from 1. */
export interface Watch {
  exchanges: number;
  /** Voice events that arrived. */
  voiceEvents: number;
  /** Signatures that were refused. */
  refused: number;
  /** By leg: exchanges that asked for the first NCCO. */
  readonly answers: Map<string, number[]>;
  /** By leg: exchanges that said it was answered. */
  readonly answered: Map<string, number[]>;
  /** By leg: the exchange whose reply held an `input`, until one comes. */
  readonly inputs: Map<string, number>;
}

export const newWatch = (): Watch => ({
  exchanges: 0,
  voiceEvents: 0,
  refused: 0,
  answers: new Map(),
  answered: new Map(),
  inputs: new Map(),
});

/** A call with more has other troubles than these. */
const KEPT = 20;

/** Looks at the next exchange of a call, and gives its number. */
export const watchExchange = (watch: Watch, exchange: Exchange): number => {
  watch.exchanges += 1;
  const number = watch.exchanges;
  if (exchange.standing.state === 'refused') watch.refused += 1;
  if (exchange.content.form !== 'webhook') return number;
  const { webhook } = exchange.content;
  const leg = legOf(webhook) ?? '';
  if (isVoiceEvent(webhook)) watch.voiceEvents += 1;
  if (webhook.kind === 'answer') add(watch.answers, leg, number);
  if (webhook.kind === 'call-status' && webhook.status === 'answered') add(watch.answered, leg, number);
  if (webhook.kind === 'input') watch.inputs.delete(leg);
  if (holdsInput(exchange)) watch.inputs.set(leg, number);
  return number;
};

const isVoiceEvent = ({ kind }: VonageWebhook): boolean =>
  kind !== 'answer' && kind !== 'fallback' && kind !== 'rtc-event' && kind !== 'unknown';

const add = (numbers: Map<string, number[]>, leg: string, number: number): void => {
  const before = numbers.get(leg) ?? [];
  if (before.length < KEPT) numbers.set(leg, [...before, number]);
};

/** Whether the reply is an NCCO that waits for keys or speech. */
const holdsInput = ({ origin, reply }: Exchange): boolean => {
  if (origin.by === 'ncco') return origin.actions.includes('input');
  if (origin.by === 'listener' || origin.failure !== undefined || reply.status >= 300) return false;
  const text = replyText(reply);
  if (!text.includes('input')) return false;
  const ncco = parseJson(text);
  return Array.isArray(ncco) && ncco.some((action) => isJsonObject(action) && action['action'] === 'input');
};

/** Something that a call should have and has not, or has too often. */
export interface Warning {
  /** In a word or two, for a list. */
  readonly short: string;
  readonly words: string;
  /** False when what is missing may still come while the call runs. */
  readonly isFinal: boolean;
}

/**
 * What is missing in a call, or came too often; while it runs only what no later webhook can mend. Vonage promises neither
 * order nor delivery, so none of it is an error.
 */
export const warningsOf = (flow: Flow, watch: Watch, isRunning: boolean): readonly Warning[] => {
  const warnings = allWarnings(flow, watch);
  return isRunning ? warnings.filter(({ isFinal }) => isFinal) : warnings;
};

const allWarnings = (flow: Flow, watch: Watch): readonly Warning[] => [
  ...(watch.refused === 0
    ? []
    : [{ short: 'refused', words: `${counted(watch.refused, 'signature')} refused`, isFinal: true }]),
  ...(flow.gaps ?? []).slice(0, 1).map(() => ({
    short: 'gap',
    words: 'the way in was lost during the call: webhooks may be missing',
    isFinal: true,
  })),
  ...silent(flow, watch),
  ...endless(flow),
  ...repeated(watch.answers, 'asked twice', 'asked for its NCCO'),
  ...repeated(watch.answered, 'answered twice', 'reported as answered'),
  ...unheard(flow, watch),
];

/** More warnings of one kind say nothing new. */
const WARNINGS = 5;

const silent = (flow: Flow, { answers, voiceEvents }: Watch): readonly Warning[] =>
  voiceEvents > 0 || answers.size === 0 || flow.legs.size === 0
    ? []
    : [
        {
          short: 'no events',
          words: 'no voice event came: the event_url leads elsewhere, or there is none',
          isFinal: false,
        },
      ];

const endless = (flow: Flow): readonly Warning[] =>
  [...flow.legs.values()]
    .filter(({ status, endedAt }) => status !== undefined && endedAt === undefined)
    .slice(0, WARNINGS)
    .map(({ uuid, status }) => ({
      short: 'no completed',
      words: `leg ${shortId(uuid)}: no completed came, or another end; its last status is ${status}`,
      isFinal: false,
    }));

const repeated = (
  numbers: ReadonlyMap<string, readonly number[]>,
  short: string,
  what: string,
): readonly Warning[] =>
  [...numbers]
    .filter(([, times]) => times.length > 1)
    .slice(0, WARNINGS)
    .map(([leg, times]) => ({
      short,
      words: `leg ${shortId(leg)} ${what} ${times.length} times: ${times.map((number) => `#${number}`).join(', ')}`,
      isFinal: true,
    }));

const unheard = (flow: Flow, { inputs }: Watch): readonly Warning[] =>
  [...inputs].slice(0, WARNINGS).map(([leg, number]) => ({
    short: 'no input',
    words: `the input of #${number} never arrived${
      flow.legs.get(leg)?.endedAt === undefined
        ? ''
        : ': the leg ended before, or its eventUrl leads elsewhere'
    }`,
    isFinal: false,
  }));

const counted = (count: number, what: string): string =>
  count === 1 ? `1 ${what} was` : `${count} ${what}s were`;
