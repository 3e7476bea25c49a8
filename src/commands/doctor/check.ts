import { Failure, wordsOf } from '../../failure.ts';
import type { World } from '../../world.ts';
import type { Patient } from './patient.ts';

/** `fault`: something will not work. `warning`: it will, but not as one might think. `skipped`: there was nothing to look at. */
export type Verdict = 'ok' | 'warning' | 'fault' | 'skipped';

/** What came of one look. */
export interface Finding {
  readonly verdict: Verdict;
  /** What was seen, one line. */
  readonly words: string;
  /** What to do, one step an entry; empty when nothing is. */
  readonly tryThis: readonly string[];
}

/** One thing to look at. It changes nothing, and may throw a Failure, which is a fault then. */
export interface Check {
  readonly name: string;
  readonly look: (patient: Patient) => Promise<readonly Finding[]>;
}

export interface Looked {
  readonly check: string;
  readonly finding: Finding;
}

export const ok = (words: string): Finding => ({ verdict: 'ok', words, tryThis: [] });
export const skipped = (words: string): Finding => ({ verdict: 'skipped', words, tryThis: [] });
export const warning = (words: string, ...tryThis: readonly string[]): Finding => ({
  verdict: 'warning',
  words,
  tryThis,
});
export const fault = (words: string, ...tryThis: readonly string[]): Finding => ({
  verdict: 'fault',
  words,
  tryThis,
});

/** A failure of something that was tried, as a finding. Everything else that is thrown is a bug of ours. */
export const faultOf = (error: unknown): Finding => {
  if (!(error instanceof Failure)) throw error;
  const [first, ...more] = (error.why ?? '').split('\n');
  return fault(`${error.what}${first ? `: ${first}${more.length > 0 ? ' …' : ''}` : ''}`, ...error.tryThis);
};

/** Longer than the slowest of the requests inside, so that those say themselves what they waited for. */
const PATIENCE_MILLISECONDS = 20_000;

/** Looks at everything at the same time, and gives what came of it in the order of the checks. Never hangs, never fails. */
export const lookAtAll = async (
  checks: readonly Check[],
  patient: Patient,
  world: World,
): Promise<readonly Looked[]> => {
  const done = new AbortController();
  const tooLate = world.clock
    .sleep(PATIENCE_MILLISECONDS, done.signal)
    .then(() => [fault(`There was no answer within ${PATIENCE_MILLISECONDS / 1000} s`, 'try again')]);
  const looked = await Promise.all(
    checks.map(async ({ name, look }) => {
      const seen = look(patient).catch((error: unknown) => [unexpected(error)]);
      return (await Promise.race([seen, tooLate])).map((finding) => ({ check: name, finding }));
    }),
  );
  done.abort();
  return looked.flat();
};

const unexpected = (error: unknown): Finding =>
  error instanceof Failure
    ? faultOf(error)
    : fault(`This could not be looked at: ${wordsOf(error)}`, 'please report this');
