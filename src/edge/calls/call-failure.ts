import { Failure } from '../../failure.ts';
import { type ApiFacts, detailOf, responseOf, withFacts, wordsOfNetwork } from '../api-failure.ts';
import { oneLine } from '../one-line.ts';
import { refusedToken } from './refused-token.ts';

/** What was asked about a call, and as whom. */
export interface CallRequest {
  readonly deed: 'place' | 'read' | 'hang up';
  /** Where it was asked. */
  readonly base: string;
  readonly applicationId: string;
  readonly keyOrigin: string;
  /** The call, unless it was about to be placed. */
  readonly uuid?: string;
  /** Of the application, as far as it is known. */
  readonly region?: string | undefined;
}

const LOOK = 'look at the calls in the Vonage dashboard before you try again';

/** The SDK's errors in our words, with the facts that a program goes by. They hold the token, so neither they nor their text go any further. */
export const callFailure = async (error: unknown, request: CallRequest): Promise<Failure> => {
  const response = responseOf(error);
  const status = response?.status;
  const facts: ApiFacts = {
    status,
    passing: status === undefined || status === 429 || status >= 500,
    outcomeUnknown: request.deed !== 'read' && (status === undefined || status >= 500),
  };
  const why = response && (await detailOf(response));
  const failure =
    status === undefined || response?.ok
      ? noAnswer(request, wordsOfNetwork(error))
      : statusFailure(status, why, request);
  return withFacts(failure, facts);
};

const deedOf = ({ deed, uuid = '' }: CallRequest): string =>
  deed === 'place' ? 'the call' : deed === 'read' ? `to tell of call ${uuid}` : `to hang up call ${uuid}`;

const noAnswer = ({ deed, base, uuid }: CallRequest, why: string): Failure =>
  deed === 'place'
    ? new Failure({
        what: `${base} did not answer, and whether the call was placed is not known`,
        why,
        tryThis: LOOK,
      })
    : new Failure({
        what: `${base} did not answer about call ${uuid}`,
        why,
        tryThis: 'try again; the call itself goes on in any case',
      });

const statusFailure = (status: number, why: string | undefined, request: CallRequest): Failure => {
  const { deed, base } = request;
  if (status === 401) return refusedToken(status, why, request);
  if (status === 404 && deed !== 'place') return unknownHere(why, request);
  if (status === 429 || status >= 500) {
    return new Failure({
      what:
        status === 429
          ? `${base} gets too many requests from this account (429)`
          : `${base} has a fault of its own (${status})`,
      why,
      tryThis: status === 429 || deed !== 'place' ? 'wait a second, then try again' : LOOK,
    });
  }
  return new Failure({
    what: `Vonage refused ${deedOf(request)} (${status})`,
    why,
    tryThis:
      deed === 'place'
        ? [
            'is the number to call right, with its country code?',
            'is --from a number of the application’s account?',
          ]
        : 'the call may be over',
  });
};

/** The trap of voice-webhooks.md §10: the call may well be there, at another host. */
const unknownHere = (why: string | undefined, request: CallRequest): Failure => {
  const { uuid = '', base, region, applicationId } = request;
  const here =
    region === undefined
      ? 'nobody said its region'
      : `that is the host of ${oneLine(region, 30)}, the application’s region`;
  return new Failure({
    what: `${base} knows no call ${uuid} (404)`,
    why: [
      `A call is known in its own region only, and elsewhere answered by 404: ${here}.`,
      `Or it is of another application than ${applicationId}, or was over too long ago.`,
      why,
    ]
      .filter((words) => words !== undefined)
      .join(' '),
    tryThis: [
      'compare with `region_url` in its answer webhook, which names the host',
      'or pin where calls run: vonage-flow app configure --region eu-west',
    ],
  });
};
