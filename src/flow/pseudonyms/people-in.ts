import { isJsonObject, type Json } from '../../vonage/json.ts';
import { fromQuery } from '../../vonage/query.ts';
import { numbersIn } from './masked-text.ts';
import type { People } from './people.ts';

/** Learns which numbers and names stand in a record. */
export const learnPeople = (people: People, record: Json): void => see(people, record, '');

/** Fields that hold a phone number, also as a number of JSON, or the name of a user. */
const PARTIES: ReadonlySet<string> = new Set(['from', 'to', 'number', 'msisdn', 'dnis']);
/** Fields that hold the name of a user, or an object with it. */
const USERS: ReadonlySet<string> = new Set([
  ...['from_user', 'to_user', 'user', 'users', 'user_name', 'username', 'display_name', 'who'],
]);

const see = (people: People, value: Json, key: string): void => {
  if (typeof value === 'string') seeText(people, value, key);
  else if (typeof value === 'number') {
    if (mayBePhone(value, PARTIES.has(key))) people.numbers.add(String(value));
  } else if (Array.isArray(value)) for (const item of value) see(people, item, key);
  else if (isJsonObject(value)) {
    for (const [name, member] of Object.entries(value)) {
      if (name === 'query' && typeof member === 'string') see(people, fromQuery(member), '');
      if (/\d{7}/.test(name)) for (const number of numbersIn(name)) people.numbers.add(number);
      // `user: { name }`, and whatever else is said of a user.
      see(people, member, USERS.has(key) && name === 'name' ? 'user_name' : name);
    }
  }
};

/** Elsewhere a large whole number may be a time, in seconds or in milliseconds since 1970. */
const mayBePhone = (value: number, isParty: boolean): boolean => {
  if (!Number.isSafeInteger(value)) return false;
  const isTime = (value > 1e9 && value < 2.2e9) || (value > 1e12 && value < 2.2e12);
  return isParty ? value > 1e6 : value > 1e9 && !isTime;
};

const seeText = ({ numbers, names }: People, text: string, key: string): void => {
  for (const number of numbersIn(text)) numbers.add(number);
  if ((USERS.has(key) || PARTIES.has(key)) && isName(text)) names.add(text);
};

/** Ids and numbers are none, nor the words of the protocol that stand in the same fields. */
const isName = (text: string): boolean =>
  text.length >= 3 &&
  text.length <= 255 &&
  /\p{L}/u.test(text) &&
  !/\d{7}|[/:@?=&<>"{}]|^(?:NAM|USR|MEM|CON|vapi-user)-|\*\*\*|[\da-f]{8}-[\da-f]{4}/i.test(text) &&
  !WORDS.has(text.toLowerCase());

const WORDS: ReadonlySet<string> = new Set([
  ...['phone', 'app', 'sip', 'websocket', 'vbc', 'user', 'unknown', 'anonymous', 'restricted', 'private'],
  ...['unavailable', 'inbound', 'outbound', 'caller', 'callee', 'true', 'false', 'null', 'system'],
]);
