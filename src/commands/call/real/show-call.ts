import { startProgress } from '../../../sinks/progress.ts';
import { shortPrice } from '../../../sinks/wording.ts';
import { printable } from '../../../text/printable.ts';
import { endsCall } from '../../../vonage/call-status.ts';
import type { Json, JsonObject } from '../../../vonage/json.ts';
import type { World } from '../../../world.ts';
import type { Followed } from './follow-call.ts';

/** What is seen of a real call. */
export interface ShownCall {
  placed(reply: JsonObject, seenIn: string | undefined): void;
  /** A look at it that shows a new status. */
  status(call: JsonObject): void;
  ended(followed: Followed): void;
  /** Takes the spinner away. */
  quiet(): void;
}

/** A line for each status on stdout, and how it ended; with --json the API's replies as they are. A spinner as long as it lasts. */
export const showCall = (json: boolean, { stdout, stderr }: World): ShownCall => {
  const progress = startProgress(stderr, json);
  const line = (words: string): void => {
    progress.pause();
    stdout.write(`${words}\n`);
  };
  return {
    placed: (reply, seenIn) => {
      if (json) return line(JSON.stringify(reply));
      line(`Placed: ${text(reply['uuid'])} (${text(reply['status'] ?? 'started')})`);
      if (seenIn !== undefined) line(`What happens now is shown by ${seenIn}.`);
      progress.say('Calling. Ctrl-C hangs up');
    },
    status: (call) => {
      if (json) return line(JSON.stringify(call));
      const status = text(call['status']);
      if (endsCall(status)) return;
      if (status !== 'started') line(`  ${status}`);
      progress.say(`${status === 'answered' ? 'On the line' : 'Calling'}. Ctrl-C hangs up`);
    },
    ended: ({ last, hungUp }) => {
      if (json) return;
      line(`${hungUp ? 'Hung up' : 'Ended'}: ${[text(last['status']), ...billOf(last)].join(', ')}`);
    },
    quiet: () => progress.end(),
  };
};

const text = (value: Json | undefined): string => printable(String(value ?? ''));

/** `duration`, `price` and `rate` are there once the call is completed (voice-api.md §4), in seconds and euros (voice-webhooks.md §3). */
const billOf = ({ duration, price, rate }: JsonObject): readonly string[] => [
  ...(duration === undefined || duration === null ? [] : [`${text(duration)} s`]),
  ...(price === undefined || price === null ? [] : [`price ${shortPrice(text(price))} EUR`]),
  ...(rate === undefined || rate === null ? [] : [`rate ${shortPrice(text(rate))} EUR a minute`]),
];
