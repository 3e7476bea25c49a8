import type { PlatformNotice } from './notice.ts';

type ApiRequest = Extract<PlatformNotice['event'], { readonly name: 'api-request' }>;

/** What apps ask for by the Client SDK, by method and path (client-sdk.md §4). */
const DEEDS: readonly (readonly [method: string, path: RegExp, does: string])[] = [
  ['POST', /\/legs$/, 'opens a leg'],
  ['POST', /\/knocking$/, 'knocks'],
  ['DELETE', /\/knocking\//, 'knocks no more'],
  ['PUT', /\/members\/[^/]+$/, 'joins'],
  ['POST', /\/rtc\/[^/]+\/answer$/, 'answers'],
  ['POST', /\/rtc\/[^/]+\/offer$/, 'offers its media again'],
  ['DELETE', /\/members\/[^/]+$/, 'leaves'],
  ['POST', /\/members$/, 'adds a member'],
  ['POST', /\/events$/, 'sends'],
  ['DELETE', /\/events\//, 'deletes an event'],
  ['POST', /\/conversations$/, 'makes a conversation'],
  ['PUT', /\/sessions\//, 'goes on with a new token'],
];

/** A request to the API in one line. Leg and conversation have columns of their own, so that their part of the path is left out. */
export const apiWords = (event: ApiRequest): string => {
  const { method, path, action, status, leg, user } = event;
  if (user !== undefined) return `${user} ${deedWords(event)}`;
  const place = leg === undefined ? path : path.replace(/^\/v1\/calls\/[^/]+\/?/, '');
  return [method, withShortIds(place), action, `→ ${status}`].filter(Boolean).join(' ');
};

/** In the words of an app; its status is only of interest when it was refused. */
const deedWords = ({ method, path, action, status }: ApiRequest): string => {
  const does = DEEDS.find(([of, at]) => of === method && at.test(path))?.[2];
  const asked = does ?? `asks ${method} ${withShortIds(path.replace(/^\/v[\d.]+\//, ''))}`;
  return [asked, action, ...(status >= 400 ? [`→ ${status}`] : [])].filter(Boolean).join(' ');
};

/** The first eight digits, as in the columns; members and users are known by no more. */
const withShortIds = (path: string): string =>
  path.replace(/(?:CON|MEM|USR)-([\da-f]{8})-[\da-f-]{27}/g, '$1');

type ClientEvent = Extract<PlatformNotice['event'], { readonly name: 'client-event' }>;

/** How an event reaches a Client SDK user, or why it does not. */
export const wayWords = ({ via, state }: ClientEvent): string =>
  via === 'nothing' ? `nothing: ${state}` : via;

/** That an app has logged in, and with which SDK. */
export const loginWords = ({
  user,
  sdk,
}: Extract<PlatformNotice['event'], { readonly name: 'client-logged-in' }>): string =>
  `${user} logs in${sdk === undefined ? '' : ` (${sdk})`}`;

/** That an app was not let in; why stands on a line of its own. */
export const refusedWords = ({
  user,
  refusal,
}: Extract<PlatformNotice['event'], { readonly name: 'client-refused' }>): string =>
  `${user ?? 'an app'} is refused: ${refusal}`;

/** What became of an app's connection. */
export const connectionWords = ({
  user,
  is,
  within,
}: Extract<PlatformNotice['event'], { readonly name: 'client-connection' }>): string =>
  is === 'lost' ? `${user}: connection lost, may come back for ${within} s` : `${user}: connected again`;

type UserStateChanged = Extract<PlatformNotice['event'], { readonly name: 'user-state-changed' }>;

/** What nobody wanted is explained. */
const WHY_ELSEWHERE: Readonly<Record<string, string>> = {
  'logged-in': ' (logged in)',
  'logged-out': ' (logged out)',
  'token-expired': ' (its token has expired)',
  'connection-lost': ' (connection lost)',
} satisfies Partial<Record<UserStateChanged['why'], string>>;

/** Where the app of a user is now. */
export const elsewhereWords = ({ user, state, why }: UserStateChanged): string =>
  `${user}: ${state}${WHY_ELSEWHERE[why] ?? ''}`;
