import type { Speed } from '../option-values.ts';
import type { Numbers } from './numbers-value.ts';

export interface RecordFlags {
  readonly config?: string;
  readonly json?: boolean;
  readonly filter?: string;
}

export interface ListFlags extends RecordFlags {
  readonly limit?: number;
  readonly all?: boolean;
}

export interface ShowFlags extends RecordFlags {
  readonly exchange?: number;
  readonly view?: 'timeline' | 'lanes';
  readonly rtc?: boolean;
}

export interface ReplayFlags {
  readonly config?: string;
  readonly json?: boolean;
  readonly to?: string;
  /** Whether an exchange of this number is wanted. */
  readonly only?: Numbers;
  readonly failed?: boolean;
  readonly speed?: Speed;
  readonly asRecorded?: boolean;
  readonly signatureSecret?: string;
}

/** What a call can be exported as. */
export const EXPORT_FORMATS = ['json', 'html', 'har', 'curl', 'mermaid', 'otlp-json'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Options of `flows export`. */
export interface ExportFlags {
  readonly config?: string;
  readonly format?: ExportFormat;
  /** A file; `-` is stdout, as without it. */
  readonly out?: string;
  readonly rtc?: boolean;
  readonly mask?: boolean;
  readonly maskSeed?: string;
}

/** Options of `flows prune`. */
export interface PruneFlags {
  readonly config?: string;
  readonly json?: boolean;
  readonly days?: number;
  readonly all?: boolean;
  readonly dryRun?: boolean;
}
