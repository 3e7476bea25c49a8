import { badUsage, Failure } from '../../failure.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import { printable } from '../../text/printable.ts';

/** Shorter ones are typed by mistake, and fit too many. */
const SHORTEST = 4;
/** So many are named when more than one fits. */
const SHOWN = 5;

/** What a call is known by. */
export interface FindableCall {
  readonly id: string;
  /** When it was first heard of; milliseconds since 1970. */
  readonly startedAt: number;
  readonly from: string | undefined;
  readonly legs: ReadonlySet<string>;
  readonly conversations: ReadonlySet<string>;
}

/**
 * The call that is meant: `last`, or an id of it, of a leg or of a conversation, or the beginning of one.
 *
 * @throws Failure when there is none, or more than one
 */
export const findCall = <Call extends FindableCall>(calls: readonly Call[], asked: string): Call => {
  const latest = calls.at(-1);
  if (latest === undefined) {
    throw new Failure({
      what: 'No call is recorded here',
      why: 'The records are in .vonage-flow/ of the project, and there is none with a call.',
      tryThis: [
        'go to the folder of the project, or name its config: --config',
        'or record one, without an account: vonage-flow listen --emulator --call',
      ],
    });
  }
  if (asked.toLowerCase() === 'last') return latest;
  const wanted = asked.toLowerCase().replace(/^con-/, '');
  const fits = (id: string): boolean => id.toLowerCase().replace(/^con-/, '').startsWith(wanted);
  const found =
    wanted.length < SHORTEST
      ? []
      : calls.filter(({ id, legs, conversations }) => [id, ...legs, ...conversations].some(fits));
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  if (found.length > 1) {
    throw badUsage({
      what: `More than one call fits "${asked}"`,
      why: found.slice(-SHOWN).map(callWords).join('; '),
      tryThis: 'write more of its id, or name the call itself',
    });
  }
  throw badUsage({
    what: `No recorded call has the id "${asked}"`,
    why: `The latest: ${calls.slice(-SHOWN).toReversed().map(callWords).join('; ')}.`,
    tryThis: [
      ...[didYouMean(asked, ['last', ...calls.flatMap(({ id }) => [id, shown(id)])])].filter(
        (words) => words !== undefined,
      ),
      wanted.length < SHORTEST
        ? `write at least ${SHORTEST} characters of it, or last`
        : 'name one of them, or last; older ones are gone after 14 days',
      'list them: vonage-flow flows list',
    ],
  });
};

/** `63f61863 of 2026-03-01 09:30 from 447700900001`. */
export const callWords = ({ id, startedAt, from }: FindableCall): string => {
  const time = new Date(startedAt).toISOString().slice(0, 16).replace('T', ' ');
  return printable(`${shown(id)} of ${time} UTC${from === undefined ? '' : ` from ${from}`}`);
};

const shown = (id: string): string => id.replace(/^CON-/, '').slice(0, 8);
