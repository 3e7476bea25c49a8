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
