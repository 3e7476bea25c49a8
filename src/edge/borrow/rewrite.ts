import { Failure } from '../../failure.ts';
import type { Application } from '../../vonage/application.ts';
import type { Clock } from '../../world.ts';
import { type ApiFacts, factsOf, withFacts } from '../api-failure.ts';
import type { Applications } from '../applications.ts';

/** How long a rewrite goes on trying. */
export interface Patience {
  readonly clock: Clock;
  /** Number of PUTs at most. */
  readonly tries: number;
  readonly timeoutMilliseconds?: number;
  /** Ends reads, pauses and further tries. A PUT that is under way is waited for. */
  readonly signal?: AbortSignal | undefined;
  /** Ends the waiting for a PUT as well; its outcome is then unknown. */
  readonly writeSignal?: AbortSignal | undefined;
}

/** The result of a rewrite: what the platform holds now, and what was sent to get there (undefined when nothing was). */
export interface Rewritten {
  readonly application: Application;
  readonly sent: Application | undefined;
}

/** First pause after a failed try; doubles up to the longest. Short, since a person who pressed Ctrl-C is waiting. */
const FIRST_PAUSE_MILLISECONDS = 150;
const LONGEST_PAUSE_MILLISECONDS = 1_200;

/** Of a failure that does not come from the platform. */
const NO_FACTS: ApiFacts = { status: undefined, passing: false, outcomeUnknown: false };

/**
 * Reads an application, changes it and writes it back, until it is as wanted: `change` gives the application to send,
 * or undefined when nothing is left to do. Every try begins with a GET, so the outcome of a PUT that nobody answered
 * becomes known by itself, and somebody else's edit in between is seen. Fails with the last
 * failure of the platform, marked as of unknown outcome when any PUT went unanswered.
 */
export const rewrite = async (
  applications: Applications,
  id: string,
  change: (current: Application) => Application | undefined | Promise<Application | undefined>,
  patience: Patience,
): Promise<Rewritten> => {
  const { clock, tries, signal, writeSignal } = patience;
  const limit =
    patience.timeoutMilliseconds === undefined ? {} : { timeoutMilliseconds: patience.timeoutMilliseconds };
  let failure: unknown;
  let sent: Application | undefined;
  // Once a PUT went unanswered it may still be carried out, whatever a GET says: only a PUT that is answered ends the doubt.
  let inDoubt = false;
  let pause = FIRST_PAUSE_MILLISECONDS;
  for (let tried = 0; ; tried += 1) {
    try {
      const current = await applications.read(id, { ...limit, signal });
      const wanted = await change(current);
      if (wanted === undefined) return { application: current, sent };
      // This last look only told what had become of the last PUT.
      if (tried >= tries) throw failure;
      sent = wanted;
      const reply = await applications.write(wanted, { ...limit, signal: writeSignal });
      if ((await change(reply)) === undefined) return { application: reply, sent };
      throw notKept(id);
    } catch (error) {
      const facts = factsOf(error) ?? NO_FACTS;
      inDoubt ||= facts.outcomeUnknown;
      const gaveUp = signal?.aborted === true && facts.passing && facts.status === undefined;
      // The last answer of the platform says more than that the time was over before the next one.
      const reason = gaveUp ? (failure ?? error) : error;
      failure = reason instanceof Failure ? withFacts(reason, { ...facts, outcomeUnknown: inDoubt }) : reason;
      if (signal?.aborted || !facts.passing || tried >= tries) throw failure;
    }
    await clock.sleep(pause, signal);
    if (signal?.aborted) throw failure;
    pause = Math.min(pause * 2, LONGEST_PAUSE_MILLISECONDS);
  }
};

const notKept = (id: string): Failure =>
  new Failure({
    what: `Vonage accepted the new webhook URLs of application ${id}, but does not keep them`,
    why: 'The reply to the change still shows other URLs.',
    tryThis: 'look at the application in the Vonage dashboard; somebody else may be changing it right now',
  });
