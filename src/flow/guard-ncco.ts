import type { JsonObject } from '../vonage/json.ts';
import type { AnswerDesk, Answered } from './answer.ts';
import type { Served } from './ncco-book.ts';
import { JSON_TYPE, problemReply } from './problem-reply.ts';

/** What happens to an NCCO that the platform would refuse: it goes out, another takes its place, or none goes out. */
export const BAD_NCCO_WAYS = ['pass', 'replace', 'refuse'] as const;
export type OnBadNcco = (typeof BAD_NCCO_WAYS)[number];

/**
 * Starts the platform's own procedure with certainty: a second try, then the fallback URL (voice-webhooks.md §7, S; of
 * 500 nobody says so).
 */
const REFUSED_STATUS = 503;

const WOULD_DROP = 'this NCCO would drop the call';

/** What is wrong with an NCCO, a line each. */
export interface NccoFaults {
  /** The platform would refuse it, or the call would go another way than was meant. */
  readonly fatal: readonly string[];
  /** It runs, and something in it leads nowhere or sounds wrong. */
  readonly others: readonly string[];
}

/** An NCCO on its way out with its faults named, or what takes its place when it has any. */
export const guardNcco = (
  answered: Answered,
  { fatal, others }: NccoFaults,
  fields: JsonObject,
  desk: AnswerDesk,
): Answered | Promise<Answered> => {
  if (fatal.length === 0 && others.length === 0) return answered;
  const problems = [...answered.problems, ...fatal, ...others];
  if (fatal.length === 0) return { ...answered, problems };
  switch (desk.onBadNcco) {
    case 'pass':
      return { ...answered, problems };
    case 'refuse': {
      const words = `${WOULD_DROP}, so it was held back (--on-bad-ncco refuse)`;
      return { ...answered, reply: problemReply(REFUSED_STATUS, words), problems: [...problems, words] };
    }
    case 'replace': {
      const { origin } = answered;
      const asked =
        origin.by === 'forward' ? { url: origin.url, milliseconds: origin.milliseconds } : undefined;
      const replace = ({ name, text, actions, problems: others }: Served): Answered => ({
        target: answered.target,
        reply: { status: 200, headers: JSON_TYPE, body: text },
        origin: { by: 'ncco', name, actions, ...(asked && { insteadOf: { ...asked, why: WOULD_DROP } }) },
        problems: [...problems, ...others, `NCCO "${name}" took its place (--on-bad-ncco replace)`],
      });
      const net = desk.book.safetyNet(fields, desk.addresses);
      return net instanceof Promise ? net.then(replace) : replace(net);
    }
    default:
      return desk.onBadNcco satisfies never;
  }
};
