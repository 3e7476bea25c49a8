import type { UserMove } from '../../emulator/script.ts';
import { type GivenUser, USER_STATES, type UserState } from '../../emulator/user-state.ts';
import { userFromWords } from '../../emulator/user-words.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import { isJsonObject, type Json } from '../../vonage/json.ts';
import { objectOf, refusal, secondsOf, textOf, wordOf } from './script-form.ts';

/** Reads a user: a name, or `{name, state}`. @throws Failure that names what does not fit */
export const readUser = (where: string, value: Json): GivenUser => {
  if (typeof value === 'string') return readName(where, value);
  if (!isJsonObject(value)) throw refusal(`${where} is the name of a user, or {name, state}`);
  const { name, state } = objectOf(where, value, ['name', 'state']);
  return {
    name: readName(`${where}.name`, name),
    ...(state !== undefined && { state: wordOf(`${where}.state`, state, USER_STATES) }),
  };
};

const readName = (where: string, value: Json | undefined): string => {
  const name = textOf(where, value);
  if (name.trim() === '') throw refusal(`${where} is empty`);
  return name;
};

/** Reads where an app is from a second of a call on: `alice=offline@4s`, or `{user, state, at}`. @throws Failure that names what does not fit */
export const readUserMove = (where: string, value: Json): UserMove => {
  if (typeof value === 'string') {
    const read = userFromWords(value);
    if ('problem' in read) throw refusal(`${where}: ${read.problem}`);
    if ('moves' in read) return read.moves;
    throw refusal(`${where} has no time: write it as alice=offline@4s`);
  }
  if (!isJsonObject(value)) throw refusal(`${where} is alice=offline@4s, or {user, state, at}`);
  const { user, state, at } = objectOf(where, value, ['user', 'state', 'at']);
  if (at === undefined) throw refusal(`${where} has no time: add at, the second of the call`);
  return {
    user: readName(`${where}.user`, user),
    state: wordOf(`${where}.state`, state, USER_STATES),
    at: secondsOf(`${where}.at`, at),
  };
};

/** Reads where the apps of users are who exist: `{"alice": "offline"}`. @throws Failure that names what does not fit */
export const readUserStates = (
  value: Json | undefined,
  known: readonly string[],
): Readonly<Record<string, UserState>> => {
  if (!isJsonObject(value)) throw refusal('it is an object: user name to foreground, background or offline');
  return Object.fromEntries(
    Object.entries(value).map(([name, state]) => {
      if (known.includes(name)) return [name, wordOf(name, state, USER_STATES)];
      throw refusal(
        `no Client SDK user is called "${name}" here: ${didYouMean(name, known) ?? `there is ${known.join(', ') || 'none'}`}`,
      );
    }),
  );
};
