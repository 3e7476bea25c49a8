import type { Fault } from '../../emulator/fault.ts';
import type { GivenUser } from '../../emulator/user-state.ts';
import type { Expectation } from '../../flow/expect/expectation.ts';
import type { CallScript, Speed } from '../emulator/running-emulator.ts';
import type { WebhookUrls } from '../emulator/webhook-urls.ts';

/** A call to place and what is expected of it: from a file, or from the command line. */
export interface Scenario {
  readonly name: string;
  /** The file, or `call`. */
  readonly group: string;
  readonly platform: ThrowAwayPlatform;
  readonly script: Partial<CallScript>;
  readonly demands: Demands;
}

/** What an emulator is like that is started for one call. */
interface ThrowAwayPlatform extends WebhookUrls {
  readonly speed?: Speed;
  readonly seed?: string;
  readonly users?: readonly GivenUser[];
  readonly faults?: readonly Fault[];
  readonly shuffleMs?: number;
}

/** What a call has to do beyond going well. */
export interface Demands {
  readonly expectations: readonly Expectation[];
  readonly inOrder: boolean;
  /** Longest that the reply to the answer webhook, and to any webhook, may take. */
  readonly maxAnswerMs?: number | undefined;
  readonly maxReplyMs?: number | undefined;
}
