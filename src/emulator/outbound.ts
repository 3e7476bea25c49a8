import type { Ncco } from '../vonage/ncco.ts';
import type { EventTarget } from './platform.ts';

/** What a call that the Voice API created does when somebody answers it (voice-api.md §2). */
export interface Outbound {
  /** The host of the API that was asked: with its region's number it says where the call runs. */
  readonly madeAt: string;
  readonly runs: { readonly ncco: Ncco } | { readonly asks: EventTarget };
  /** True once it does that. */
  begun: boolean;
}
