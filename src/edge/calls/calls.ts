import { Failure } from '../../failure.ts';
import { isJsonObject, type JsonObject } from '../../vonage/json.ts';
import { type ApplicationKey, applicationSdk } from './application-sdk.ts';
import { callBase } from './call-base.ts';
import { type CallRequest, callFailure } from './call-failure.ts';

export interface CallsOptions extends ApplicationKey {
  readonly keyOrigin: string;
  /** Another host than Vonage's: the emulator. */
  readonly apiHost: string | undefined;
  /** The application's `voice.region`, as far as it is known. */
  readonly region?: string | undefined;
}

/** The Voice API of one application, as raw JSON (voice-api.md §2, §4, §5). Each call is asked for where it runs: see `callBase`. */
export interface Calls {
  /** Places a call. Gives the reply: `uuid`, `conversation_uuid`, `status`. */
  place(body: JsonObject): Promise<JsonObject>;
  /** What the platform tells of a leg: `status`, and once it is completed `duration`, `price`, `rate`, `network`. */
  read(uuid: string, where?: CallAt): Promise<JsonObject>;
  /** Ends a leg. */
  hangUp(uuid: string, where?: CallAt): Promise<void>;
}

export interface CallAt {
  /** `region_url` of the call's answer webhook. */
  readonly regionUrl?: string | undefined;
}

/**
 * Opens the Voice API through the unmodified `@vonage/server-sdk`, of which only the authenticated transport is used, as in
 * `applications.ts`. Its failures carry facts (`factsOf`).
 */
export const openCalls = (options: CallsOptions): Calls => {
  const { applicationId, keyOrigin, apiHost, region } = options;
  const sdk = applicationSdk(options);
  const send = async (
    asked: Pick<CallRequest, 'deed' | 'uuid'>,
    request: object,
    { regionUrl }: CallAt = {},
  ): Promise<{ readonly data: unknown; readonly base: string }> => {
    const { voice } = await sdk();
    const base = callBase({ apiHost, region, regionUrl });
    const path = asked.uuid === undefined ? '' : `/${encodeURIComponent(asked.uuid)}`;
    const sent = { url: `${base}/v1/calls${path}`, type: 'application/json', ...request };
    try {
      // The SDK's request type wants its own enums for what are plain strings on the wire.
      return { data: (await voice.sendRequest<unknown>(sent as never)).data, base };
    } catch (error) {
      throw await callFailure(error, { ...asked, base, applicationId, keyOrigin, region });
    }
  };
  return {
    place: async (body) => {
      const { data, base } = await send({ deed: 'place' }, { method: 'POST', data: body });
      if (isJsonObject(data) && typeof data['uuid'] === 'string') return data;
      throw new Failure({
        what: `${base} took the request, but did not answer with a call`,
        why: 'Whether there is one is not known.',
        tryThis: 'look at the calls in the Vonage dashboard before you try again',
      });
    },
    read: async (uuid, at) => {
      const { data, base } = await send({ deed: 'read', uuid }, { method: 'GET' }, at);
      if (isJsonObject(data) && typeof data['status'] === 'string') return data;
      throw new Failure({
        what: `${base} answered, but not with call ${uuid}`,
        why: 'What it sent has no status.',
        tryThis: 'look at the call in the Vonage dashboard',
      });
    },
    hangUp: async (uuid, at) => {
      await send({ deed: 'hang up', uuid }, { method: 'PUT', data: { action: 'hangup' } }, at);
    },
  };
};
