import { isJsonObject } from '../../vonage/json.ts';
import type { RestRequest } from '../input.ts';
import type { Turn } from '../turn.ts';
import type { RestReply } from './problem.ts';

export const NUMBERS_PATH = '/account/numbers';
export const NUMBER_UPDATE_PATH = '/number/update';

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

/** Links a number to an application, as a form says it (applications-api.md §6). The words of a refusal are not documented (U). */
export const updateNumber = (turn: Turn, { body }: RestRequest): RestReply => {
  const { msisdn, app_id: application } = isJsonObject(body) ? body : {};
  const { numbers, applications } = turn.platform;
  const isKnown = typeof msisdn === 'string' && numbers.has(msisdn);
  if (!isKnown || typeof application !== 'string' || !applications.has(application)) {
    return { status: 420, body: { 'error-code': '420', 'error-code-label': 'method failed' } };
  }
  numbers.set(msisdn, application);
  return { status: 200, body: { 'error-code': '200', 'error-code-label': 'success' } };
};
