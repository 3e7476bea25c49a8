import { isJsonObject, type Json, type JsonObject } from '../../../vonage/json.ts';
import type { Leaving } from '../../guests.ts';
import type { InvalidParameter } from '../problem.ts';

type Reading<T> =
  | { readonly ok: true; readonly wanted: T }
  | { readonly ok: false; readonly invalid: readonly InvalidParameter[] };

export interface NewMember {
  readonly user: { readonly id?: string; readonly name?: string };
  readonly state: 'invited' | 'joined';
  readonly channel: { readonly type: 'app' };
  readonly invitedBy: string | null;
  /** Something that would have to dial: what it is, in words. */
  readonly missing: string | undefined;
}

/** Reads the body of `POST …/members` (rtc-events.md §7); what is not known is left out (U). */
export const readNewMember = (body: JsonObject): Reading<NewMember> => {
  const invalid: InvalidParameter[] = [];
  const user = isJsonObject(body['user']) ? body['user'] : {};
  const [id, name] = [textOf(user['id']), textOf(user['name'])];
  if (id === undefined && name === undefined)
    invalid.push({ name: 'user', reason: '"user" must have an id or a name' });
  const state = oneOf(body['state'], ['invited', 'joined'], invalid);
  const channel = body['channel'] ?? { type: 'app' };
  const type = isJsonObject(channel) ? channel['type'] : undefined;
  if (typeof type !== 'string') invalid.push({ name: 'channel', reason: '"channel.type" is required' });
  if (invalid.length > 0 || state === undefined) return { ok: false, invalid };
  const missing =
    type !== 'app'
      ? `the channel "${type}"`
      : body['knocking_id'] === undefined
        ? undefined
        : '"knocking_id"';
  return {
    ok: true,
    wanted: {
      user: { ...(id !== undefined && { id }), ...(name !== undefined && { name }) },
      state,
      channel: { type: 'app' },
      invitedBy: textOf(body['member_id_inviting']) ?? textOf(body['from']) ?? null,
      missing,
    },
  };
};

/** Reads the body of `PATCH …/members/{id}`. */
export const readMemberChange = (
  body: JsonObject,
): Reading<{ readonly state: 'joined' | 'left'; readonly reason: Leaving | undefined }> => {
  const invalid: InvalidParameter[] = [];
  const state = oneOf(body['state'], ['joined', 'left'], invalid);
  if (state === undefined) return { ok: false, invalid };
  const reason = isJsonObject(body['reason']) ? body['reason'] : undefined;
  const [code, text] = [textOf(reason?.['code']), textOf(reason?.['text'])];
  const told = { ...(code !== undefined && { code }), ...(text !== undefined && { text }) };
  return { ok: true, wanted: { state, reason: reason && told } };
};

const textOf = (value: Json | undefined): string | undefined =>
  typeof value === 'string' ? value : undefined;

/** Lower case in requests, as the reference has it; upper case, as its replies have it, is taken too. */
const oneOf = <T extends string>(
  value: Json | undefined,
  words: readonly T[],
  invalid: InvalidParameter[],
): T | undefined => {
  const word = words.find((candidate) => candidate === textOf(value)?.toLowerCase());
  if (word === undefined)
    invalid.push({ name: 'state', reason: `"state" must be one of [${words.join(', ')}]` });
  return word;
};
