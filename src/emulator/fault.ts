import { didYouMean } from '../text/did-you-mean.ts';
import { CALL_STATUSES } from '../vonage/call-status.ts';
import type { SlotId } from '../vonage/slots.ts';
import { LOGIN_DEEDS, type LoginDeed } from './client/login-refusal.ts';
import { nextWord, randomFrom } from './random.ts';

/** What goes wrong on purpose, so that it can be rehearsed: `answer:timeout`, `event:503@20%`, `rest:429`. */
export interface Fault {
  /**
   * A slot by its word, the kind of a webhook (`completed`, `input`), `rest` for requests to the REST API, or `login` for
   * Client SDKs.
   */
  readonly of: string;
  /** A number is the HTTP status that something in front of the server answers with. */
  readonly does: FaultDeed | LoginDeed | number;
  /** From above 0 to 1. */
  readonly chance: number;
}

/**
 * `timeout`: the server is asked, and its reply comes too late. `reset`: the connection closes before the server hears
 * anything. `drop`: the webhook is lost, and the platform does not know. `duplicate`: it arrives twice. `bad-ncco`:
 * what comes back is no NCCO.
 */
export const FAULT_DEEDS = ['timeout', 'reset', 'drop', 'duplicate', 'bad-ncco'] as const;
export type FaultDeed = (typeof FAULT_DEEDS)[number];

const SLOT_OF_WORD: Readonly<Record<string, SlotId>> = {
  answer: 'voice.answer',
  event: 'voice.event',
  fallback: 'voice.fallback',
  rtc: 'rtc.event',
};

/** Requests to the REST API, which are no webhooks. */
const REST = 'rest';

/** Logins of Client SDKs, which go wrong in ways of their own. */
const LOGIN = 'login';

const OTHER_KINDS = ['input', 'notify', 'record', 'transcribed', 'transfer', 'error'] as const;
/** What may go wrong, in the words of a fault. */
export const FAULT_TARGETS: readonly string[] = [
  ...Object.keys(SLOT_OF_WORD),
  REST,
  LOGIN,
  ...CALL_STATUSES,
  ...OTHER_KINDS,
];

/** What the reply to these is for: losing one without the platform's knowledge cannot be told from a time-out. */
const ASKS_FOR_NCCO: ReadonlySet<string> = new Set(['answer', 'fallback', 'input', 'notify']);

/** Reads `what:how` or `what:how@20%`; else what is wrong with it, and what to write. */
export const parseFault = (text: string): Fault | { readonly problem: string } => {
  const [, of = '', how = '', percent] = /^([^:@]*):([^:@]*)(?:@(\d+(?:\.\d+)?)%)?$/.exec(text.trim()) ?? [];
  if (of === '' || how === '')
    return { problem: `"${text}" is no fault: write answer:timeout, event:503 or rtc:drop@20%` };
  if (!FAULT_TARGETS.includes(of))
    return {
      problem: `there is no webhook "${of}": ${didYouMean(of, FAULT_TARGETS) ?? `try ${Object.keys(SLOT_OF_WORD).join(', ')}, ${REST}, or a kind such as completed or input`}`,
    };
  const chance = percent === undefined ? 1 : Number(percent) / 100;
  if (chance <= 0 || chance > 1) return { problem: `${percent}% is no probability: write 1% to 100%` };
  if (of === LOGIN) return loginFault(how, chance);
  const does = deedOf(how);
  if (does === undefined)
    return {
      problem: `there is no fault "${how}": ${didYouMean(how, FAULT_DEEDS) ?? `it is an HTTP status from 300 to 599, ${FAULT_DEEDS.join(', ')}`}`,
    };
  if (of === REST && !(typeof does === 'number' && does >= 400))
    return { problem: `requests to the API fail with an HTTP status from 400 to 599: write ${REST}:429` };
  if (does === 'drop' && ASKS_FOR_NCCO.has(of))
    return { problem: `${of} cannot be dropped, for the platform waits for its reply: write ${of}:timeout` };
  return { of, does, chance };
};

const loginFault = (how: string, chance: number): Fault | { readonly problem: string } => {
  const does = LOGIN_DEEDS.find((deed) => deed === how);
  return does
    ? { of: LOGIN, does, chance }
    : {
        problem: `a login cannot fail by "${how}": ${didYouMean(how, LOGIN_DEEDS) ?? `try ${LOGIN_DEEDS.join(', ')}`}`,
      };
};

/** A fault as it is written. */
export const faultText = ({ of, does, chance }: Fault): string =>
  `${of}:${does}${chance < 1 ? `@${Math.round(chance * 1e4) / 100}%` : ''}`;

const deedOf = (word: string): FaultDeed | number | undefined => {
  const deed = FAULT_DEEDS.find((one) => one === word);
  if (deed) return deed;
  return /^[345]\d\d$/.test(word) ? Number(word) : undefined;
};

/** A webhook that is about to be sent, as far as faults look at it. */
export interface FaultyWebhook {
  readonly request: string;
  readonly kind: string;
  readonly slot: SlotId;
}

/**
 * The fault that befalls a webhook: the first that concerns it and whose chance comes up. Chance comes from the seed
 * and the request's id, so the same run has the same faults, whatever else is under way.
 */
export const faultOf = (
  faults: readonly Fault[],
  webhook: FaultyWebhook,
  seed: string,
): FaultDeed | number | undefined => {
  const fault = faults.find(
    ({ of, does, chance }, index) =>
      (SLOT_OF_WORD[of] === webhook.slot || of === webhook.kind) &&
      !(does === 'drop' && ASKS_FOR_NCCO.has(webhook.kind)) &&
      comesUp(chance, `${seed} fault ${index} ${webhook.request}`),
  );
  // parseFault lets nothing else through for webhooks.
  return fault?.does as FaultDeed | number | undefined;
};

/** The status that befalls a request to the REST API, the n-th one; undefined for none. */
export const restFaultOf = (faults: readonly Fault[], n: number, seed: string): number | undefined => {
  const fault = faults.find(
    ({ of, chance }, index) => of === REST && comesUp(chance, `${seed} fault ${index} ${REST} ${n}`),
  );
  // parseFault lets nothing else through.
  return fault?.does as number | undefined;
};

/** How the n-th login of a Client SDK goes wrong; undefined when it does not. */
export const loginFaultOf = (faults: readonly Fault[], n: number, seed: string): LoginDeed | undefined => {
  const fault = faults.find(
    ({ of, chance }, index) => of === LOGIN && comesUp(chance, `${seed} fault ${index} ${LOGIN} ${n}`),
  );
  // parseFault lets nothing else through.
  return fault?.does as LoginDeed | undefined;
};

const comesUp = (chance: number, seed: string): boolean =>
  chance >= 1 || nextWord(randomFrom(seed)) < chance * 2 ** 32;
