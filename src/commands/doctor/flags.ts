import type { TunnelName } from '../../edge/config/config.ts';

/** What commander understood of `doctor`'s command line. */
export interface DoctorFlags {
  readonly config?: string;
  readonly app?: string;
  readonly apiKey?: string;
  readonly apiSecret?: string;
  readonly privateKey?: string;
  readonly signatureSecret?: string;
  readonly emulator?: string | true;
  readonly port?: number;
  readonly tunnel?: readonly TunnelName[];
  readonly tunnelHost?: string;
  readonly publicUrl?: string;
  readonly json?: boolean;
}
