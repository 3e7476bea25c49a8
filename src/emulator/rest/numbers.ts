import type { RestRequest } from '../input.ts';
import type { Turn } from '../turn.ts';
import type { RestReply } from './problem.ts';

export const NUMBERS_PATH = '/account/numbers';

/** The numbers of the account, or those linked to `application_id` (applications-api.md §6); all on one page. */
export const answerNumbers = (turn: Turn, { query }: RestRequest): RestReply => {
  const wanted = query['application_id'];
  const linked = [...turn.platform.numbers].filter(([, id]) => wanted === undefined || id === wanted);
  // An account without numbers is answered with `{}`.
  if (linked.length === 0) return { status: 200, body: {} };
  return {
    status: 200,
    body: {
      count: linked.length,
      numbers: linked.map(([msisdn, id]) => ({
        country: 'GB',
        msisdn,
        type: 'landline',
        features: ['VOICE'],
        app_id: id,
      })),
    },
  };
};
