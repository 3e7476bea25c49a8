import { Failure } from '../failure.ts';
import { VONAGE_API } from '../vonage/hosts.ts';
import { isJsonObject, type JsonObject } from '../vonage/json.ts';
import { detailOf, responseOf, wordsOfNetwork } from './api-failure.ts';

export interface OutboundCall {
  readonly applicationId: string;
  /** PEM. */
  readonly privateKey: string;
  readonly keyOrigin: string;
  /** Another host than Vonage's: the emulator. */
  readonly apiHost: string | undefined;
  /** The body of `POST /v1/calls` (voice-api.md §2). */
  readonly body: JsonObject;
}

const TIMEOUT_MILLISECONDS = 15_000;

/**
 * Places a call through the unmodified `@vonage/server-sdk`, of which only the authenticated transport is used, as in
 * `applications.ts`. Gives the reply: `uuid`, `conversation_uuid`, `status`.
 *
 * @throws Failure with what the API says
 */
export const placeOutboundCall = async (call: OutboundCall): Promise<JsonObject> => {
  const apiHost = call.apiHost ?? VONAGE_API;
  const { Vonage } = await import('@vonage/server-sdk');
  const { applicationId, privateKey } = call;
  const { voice } = new Vonage({ applicationId, privateKey }, { apiHost, timeout: TIMEOUT_MILLISECONDS });
  const request = { url: `${apiHost}/v1/calls`, method: 'POST', type: 'application/json', data: call.body };
  let data: unknown;
  try {
    // The SDK's request type wants its own enums for what are plain strings on the wire.
    ({ data } = await voice.sendRequest<unknown>(request as never));
  } catch (error) {
    throw await placingFailure(error, apiHost, call);
  }
  if (isJsonObject(data) && typeof data['uuid'] === 'string') return data;
  throw new Failure({
    what: `${apiHost} took the request, but did not answer with a call`,
    why: 'Whether there is one is not known.',
    tryThis: 'look at the calls in the Vonage dashboard before you try again',
  });
};

/** The SDK's errors hold the token, so neither they nor their text go any further. */
const placingFailure = async (error: unknown, apiHost: string, call: OutboundCall): Promise<Failure> => {
  const response = responseOf(error);
  if (response === undefined) {
    return new Failure({
      what: `${apiHost} did not answer, and whether the call was placed is not known`,
      why: wordsOfNetwork(error),
      tryThis: 'look at the calls in the Vonage dashboard before you try again',
    });
  }
  const { status } = response;
  const why = await detailOf(response);
  if (status === 401) {
    return new Failure({
      what: `Vonage does not accept the token of application ${call.applicationId} (401)`,
      why: [
        `The key from ${call.keyOrigin} may be another application’s, or the clock of this machine wrong.`,
        why,
      ]
        .filter((words) => words !== undefined)
        .join(' '),
      tryThis: 'let it be looked at: vonage-flow doctor',
    });
  }
  if (status === 429 || status >= 500) {
    return new Failure({
      what:
        status === 429
          ? `${apiHost} gets too many requests from this account (429)`
          : `${apiHost} has a fault of its own (${status})`,
      why,
      tryThis:
        status === 429
          ? 'wait a second, then try again'
          : 'look at the calls in the Vonage dashboard before you try again',
    });
  }
  return new Failure({
    what: `Vonage refused the call (${status})`,
    why,
    tryThis: [
      'is the number to call right, with its country code?',
      'is --from a number of the application’s account?',
    ],
  });
};
