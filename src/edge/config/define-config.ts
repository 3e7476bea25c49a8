import type { GivenUser } from '../../emulator/user-state.ts';
import type { ForwardKey } from '../../flow/forward-plan.ts';
import type { SLOT_URL_NAMES } from '../../flow/ncco-book.ts';
import type { Action } from '../../vonage/ncco.ts';
import type { SlotId } from '../../vonage/slots.ts';
import type { AnswerWebhook } from '../../vonage/webhooks/answer.ts';
import type { InputWebhook } from '../../vonage/webhooks/input.ts';
import type { SlotWish, TunnelName } from './config.ts';

/** What the whole config may say, as a TypeScript or JavaScript config exports it. */
export interface UserConfig {
  /** The id of the Vonage application; credentials never live here. */
  readonly application?: string | undefined;
  /** The application serves real callers: it is changed with `--production` only. */
  readonly production?: boolean | undefined;
  /** Where the listener listens; 0 is any free port. */
  readonly port?: number | undefined;
  /** How the listener becomes reachable; of several the first proven one wins. */
  readonly tunnel?: TunnelName | readonly TunnelName[] | undefined;
  /** The way in when it is your own. */
  readonly publicUrl?: string | undefined;
  /** The slots of the application that are borrowed while the listener runs. */
  readonly borrow?: readonly SlotId[] | undefined;
  /** What the application's slots should hold when nobody listens; `app configure --from-config` makes it so. */
  readonly webhooks?: Readonly<Partial<Record<SlotId, string | SlotWish>>> | undefined;
  /** Whether Vonage signs its webhooks; for the same. */
  readonly signedCallbacks?: boolean | undefined;
  /** Where Vonage runs the calls; for the same. */
  readonly region?: string | undefined;
  /** Phone numbers that the emulator owns. */
  readonly numbers?: readonly (string | number)[] | undefined;
  /**
   * Client SDK users that the emulator knows: names, or `{ name, state }` with where their app is (`foreground` by
   * default, `background` or `offline`).
   */
  readonly users?: readonly GivenUser[] | undefined;
  /** What answers a call. */
  readonly answer?: NccoDefinition | undefined;
  /** NCCOs by name; each has the address `urls.<name>`. */
  readonly nccos?: Readonly<Record<string, NccoDefinition>> | undefined;
  /**
   * Your own server, which answers instead; or several, by what they answer: `{ voice: …, 'rtc.event': … }`. For a single slot
   * the URL with a path is its whole address.
   */
  readonly forward?: string | Readonly<Partial<Record<Exclude<ForwardKey, 'all'>, string>>> | undefined;
  /** A second server that is told of every webhook; its replies are ignored. */
  readonly copy?: string | undefined;
  /** Further paths that may pass to it. */
  readonly forwardPaths?: readonly string[] | undefined;
  /**
   * WebSockets by name, each with the address `wss.<name>`: a path of `forward`, or `ws://localhost:8080/bot`. `echo`, `tone`
   * and `record` are built in.
   */
  readonly sockets?: Readonly<Record<string, string>> | undefined;
  /**
   * What answers when your own server does not, at 80 % of the time that Vonage waits; and in place of an NCCO that would
   * drop the call (`--on-bad-ncco replace`).
   */
  readonly safetyNet?: NccoDefinition | undefined;
  /**
   * Fields that are taken out of records and of `--json`, by dotted path: `['from', 'to', 'speech.results']`. Your own server gets
   * them all the same.
   */
  readonly redact?: readonly string[] | undefined;
  /** How strict the linter is. */
  readonly lint?: UserLintSettings | undefined;
}

export interface UserLintSettings {
  /** The severity of a rule, by its id; see `vonage-flow ncco rules`. */
  readonly rules?: Readonly<Record<string, 'off' | 'info' | 'warn' | 'warning' | 'error'>> | undefined;
  /** More warnings than this are a failure of `ncco validate`. */
  readonly maxWarnings?: number | undefined;
  /** `ncco validate` shows errors only. */
  readonly quiet?: boolean | undefined;
}

/** The name of an NCCO, a file (`./nccos/menu.json`), the actions, branches of which the first match wins, or a function. */
export type NccoDefinition = string | readonly Action[] | readonly NccoBranch[] | NccoFunction;

export interface NccoBranch {
  /** Left out: always. Fields by dotted path and what they have to be, or a function. */
  readonly when?: Readonly<Record<string, string | number | boolean | RegExp>> | WhenFunction;
  readonly ncco: NccoDefinition;
}

/** Makes the NCCO for one webhook: the actions, or the name of an NCCO of the config. Vonage waits, so it has four seconds. */
export type NccoFunction = (
  webhook: WebhookFields,
  context: NccoContext,
) => readonly Action[] | string | Promise<readonly Action[] | string>;

/** Decides at once whether a branch is taken. */
export type WhenFunction = (webhook: WebhookFields, context: NccoContext) => boolean;

/**
 * The fields of a webhook as they came. Which ones there are depends on what Vonage asks: an answer webhook has `from`,
 * `to` and `uuid`, one after an `input` has `dtmf` or `speech`.
 */
export type WebhookFields = Partial<Wire<AnswerWebhook>> &
  Partial<Wire<InputWebhook>> &
  Readonly<Record<string, unknown>>;

/** A webhook without what our own reading of it adds. */
type Wire<W> = Omit<W, 'kind' | 'extra'>;

/** What there is besides the webhook. */
export interface NccoContext {
  /** Public addresses of this run: each NCCO by its name, and the slots. */
  readonly urls: Readonly<Record<(typeof SLOT_URL_NAMES)[number] | (string & {}), string>>;
  /** Public addresses of the WebSockets that `sockets` names, and of `echo`, `tone` and `record`, which are built in. */
  readonly wss: Readonly<Record<string, string>>;
}

type Defined = UserConfig | (() => UserConfig | Promise<UserConfig>);

/** Gives a config its types; it is the config itself that is exported. */
export const defineConfig = <const C extends Defined>(config: C): C => config;
