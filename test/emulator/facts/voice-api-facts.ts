import type { WrittenRow } from './fact-row.ts';

/** voice-api.md, as the machine runs it; the bodies are held by the tables in src/vonage/voice-api. */
export const VOICE_API_FACTS: readonly WrittenRow[] = [
  ['§1', 'The unmodified Node SDK does all of it', 'edge/emulator/sdk-voice.test.ts'],
  ['§1', 'Tokens', 'edge/emulator/serve-rest.test.ts'],
  ['§1', 'A call is known in its region', 'edge/emulator/region-hosts.test.ts'],
  [
    '§2',
    'Create: NCCO or answer URL',
    'rest-call-with-an-ncco, rest-call-with-an-answer-url, rest-call-whose-answer-url-is-down',
  ],
  ['§2', 'Create: `event_url`, `length_timer`', 'rest-call-with-an-event-url, rest-length-timer'],
  [
    '§2',
    'Create: to whom, from whom',
    'rest-call-to-a-user, rest-call-to-nobody, rest-call-from-a-foreign-number',
  ],
  ['§2', 'Create: machine detection', 'rest-machine-default, rest-machine-detect, rest-machine-detect_beep'],
  [
    '§2',
    'How the called behave',
    'rest-callee-busy, rest-callee-reject, rest-callee-unanswered, rest-callee-fail, rest-callee-ignore',
  ],
  ['§3', 'List: filters and pages', 'emulator/rest/calls/list-calls.test.ts'],
  ['§4', 'One call', 'edge/emulator/sdk-voice.test.ts'],
  ['§5', 'Hang up', 'rest-hang-up, rest-hang-up-while-it-rings, rest-hang-up-one-of-two'],
  ['§5', 'Mute and earmuff', 'rest-mute-and-earmuff'],
  [
    '§5',
    'Transfer',
    'rest-transfer-to-a-url, rest-transfer-to-an-ncco, rest-transfer-a-caller, rest-transfer-the-second-of-two, rest-transfer-before-the-answer-comes, rest-transfers-that-overtake-one-another',
  ],
  [
    '§6',
    'Talk and stream into a call',
    'rest-talk-beside-an-ncco, rest-stream-beside-an-ncco, sockets/played-and-pressed-by-the-api',
  ],
  ['§7', 'Keys', 'rest-keys, sockets/played-and-pressed-by-the-api'],
  ['§8', 'The listener for keys', 'rest-listener'],
  ['§9', '`conversations_ttl`, `region`', 'emulator/conversation.test.ts, emulator/region.test.ts'],
  ['§9', '`leg_persistence_time`', 'emulator/rest/calls/keep-leg.test.ts'],
  ['§10', 'Refusals', 'rest-too-early, vonage/voice-api/read-body.test.ts, edge/emulator/serve-rest.test.ts'],
];
