import type { WrittenRow } from './fact-row.ts';

/** client-sdk.md. The socket of the SDK, and what it asks over HTTP with it, are not emulated. */
export const CLIENT_FACTS: readonly WrittenRow[] = [
  [
    '§1',
    'Callbacks while the app is in the foreground',
    'user-states/foreground, user-states/background-calls',
  ],
  ['§1', 'Push while it is in the background', 'user-states/background-answers, user-states/messages'],
  ['§1', 'Nothing else reaches an app that is not open', 'user-states/background-caller-gives-up'],
  [
    '§1',
    'Who is offline',
    'user-states/offline, user-states/offline-synchronous, user-states/offline-called-by-the-api: U',
  ],
  ['§1.1', 'Only events that the SDK’s parser knows', 'user-states/foreground'],
  ['§1.2', 'Callbacks of the SDK by name', '– they are made in the SDK out of these events'],
  ['§2', 'Addresses and options of the SDK', '– no socket for the SDK'],
  ['§3', 'The socket', '– no socket for the SDK'],
  ['§3', '`cid` instead of `conversation_id`', 'edge/emulator/sdk-members-events.test.ts'],
  ['§3.1', 'Refusals of the socket', '– no socket for the SDK'],
  ['§4', 'Requests of the SDK', '– no socket for the SDK'],
  ['§4.1', 'Fields that the parser wants', 'vonage/webhooks/rtc-bodies.test.ts, user-states/foreground'],
  ['§5', 'Sound', '– silent: a real connection on which nothing is said'],
  ['§7', 'The old `nexmo-client`', '– no socket for the SDK'],
  ['§8', 'What a socket for the SDK would have to serve', '– no socket for the SDK'],
];
