import type { WebhookUrls } from '../../edge/emulator/webhook-urls.ts';
import type { Fault } from '../../emulator/fault.ts';
import type { CalleeScript } from '../../emulator/script.ts';
import type { GivenUser } from '../../emulator/user-state.ts';
import type { Speed } from '../option-values.ts';

/** What an emulator is told at its start, whichever command starts it. */
export interface PlatformFlags extends WebhookUrls {
  readonly port?: number;
  readonly number?: readonly string[];
  readonly user?: readonly GivenUser[];
  readonly callee?: Readonly<Record<string, CalleeScript>>;
  readonly speed?: Speed;
  readonly seed?: string;
  readonly state?: string;
  readonly fault?: readonly Fault[];
  /** True unless `--no-auth` is given. */
  readonly auth: boolean;
  readonly rateLimits?: boolean;
  readonly shuffle?: number;
}

/** What commander understood of `emulator`'s command line. */
export interface EmulatorFlags extends PlatformFlags {
  readonly json?: boolean;
}

/** What commander understood of `emulator exec`'s command line, as far as the `--`. */
export interface ExecFlags extends EmulatorFlags {
  readonly redirect?: boolean;
  readonly verbose?: boolean;
}
