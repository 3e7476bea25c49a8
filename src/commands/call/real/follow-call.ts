import { factsOf } from '../../../edge/api-failure.ts';
import type { Calls } from '../../../edge/calls/calls.ts';
import { Failure, reasonOf } from '../../../failure.ts';
import { endsCall } from '../../../vonage/call-status.ts';
import type { JsonObject } from '../../../vonage/json.ts';
import type { World } from '../../../world.ts';

/** A call's last look, and whether somebody hung it up from here. */
export interface Followed {
  readonly last: JsonObject;
  readonly hungUp: boolean;
}

/** Well under the platform's 15 requests a second for all (voice-api.md §1). */
const LOOK_MILLISECONDS = 1_000;
/** So many looks in a row may fail, or tries to hang up, as in a tunnel of a train, before nobody knows any more. */
const MOST_FAILED_LOOKS = 10;

/**
 * Looks at a call until it is over, and tells each new status. A stop (Ctrl-C) hangs it up, since it costs money; then what became of it is
 * still waited for, until a second one.
 *
 * @throws Failure when it could not be hung up, or nobody knows what has become of it
 */
export const followCall = async (
  { clock, stop, stdout }: World,
  calls: Calls,
  uuid: string,
  tell: (call: JsonObject) => void,
): Promise<Followed> => {
  let hungUp = false;
  /** Ends the pause before the next look, since one hangs up at once. */
  let hurry = stop.requested;
  let before: unknown;
  let failed = 0;
  const { requested, insisted } = stop;
  for (;;) {
    await clock.sleep(LOOK_MILLISECONDS, hurry);
    // A reader that has gone (`| head`) is no reason to end a call.
    if (insisted.aborted || stdout.isClosed) throw notFollowed(uuid, hungUp);
    try {
      if (requested.aborted && !hungUp) {
        hurry = insisted;
        await hangUp(calls, uuid);
        hungUp = true;
      }
      const last = await calls.read(uuid);
      failed = 0;
      if (last['status'] !== before) tell(last);
      before = last['status'];
      if (endsCall(String(before))) return { last, hungUp };
    } catch (error) {
      failed += 1;
      // One that was only just placed may not be known everywhere yet.
      const passes =
        factsOf(error)?.passing === true || (factsOf(error)?.status === 404 && before === undefined);
      if (!passes || failed >= MOST_FAILED_LOOKS) throw lost(uuid, error, hungUp);
    }
  }
};

const hangUp = async (calls: Calls, uuid: string): Promise<void> => {
  try {
    await calls.hangUp(uuid);
  } catch (error) {
    const status = factsOf(error)?.status;
    // It is over already: the next look tells how it ended.
    if (status !== 400 && status !== 404) throw error;
  }
};

const costs = (uuid: string): readonly string[] => [
  `if it still runs, end it in the Vonage dashboard, or: PUT /v1/calls/${uuid} with {"action":"hangup"}`,
];

const notFollowed = (uuid: string, hungUp: boolean): Failure =>
  new Failure({
    what: hungUp
      ? `Call ${uuid} was hung up; its end was not waited for`
      : `Call ${uuid} is followed no more`,
    why: hungUp
      ? undefined
      : 'Nobody reads what is told of it. It goes on, and costs money as long as it does.',
    tryThis: costs(uuid),
  });

const lost = (uuid: string, error: unknown, hungUp: boolean): unknown =>
  error instanceof Failure
    ? new Failure({
        what: hungUp ? `What became of call ${uuid} is not known` : `Call ${uuid} may still be going on`,
        why: reasonOf(error),
        tryThis: [...costs(uuid), ...error.tryThis],
      })
    : error;
