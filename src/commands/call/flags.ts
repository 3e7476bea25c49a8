import type { Fault } from '../../emulator/fault.ts';
import type { CalleeScript } from '../../emulator/script.ts';
import type { Speed } from '../option-values.ts';
import type { Typed } from '../reaction-values.ts';

/** What commander understood of `call`'s command line. */
export interface CallFlags {
  readonly answerUrl?: string;
  readonly answerMethod?: 'GET' | 'POST';
  readonly eventUrl?: string;
  readonly rtcUrl?: string;
  readonly fallbackUrl?: string;
  readonly emulator?: string;
  readonly from?: string;
  readonly to?: string;
  readonly press?: readonly Typed[];
  readonly say?: readonly Typed[];
  readonly callee?: Readonly<Record<string, CalleeScript>>;
  readonly hangupAfter?: number;
  readonly speed?: Speed;
  readonly user?: readonly string[];
  readonly seed?: string;
  readonly fault?: readonly Fault[];
  readonly shuffle?: number;
  readonly json?: boolean;
  readonly lanes: boolean;
}
