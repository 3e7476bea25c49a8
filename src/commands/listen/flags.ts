import type { TunnelName } from '../../edge/config/config.ts';
import type { Fault } from '../../emulator/fault.ts';
import type { CalleeScript } from '../../emulator/script.ts';
import type { ForwardWish } from '../../flow/forward-plan.ts';
import type { OnBadNcco } from '../../flow/guard-ncco.ts';
import type { Speed } from '../option-values.ts';
import type { Typed } from '../reaction-values.ts';

/** What commander understood of `listen`'s command line. */
export interface ListenFlags {
  readonly config?: string;
  readonly port?: number;
  readonly forward?: readonly ForwardWish[];
  readonly rewriteUrls?: boolean;
  readonly copy?: string;
  readonly app?: string;
  readonly apiKey?: string;
  readonly apiSecret?: string;
  readonly signatureSecret?: string;
  /** As typed; `slotsToBorrow` reads them. */
  readonly borrow?: readonly string[];
  readonly configure: boolean;
  readonly yes?: boolean;
  readonly production?: boolean;
  readonly takeOver?: boolean;
  readonly giveBack?: boolean;
  readonly tunnel?: readonly TunnelName[];
  readonly tunnelHost?: readonly string[];
  readonly publicUrl?: string;
  readonly emulator?: string | true;
  readonly call?: boolean;
  readonly once?: boolean;
  readonly from?: string;
  readonly to?: string;
  readonly press?: readonly Typed[];
  readonly say?: readonly Typed[];
  readonly callee?: Readonly<Record<string, CalleeScript>>;
  readonly speed?: Speed;
  readonly seed?: string;
  readonly state?: string;
  readonly fault?: readonly Fault[];
  readonly shuffle?: number;
  readonly json?: boolean;
  readonly quiet?: boolean;
  readonly view?: 'stream' | 'lanes';
  readonly verbose?: boolean;
  readonly rtc?: boolean;
  readonly filter?: string;
  readonly requireSignature?: boolean;
  readonly onBadNcco?: OnBadNcco;
  readonly record: boolean;
  readonly saveRecordings?: string;
  readonly privateKey?: string;
}
