import { Failure } from '../../failure.ts';
import { detailOf, responseOf, withFacts, wordsOfNetwork } from '../api-failure.ts';
import { refusedToken } from '../calls/refused-token.ts';
import { oneLine } from '../one-line.ts';

/** What was asked about a conversation, and as whom. */
export interface ConversationRequest {
  /** Where it was asked. */
  readonly base: string;
  readonly conversation: string;
  readonly applicationId: string;
  readonly keyOrigin: string;
  /** Set when that is not Vonage's: an emulator has no regions. */
  readonly apiHost: string | undefined;
  /** Of the application, as far as it is known. */
  readonly region?: string | undefined;
}

/** The SDK's errors in our words, with the facts that a program goes by. They hold the token, so neither they nor their text go any further. */
export const conversationFailure = async (error: unknown, request: ConversationRequest): Promise<Failure> => {
  const response = responseOf(error);
  const status = response?.status;
  const why = response && (await detailOf(response));
  const failure =
    status === undefined || response?.ok
      ? noAnswer(request, wordsOfNetwork(error))
      : statusFailure(status, why, request);
  const passing = status === undefined || status === 429 || status >= 500;
  return withFacts(failure, { status, passing, outcomeUnknown: false });
};

const AGAIN = 'pull again: what was pulled until then is kept, and nothing is kept twice';

const noAnswer = ({ base, conversation }: ConversationRequest, why: string): Failure =>
  new Failure({
    what: `${base} did not answer about conversation ${conversation}`,
    why,
    tryThis: ['check the connection to the internet', AGAIN],
  });

const statusFailure = (status: number, why: string | undefined, request: ConversationRequest): Failure => {
  const { base, conversation } = request;
  if (status === 401 || status === 403) return refusedToken(status, why, request);
  if (status === 404) return gone(why, request);
  if (status === 429) {
    return new Failure({
      what: `${base} gets too many requests from this account (429), also after several pauses`,
      why,
      tryThis: ['wait a minute', AGAIN],
    });
  }
  if (status >= 500) {
    return new Failure({
      what: `${base} has a fault of its own (${status}), also after several pauses`,
      why,
      tryThis: ['wait a minute', AGAIN],
    });
  }
  return new Failure({
    what: `Vonage refused to tell of conversation ${conversation} (${status})`,
    why,
    tryThis: 'look at what the API says; is the id written as the webhooks have it?',
  });
};

/**
 * How long things are kept: applications-api.md §2 (`conversations_ttl`, `leg_persistence_time`) and rtc-events.md §5; regions:
 * voice-webhooks.md §10, ncco.md §3.
 */
const gone = (why: string | undefined, request: ConversationRequest): Failure => {
  const { base, conversation, applicationId, apiHost, region } = request;
  const place =
    apiHost !== undefined
      ? ''
      : region === undefined
        ? ', or of another region, and nobody said which'
        : `, or of another region than ${oneLine(region, 30)}, the application’s`;
  return new Failure({
    what: `${base} knows no conversation ${conversation} (404)`,
    why: [
      'A call’s own conversation may be gone as soon as the call has ended; one that has a name is kept for 48 hours, or as `conversations_ttl` of the application says.',
      `Or it is of another application than ${applicationId}${place}.`,
      why,
    ]
      .filter((words) => words !== undefined)
      .join(' '),
    tryThis: [
      'pull while the call runs, or right after it',
      ...(apiHost === undefined
        ? [
            'name the application of the call: --app <id> --private-key <file>',
            'name its region, as `region_url` of the answer webhook has it: `region: eu-west` in the config',
          ]
        : []),
      `ask for its legs, which stay readable for 2 days by default:\nGET /v1/calls?conversation_uuid=${conversation}`,
    ],
  });
};
