import type { RestReply } from '../../../../emulator/rest/problem.ts';
import { type Json, valueAt } from '../../../../vonage/json.ts';
import type { ClientMedia } from './client-media.ts';

/** What a request of the Client SDK does to the media of a leg. */
export interface MediaOfRequest {
  /** What the platform is to answer the app's offer with. */
  readonly sdp?: string;
  /** What the platform said decides. */
  settle(said: RestReply): void;
}

type Media = Pick<ClientMedia, 'answer' | 'claim'>;

/**
 * Answers the offer in a request before the platform sees it, for that has the answer in its reply; undefined for requests that
 * are about no media (client-sdk.md §4). @param path without its version
 */
export const answerOffer = (
  media: Media,
  method: string,
  path: string,
  body: Json | undefined,
): MediaOfRequest | undefined => {
  if (method !== 'POST') return undefined;
  if (path === '/legs') return answered(media, body, 'knock', (said) => textAt(said.body, 'rtc_id'));
  if (path === '/knocking')
    return {
      settle: ({ status }) => {
        if (status < 400) media.claim(textAt(body, 'channel.id') ?? '');
      },
    };
  const leg = /^\/conversations\/[^/]+\/rtc\/([^/]+)\/offer$/.exec(path)?.[1];
  return leg === undefined ? undefined : answered(media, body, 'end', () => leg);
};

const answered = (
  media: Media,
  body: Json | undefined,
  until: 'knock' | 'end',
  legOf: (said: RestReply) => string | undefined,
): MediaOfRequest | undefined => {
  const offer = textAt(body, 'body.offer.sdp');
  const answer = offer === undefined ? undefined : media.answer(offer);
  return (
    answer && {
      sdp: answer.sdp,
      settle: (said) => {
        const leg = said.status < 400 ? legOf(said) : undefined;
        if (leg === undefined) answer.drop();
        else answer.keepFor(leg, until);
      },
    }
  );
};

const textAt = (value: Json | undefined, path: string): string | undefined => {
  const found = valueAt(value, path);
  return typeof found === 'string' ? found : undefined;
};
