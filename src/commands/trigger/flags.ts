/** A field by its dotted path, and what to put there as it was typed. */
export interface Setting {
  readonly path: readonly string[];
  readonly text: string;
}

export interface TriggerFlags {
  readonly toUrl?: string;
  readonly at?: string;
  readonly method?: 'GET' | 'POST';
  readonly from?: string;
  readonly to?: string;
  readonly uuid?: string;
  readonly conversation?: string;
  readonly digits?: string;
  readonly speech?: string;
  readonly set?: readonly Setting[];
  readonly unset?: readonly string[];
  readonly signatureSecret?: string;
  readonly unsigned?: boolean;
  readonly dryRun?: boolean;
  readonly json?: boolean;
}
