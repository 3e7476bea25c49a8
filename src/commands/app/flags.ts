import type { Capability } from '../../edge/configure/wishes.ts';
import type { SlotId } from '../../vonage/slots.ts';

/** Whose applications: of all verbs. */
export interface AccountFlags {
  readonly config?: string;
  readonly apiKey?: string;
  readonly apiSecret?: string;
  readonly emulator?: string | true;
  readonly json?: boolean;
}

export interface ShowFlags extends AccountFlags {
  readonly privateKey?: string;
  readonly probe: boolean;
}

export interface CreateFlags extends AccountFlags {
  readonly voice?: boolean;
  readonly rtc?: boolean;
  readonly keyFile?: string;
  readonly linkNumber?: readonly string[];
  readonly yes?: boolean;
  readonly production?: boolean;
}

export interface RestoreFlags extends AccountFlags {
  readonly forget?: boolean;
}

type BySlot<T> = Readonly<Partial<Record<SlotId, T>>>;

export interface ConfigureFlags extends AccountFlags {
  readonly set?: BySlot<string>;
  readonly method?: BySlot<'GET' | 'POST'>;
  readonly connectTimeout?: BySlot<number>;
  readonly socketTimeout?: BySlot<number>;
  readonly unset?: readonly SlotId[];
  readonly addCapability?: readonly Capability[];
  readonly signedCallbacks?: { readonly voice?: boolean; readonly rtc?: boolean; readonly on?: boolean };
  readonly region?: string;
  readonly baseUrl?: string;
  readonly keepPaths?: boolean;
  readonly slots?: readonly SlotId[];
  readonly fromConfig?: boolean;
  readonly linkNumber?: readonly string[];
  readonly check?: boolean;
  readonly dryRun?: boolean;
  readonly yes?: boolean;
  readonly undo?: boolean;
  readonly reachable?: boolean;
  readonly takeOver?: boolean;
  readonly production?: boolean;
}
