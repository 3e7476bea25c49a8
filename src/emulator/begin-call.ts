import type { Call } from './platform.ts';

/** What a call is from its beginning. */
type BegunCall = Pick<
  Call,
  | 'number'
  | 'id'
  | 'application'
  | 'home'
  | 'random'
  | 'caller'
  | 'events'
  | 'outbound'
  | 'customData'
  | 'over'
>;

/** A call in which nothing has happened yet, at home. Each field by its name, which makes it a good deal quicker to make and to read. */
export const beginCall = (begun: BegunCall): Call => ({
  number: begun.number,
  id: begun.id,
  application: begun.application,
  home: begun.home,
  conversation: begun.home,
  random: begun.random,
  caller: begun.caller,
  events: begun.events,
  outbound: begun.outbound,
  customData: begun.customData,
  legs: [],
  timers: new Set(),
  timersEver: 0,
  openRequests: 0,
  requestsEver: 0,
  actionsEver: 0,
  keysEver: 0,
  recordings: [],
  problems: [],
  over: begun.over,
});
