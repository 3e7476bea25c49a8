import type { GivenUser } from '../../emulator/user-state.ts';
import type { ForwardPlan } from '../../flow/forward-plan.ts';
import type { NccoBook } from '../../flow/ncco-book.ts';
import type { Json } from '../../vonage/json.ts';
import type { SlotId } from '../../vonage/slots.ts';
import type { LintSettings } from './lint-settings.ts';

/** Ways to make the listener reachable that this version has. */
export const TUNNEL_NAMES = ['localtunnel', 'cloudflared', 'ngrok', 'none'] as const;
export type TunnelName = (typeof TUNNEL_NAMES)[number];

/** What a slot should hold, in words of the config. */
export interface SlotWish {
  readonly url: string;
  readonly method?: 'GET' | 'POST';
  /** Milliseconds. */
  readonly connectTimeout?: number;
  readonly socketTimeout?: number;
}

/** What a config file says, checked; what it does not say is absent, so that flags and environment can. */
export interface Config {
  /** Absolute path; undefined when there is none, or the built-in one is used. */
  readonly file: string | undefined;
  /** The folder that relative paths start from: the file's, or the working directory. Absolute. */
  readonly directory: string;
  readonly application?: string;
  /** The application serves real callers: it is changed with `--production` only. */
  readonly production?: boolean;
  /** 0 asks for any free port. */
  readonly port?: number;
  /** The first proven one wins. */
  readonly tunnel?: readonly TunnelName[];
  /** Without a slash at its end. */
  readonly publicUrl?: string;
  readonly borrow?: readonly SlotId[];
  /** What the application should hold when nobody listens: `app configure --from-config` makes it so. */
  readonly webhooks?: Readonly<Partial<Record<SlotId, string | SlotWish>>>;
  readonly signedCallbacks?: boolean;
  readonly region?: string;
  /** Digits only. */
  readonly numbers: readonly string[];
  /** Of the emulator, and where their apps are there. */
  readonly users: readonly GivenUser[];
  readonly forward?: ForwardPlan;
  /** A second server that is told of every webhook. */
  readonly copy?: string;
  readonly forwardPaths: readonly string[];
  /** WebSockets by name: a path of the server that `forward` names, or an address of its own. */
  readonly sockets: Readonly<Record<string, string>>;
  /** Paths of fields that are taken out of what is written. */
  readonly redact: readonly string[];
  readonly nccos: NccoBook;
  readonly lint: LintSettings;
  /** What a config that is a program made, for the linter: to read it again would be to run it again. */
  readonly made?: { readonly value: Json; readonly functions: ReadonlySet<Json> };
}
