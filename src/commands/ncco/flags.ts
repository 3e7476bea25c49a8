import type { Severity } from '../../text/report/finding.ts';

export type Format = 'pretty' | 'json' | 'github' | 'sarif' | 'junit';

/** What commander understood of `ncco validate`'s command line. */
export interface ValidateFlags {
  readonly config?: string;
  readonly watch?: boolean;
  readonly rule?: Readonly<Record<string, Severity | 'off'>>;
  readonly maxWarnings?: number;
  readonly quiet?: boolean;
  readonly method?: 'GET' | 'POST';
  readonly from?: string;
  readonly to?: string;
  readonly format?: Format;
  readonly json?: boolean;
  readonly fix?: boolean;
  readonly fixDryRun?: boolean;
}

export type ShowFormat = 'outline' | 'mermaid' | 'json';

export interface ShowFlags {
  readonly format?: ShowFormat;
  readonly json?: boolean;
}

export interface InitFlags {
  readonly out?: string;
  readonly force?: boolean;
  readonly list?: boolean;
}

export interface RulesFlags {
  readonly json?: boolean;
}
