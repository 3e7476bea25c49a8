import { countryOfNumber } from '../../vonage/country-of-number.ts';
import { isJsonObject, type JsonObject } from '../../vonage/json.ts';
import type { RestRequest } from '../input.ts';
import type { Turn } from '../turn.ts';
import type { RestReply } from './problem.ts';

export const NUMBERS_PATH = '/account/numbers';
export const NUMBER_UPDATE_PATH = '/number/update';

/** The numbers of the account, or those of `application_id` or `country` (applications-api.md §6); all on one page. */
export const answerNumbers = (turn: Turn, { query }: RestRequest): RestReply => {
  const { application_id: application, country } = query;
  const linked = [...turn.platform.numbers].filter(
    ([msisdn, id]) =>
      (application === undefined || id === application) &&
      (country === undefined || isCountry(country, countryOfNumber(msisdn))),
  );
  // An account without numbers is answered with `{}`.
  if (linked.length === 0) return { status: 200, body: {} };
  return {
    status: 200,
    body: {
      count: linked.length,
      numbers: linked.map(([msisdn, id]) => ({
        ...countryField(countryOfNumber(msisdn)),
        msisdn,
        type: 'landline',
        features: ['VOICE'],
        app_id: id,
      })),
    },
  };
};

const countryField = (country: string | undefined): JsonObject => (country === undefined ? {} : { country });

/**
 * Links a number to an application, as a form says it: its country, itself and the application (applications-api.md §6).
 * The words of a refusal are not documented (U).
 */
export const updateNumber = (turn: Turn, { body }: RestRequest): RestReply => {
  const { country, msisdn, app_id: application } = isJsonObject(body) ? body : {};
  const { numbers, applications } = turn.platform;
  if (typeof msisdn !== 'string' || !numbers.has(msisdn))
    return failed(`no number ${String(msisdn)} is in the account`);
  const own = countryOfNumber(msisdn);
  if (typeof country !== 'string' || (own !== undefined && !isCountry(country, own)))
    return failed(
      `country is ${typeof country === 'string' ? country : 'missing'}, and ${msisdn} is a number of ${own ?? 'no country'}`,
    );
  if (typeof application !== 'string' || !applications.has(application))
    return failed(`no application ${String(application)} is in the account`);
  numbers.set(msisdn, application);
  return { status: 200, body: { 'error-code': '200', 'error-code-label': 'success' } };
};

const failed = (why: string): RestReply => ({
  status: 420,
  body: { 'error-code': '420', 'error-code-label': 'method failed' },
  why,
});

const isCountry = (given: string, country: string | undefined): boolean => given.toUpperCase() === country;
