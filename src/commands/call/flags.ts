import type { WebhookUrls } from '../../edge/emulator/webhook-urls.ts';
import type { Fault } from '../../emulator/fault.ts';
import type { CalleeScript } from '../../emulator/script.ts';
import type { Expectation } from '../../flow/expect/expectation.ts';
import type { JsonObject } from '../../vonage/json.ts';
import type { Speed } from '../option-values.ts';
import type { Typed } from '../reaction-values.ts';
import type { TypedUser } from '../user-value.ts';

/** What commander understood of `call`'s command line. */
export interface CallFlags extends WebhookUrls {
  readonly emulator?: string;
  readonly from?: string;
  readonly to?: string;
  readonly as?: string;
  readonly customData?: JsonObject;
  readonly press?: readonly Typed[];
  readonly say?: readonly Typed[];
  readonly callee?: Readonly<Record<string, CalleeScript>>;
  readonly voice?: string;
  readonly hangupAfter?: number;
  readonly speed?: Speed;
  readonly user?: readonly TypedUser[];
  readonly seed?: string;
  readonly fault?: readonly Fault[];
  readonly expect?: readonly Expectation[];
  readonly inOrder?: boolean;
  readonly maxAnswer?: number;
  readonly maxReply?: number;
  readonly junit?: string;
  readonly shuffle?: number;
  readonly json?: boolean;
  readonly lanes: boolean;
  readonly real?: boolean;
  /** The name of one that a running `listen` serves, or a file. */
  readonly ncco?: string;
  readonly app?: string;
  readonly privateKey?: string;
  readonly config?: string;
  readonly yes?: boolean;
}
