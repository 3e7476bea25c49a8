import { type KeyObject, sign } from 'node:crypto';
import type { JsonObject } from '../../vonage/json.ts';

/** A JWT as Vonage's APIs and the Client SDK want it: signed with RS256 by the application's private key (rtc-events.md §7.1). */
export const signToken = (claims: JsonObject, key: KeyObject): string => {
  const signed = `${encodePart({ alg: 'RS256', typ: 'JWT' })}.${encodePart(claims)}`;
  return `${signed}.${sign('RSA-SHA256', Buffer.from(signed), key).toString('base64url')}`;
};

const encodePart = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
