import { isApplication } from '../vonage/application.ts';
import { isJsonObject } from '../vonage/json.ts';
import { type KeptConversation, restoreNamed } from './conversations.ts';
import type { Platform } from './platform.ts';
import type { Random } from './random.ts';
import type { LegRecord } from './rest/calls/ledger.ts';
import { isUserState } from './user-state.ts';

/** Maps of the platform that outlive it, with what their values have to be. */
const KEPT_MAPS = {
  applications: isApplication,
  numbers: (value: unknown) => typeof value === 'string',
  users: (value: unknown) => hasTexts(value, ['id', 'name']),
  files: (value: unknown) => hasTexts(value, ['application', 'is']),
  userStates: isUserState,
} satisfies { readonly [K in keyof Platform]?: (value: unknown) => boolean };

/** What files of earlier versions do not have. */
const MISSING: Readonly<Record<string, readonly []>> = { userStates: [] };

type KeptMap = keyof typeof KEPT_MAPS;
type Entries = readonly (readonly [string, unknown])[];

type LeftConversation = KeptConversation & { readonly emptySince: number };

/** What outlives a platform, as plain JSON. */
export type KeptState = { readonly [K in KeptMap]: Entries } & {
  readonly seed: string;
  readonly random: Random;
  readonly callsEver: number;
  readonly conversations: readonly LeftConversation[];
  /** Legs that ended and can still be asked for, and when they are forgotten. */
  readonly endedLegs: Entries;
  readonly forgotten: Entries;
};

/** What of a platform outlives it, at a moment of its own time in milliseconds. */
export const keptState = (platform: Platform, at: number): KeptState => ({
  seed: platform.seed,
  random: platform.random,
  callsEver: platform.callsEver,
  applications: [...platform.applications],
  numbers: [...platform.numbers],
  users: [...platform.users],
  files: [...platform.files],
  userStates: [...platform.userStates],
  conversations: [...platform.named.values()].map(
    ({ owner, participants, announcements, begun, recording, wantsRecording, ...kept }) => ({
      ...kept,
      history: kept.history.map((event) => event.fields()),
      // Who is in it now will not be there any more.
      emptySince: kept.emptySince ?? at,
    }),
  ),
  endedLegs: [...platform.ledger.legs].filter(([uuid]) => platform.ledger.ended.has(uuid)),
  forgotten: [...platform.ledger.ended],
});

/** Reads what `keptState` gave and JSON has been through; undefined when it is anything else. */
export const readKeptState = (value: unknown): KeptState | undefined => {
  if (!isJsonObject(value)) return undefined;
  const { seed, random, callsEver, conversations } = value;
  const isWhole =
    typeof seed === 'string' &&
    typeof callsEver === 'number' &&
    isJsonObject(random) &&
    ['a', 'b', 'c', 'count'].every((word) => typeof random[word] === 'number') &&
    Array.isArray(conversations) &&
    conversations.every(isKeptConversation) &&
    isEntries(value['endedLegs'], (leg) => hasTexts(leg, ['uuid', 'application', 'status'])) &&
    isEntries(value['forgotten'], isJsonObject) &&
    Object.entries(KEPT_MAPS).every(([name, isValue]) => isEntries(value[name] ?? MISSING[name], isValue));
  // Each of its parts was looked at.
  return isWhole ? (value as unknown as KeptState) : undefined;
};

const isEntries = (value: unknown, isValue: (value: unknown) => boolean): boolean =>
  Array.isArray(value) &&
  value.every((entry) => Array.isArray(entry) && typeof entry[0] === 'string' && isValue(entry[1]));

const isKeptConversation = (value: unknown): boolean =>
  hasTexts(value, ['id', 'name', 'application']) &&
  isJsonObject(value) &&
  typeof value['lastEventId'] === 'number' &&
  typeof value['emptySince'] === 'number' &&
  Array.isArray(value['history']);

const hasTexts = (value: unknown, names: readonly string[]): boolean =>
  isJsonObject(value) && names.every((name) => typeof value[name] === 'string');

/**
 * Puts into a new platform what an earlier one had. Calls are counted on, so that their ids, which come from the seed and their
 * number, are new ones.
 */
export const restoreState = (platform: Platform, kept: KeptState): void => {
  platform.callsEver = kept.callsEver;
  if (kept.seed === platform.seed) Object.assign(platform.random, kept.random);
  for (const name of Object.keys(KEPT_MAPS) as KeptMap[]) {
    // `readKeptState` looked at the values.
    const map = platform[name] as Map<string, unknown>;
    for (const [key, value] of kept[name] ?? []) map.set(key, value);
  }
  for (const conversation of [...kept.conversations].sort(byEmptySince)) restoreNamed(platform, conversation);
  const { legs, ended } = platform.ledger;
  // `readKeptState` looked at them.
  for (const [uuid, leg] of kept.endedLegs) legs.set(uuid, leg as LegRecord);
  for (const [uuid, end] of kept.forgotten) ended.set(uuid, end as { readonly forgetAt: number });
};

/** Those that were left first are forgotten first. */
const byEmptySince = (left: LeftConversation, right: LeftConversation): number =>
  left.emptySince - right.emptySince;
