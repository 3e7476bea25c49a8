import type { SendWebhook } from '../../emulator/effect.ts';
import { type Fault, faultOf } from '../../emulator/fault.ts';
import type { Outcome } from '../../emulator/input.ts';
import type { Clock } from '../../world.ts';
import type { Delivery } from './deliver.ts';
import type { Speed } from './running-emulator.ts';

export interface FaultyOptions {
  readonly clock: Clock;
  readonly speed: Speed;
  readonly seed: string;
  /** Asked at every webhook: they can be changed while calls run. */
  readonly faults: () => readonly Fault[];
  /** Ends what still waits for its time-out. */
  readonly stopped: AbortSignal;
}

/** What is no NCCO, for `bad-ncco`: an action that does not exist. */
const BAD_NCCO = '[{"action":"hangup"}]';

/** Sends webhooks, and lets happen to some what was asked for. Everything is said with the word `fault`. */
export const faultyDelivery =
  (send: Delivery['send'], options: FaultyOptions): Delivery['send'] =>
  (webhook) => {
    const faults = options.faults();
    const does = faults.length === 0 ? undefined : faultOf(faults, webhook, options.seed);
    return does === undefined ? send(webhook) : sendWith(does, send, webhook, options);
  };

const sendWith = async (
  does: NonNullable<ReturnType<typeof faultOf>>,
  send: Delivery['send'],
  webhook: SendWebhook,
  options: FaultyOptions,
): Promise<Outcome> => {
  switch (does) {
    case 'timeout':
      return tooLate(send, webhook, options);
    case 'reset':
      return { ...NOTHING, failure: { kind: 'connection', words: 'connection closed (fault on demand)' } };
    case 'drop':
      return { ...NOTHING, status: 200 };
    case 'duplicate': {
      const [first] = await Promise.all([send(webhook), send(webhook)]);
      return first;
    }
    case 'bad-ncco':
      return { ...(await send(webhook)), status: 200, body: BAD_NCCO, failure: undefined };
    default:
      return { ...NOTHING, status: does };
  }
};

const NOTHING: Outcome = {
  onPurpose: true,
  status: undefined,
  body: '',
  failure: undefined,
  bodySha256: undefined,
  milliseconds: 0,
};

/** The server hears the webhook and may do what it does; the platform has hung up on it by then. */
const tooLate = async (
  send: Delivery['send'],
  webhook: SendWebhook,
  { clock, speed, stopped }: FaultyOptions,
): Promise<Outcome> => {
  const limit = webhook.socketTimeout;
  // On virtual time a time-out takes none, as everywhere in this emulator.
  const wait = speed === 'instant' ? 0 : limit / speed;
  const [heard] = await Promise.all([send(webhook), clock.sleep(wait, stopped)]);
  return {
    ...heard,
    onPurpose: true,
    status: undefined,
    body: '',
    failure: { kind: 'time-out', words: `no reply within ${limit} ms (fault on demand)` },
    // So long the platform waited for nothing, also where a time-out takes no time.
    milliseconds: limit,
  };
};
