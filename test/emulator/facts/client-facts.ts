import type { WrittenRow } from './fact-row.ts';

/** client-sdk.md */
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
  ['§1.1', 'Nothing else goes over its socket', 'edge/emulator/client/socket.test.ts'],
  ['§1.2', 'Callbacks of the SDK by name', 'edge/emulator/client/stories.test.ts'],
  ['§2', 'Addresses and options of the SDK', 'edge/emulator/client/login.test.ts'],
  ['§3', 'The socket', 'edge/emulator/client/socket.test.ts, edge/emulator/client/login.test.ts'],
  [
    '§3',
    'A connection that is lost',
    'client-sdk/connection-is-lost-and-found, client-sdk/connection-is-lost-for-good: how long it may be lost is U',
  ],
  ['§3', '`cid` instead of `conversation_id`', 'edge/emulator/sdk-members-events.test.ts'],
  ['§3.1', 'Refusals of the socket', 'edge/emulator/client/login.test.ts'],
  [
    '§4',
    'Requests of the SDK',
    'edge/emulator/client/requests.test.ts, edge/emulator/client/stories.test.ts: not push and devices',
  ],
  ['§4.1', 'Fields that the parser wants', 'vonage/webhooks/rtc-bodies.test.ts, user-states/foreground'],
  ['§5', 'Sound', 'edge/emulator/client/media/calls.test.ts: silence'],
  ['§7', 'The old `nexmo-client`', '– it asks at `/beta`, which answers 501'],
  ['§8', 'What a socket for the SDK has to serve', 'edge/emulator/client/stories.test.ts: not push'],
  [
    '§9',
    'The order in which the SDK wants to hear of an end',
    'client-sdk/phone-calls-app-rejects, client-sdk/phone-calls-app-hangs-up',
  ],
  [
    '§9',
    'Media decides when a call goes on',
    'client-sdk/sound-cannot-begin, client-sdk/sound-is-lost-and-found',
  ],
  ['§9', 'Pages that the SDK can read', 'edge/emulator/client/requests.test.ts'],
];
