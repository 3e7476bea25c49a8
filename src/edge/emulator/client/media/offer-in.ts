import { isJsonObject, type JsonObject, valueAt } from '../../../../vonage/json.ts';
import type { ClientMedia } from './client-media.ts';

/**
 * An invitation to a call with an offer that leads somewhere, when there are media (client-sdk.md §5); every other event as it is. What is
 * told of it elsewhere keeps the platform's own: an offer has a password in it.
 */
export const offerIn = (event: JsonObject, media: Pick<ClientMedia, 'offer'>): JsonObject => {
  const { type, body } = event;
  if (type !== 'member:invited' || !isJsonObject(body) || typeof body['sdp'] !== 'string') return event;
  const leg = valueAt(body, 'channel.id');
  const sdp = typeof leg === 'string' ? media.offer(leg) : undefined;
  return sdp === undefined ? event : { ...event, body: { ...body, sdp } };
};
