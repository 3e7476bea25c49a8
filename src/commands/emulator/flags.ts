import type { Fault } from '../../emulator/fault.ts';
import type { Speed } from '../option-values.ts';

/** What commander understood of `emulator`'s command line. */
export interface EmulatorFlags {
  readonly port?: number;
  readonly number?: readonly string[];
  readonly user?: readonly string[];
  readonly answerUrl?: string;
  readonly answerMethod?: 'GET' | 'POST';
  readonly eventUrl?: string;
  readonly rtcUrl?: string;
  readonly fallbackUrl?: string;
  readonly speed?: Speed;
  readonly seed?: string;
  readonly fault?: readonly Fault[];
  readonly json?: boolean;
}
