import { isJsonObject, type Json, type JsonObject, parseJson } from './json.ts';
import { CONNECT } from './ncco/connect.ts';
import { CONVERSATION } from './ncco/conversation.ts';
import type { ENDPOINTS } from './ncco/endpoints.ts';
import { INPUT } from './ncco/input.ts';
import { NOTIFY } from './ncco/notify.ts';
import type { ObjectValue, OptionTable, VariantDescription, VariantOf, VariantValue } from './ncco/option.ts';
import { type Misfit, readValue } from './ncco/read-value.ts';
import { RECORD } from './ncco/record.ts';
import { STREAM } from './ncco/stream.ts';
import { TALK } from './ncco/talk.ts';
import { TRANSFER } from './ncco/transfer.ts';
import { WAIT } from './ncco/wait.ts';

/** What an action is to the run of an NCCO (ncco.md §1, "Action table"). */
export interface ActionDescription extends VariantDescription {
  /** Whether the next action waits for this one. */
  readonly waits: 'always' | 'never' | 'unless-barge-in' | 'unless-asynchronous' | 'with-stop-condition';
  /** What an NCCO in the reply to its webhook does. */
  readonly reply: 'ignored' | 'replaces' | 'replaces-if-synchronous';
  /** Later actions do not run. */
  readonly isTerminal?: true;
}

/** The nine actions of an NCCO. There is no `hangup`, `say`, `play` or `pay` (ncco.md §1 rows 2 and 3). */
export const ACTIONS = {
  record: {
    about: 'Records the call.',
    options: RECORD,
    waits: 'with-stop-condition',
    reply: 'ignored',
  },
  conversation: {
    about: 'Joins a named conversation: a conference, or a queue with music.',
    options: CONVERSATION,
    waits: 'always',
    reply: 'ignored',
  },
  connect: {
    about: 'Calls somebody and joins them to the call.',
    options: CONNECT,
    waits: 'always',
    reply: 'replaces-if-synchronous',
  },
  talk: {
    about: 'Speaks a text.',
    options: TALK,
    waits: 'unless-barge-in',
    reply: 'ignored',
  },
  stream: {
    about: 'Plays an audio file.',
    options: STREAM,
    waits: 'unless-barge-in',
    reply: 'ignored',
  },
  input: {
    about: 'Waits for keys or speech. The reply to its webhook replaces the NCCO.',
    options: INPUT,
    waits: 'unless-asynchronous',
    reply: 'replaces',
  },
  notify: {
    about: 'Sends a webhook of your own. The reply to it replaces the NCCO.',
    options: NOTIFY,
    waits: 'always',
    reply: 'replaces',
  },
  wait: {
    about: 'Does nothing for a while.',
    options: WAIT,
    waits: 'always',
    reply: 'ignored',
  },
  transfer: {
    about: 'Moves all legs into another conversation; later actions do not run.',
    options: TRANSFER,
    waits: 'always',
    reply: 'ignored',
    isTerminal: true,
  },
} as const satisfies Record<string, ActionDescription>;

export type ActionName = keyof typeof ACTIONS;

export const isActionName = (name: unknown): name is ActionName =>
  typeof name === 'string' && Object.hasOwn(ACTIONS, name);

/** One action in its normal form, as `readNcco` gives it. */
export type Action = VariantOf<'action', typeof ACTIONS>;
export type Ncco = readonly Action[];

export type ActionOf<A extends ActionName> = Extract<Action, { readonly action: A }>;
export type RecordAction = ActionOf<'record'>;
export type ConversationAction = ActionOf<'conversation'>;
export type ConnectAction = ActionOf<'connect'>;
export type TalkAction = ActionOf<'talk'>;
export type StreamAction = ActionOf<'stream'>;
export type InputAction = ActionOf<'input'>;
export type NotifyAction = ActionOf<'notify'>;
export type WaitAction = ActionOf<'wait'>;
export type TransferAction = ActionOf<'transfer'>;

/** Whom a `connect` calls. */
export type Endpoint = VariantOf<'type', typeof ENDPOINTS>;
export type EndpointType = Endpoint['type'];
export type EndpointOf<T extends EndpointType> = Extract<Endpoint, { readonly type: T }>;

/** The words of the error webhook for any bad NCCO; it names neither the action nor the field (voice-webhooks.md §6, S). */
export const NCCO_SYNTAX_ERROR = 'Syntax error in NCCO. Invalid value type or action.';

export type ReadNcco =
  | { readonly ok: true; readonly ncco: Ncco }
  /** `reason` is the platform's; `where` (`[2].endpoint`, empty for the whole) and `detail` are ours. */
  | ({ readonly ok: false; readonly reason: string } & Misfit);

const ACTION_VALUE: VariantValue = { is: 'variant', by: 'action', of: ACTIONS };

/**
 * Reads what a backend replied as the platform does: leniently where official SDKs and examples are at odds with the
 * reference (see `readValue`), and refusing what is no array, an unknown action, a wrong type, or lacks something
 * required. No defaults are filled in; see `defaultOf`.
 */
export const readNcco = (value: unknown): ReadNcco => {
  if (!Array.isArray(value)) {
    return refused({ where: '', detail: `an NCCO is an array of actions, this is ${wordsOf(value)}` });
  }
  const actions: Json[] = [];
  for (const [index, item] of value.entries()) {
    const outcome = readValue(ACTION_VALUE, isJsonObject(item) ? withoutLegacy(item) : item, `[${index}]`);
    if ('misfit' in outcome) return refused(outcome.misfit);
    actions.push(outcome.value);
  }
  // The reader put in exactly what the tables allow, and the types are made of the same tables.
  return { ok: true, ncco: actions as unknown as Ncco };
};

/** The same for the text of a reply, which may begin with a byte order mark (FIELD: such files run). */
export const readNccoText = (text: string): ReadNcco => {
  const value = parseJson(text.startsWith('\uFEFF') ? text.slice(1) : text);
  return value === undefined ? refused({ where: '', detail: notJson(text) }) : readNcco(value);
};

const refused = (misfit: Misfit): ReadNcco => ({ ok: false, reason: NCCO_SYNTAX_ERROR, ...misfit });

const wordsOf = (value: unknown): string => {
  if (value === null || value === undefined) return 'nothing';
  if (typeof value === 'object') return 'an object';
  return typeof value === 'string' ? 'text' : `a ${typeof value}`;
};

const LEGACY_INPUT_OPTIONS: ReadonlySet<string> = new Set(
  Object.entries<OptionTable[string]>(INPUT).flatMap(([name, option]) =>
    option.standing === 'legacy' ? [name] : [],
  ),
);

/**
 * An `input` without `type` is the form of before 2020, for keys only, with its settings beside `action`; it still
 * runs (ncco.md §9). With `type` those settings mean nothing (U). Without `type` but with `speech` it is no old form.
 */
const withoutLegacy = (action: JsonObject): JsonObject => {
  if (action['action'] !== 'input') return action;
  if ((action['type'] ?? action['speech'] ?? undefined) === undefined) return { ...action, type: ['dtmf'] };
  return Object.fromEntries(Object.entries(action).filter(([name]) => !LEGACY_INPUT_OPTIONS.has(name)));
};

/** `timeout`, `dtmf.timeOut`: every option of a table and of the objects in it. */
type Paths<T> = {
  [N in keyof T & string]:
    | N
    | (T[N] extends { value: { is: 'object'; options: infer I } } ? `${N}.${Paths<I>}` : never);
}[keyof T & string];

type At<T, P extends string> = P extends keyof T
  ? T[P]
  : P extends `${infer H}.${infer R}`
    ? H extends keyof T
      ? T[H] extends { value: { options: infer I } }
        ? At<I, R>
        : never
      : never
    : never;

type Widened<D> = D extends number ? number : D extends boolean ? boolean : D;
type DefaultOf<O> = O extends { default: infer D } ? Widened<D> : undefined;

export type OptionPath<A extends ActionName> = Paths<(typeof ACTIONS)[A]['options']>;

/** What the platform takes when an option is left out: `defaultOf('input', 'dtmf.timeOut')` is 3. */
export const defaultOf = <A extends ActionName, P extends OptionPath<A>>(
  action: A,
  option: P,
): DefaultOf<At<(typeof ACTIONS)[A]['options'], P>> => {
  let options: OptionTable = ACTIONS[action].options;
  const steps = option.split('.');
  for (const step of steps.slice(0, -1)) options = (options[step]!.value as ObjectValue).options;
  // The types above walk the same tables.
  return options[steps.at(-1)!]!.default as DefaultOf<At<(typeof ACTIONS)[A]['options'], P>>;
};

/** So much of a reply that is no NCCO tells what it is. */
const SHOWN_CHARACTERS = 40;

const notJson = (text: string): string => {
  const begin = text.trim().replace(/\s+/g, ' ');
  if (begin === '') return 'the reply is empty';
  const shown = begin.length > SHOWN_CHARACTERS ? `${begin.slice(0, SHOWN_CHARACTERS)}…` : begin;
  return `this is not JSON: ${shown}`;
};
