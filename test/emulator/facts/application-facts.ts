import type { WrittenRow } from './fact-row.ts';

const APPLICATIONS = 'emulator/rest/applications.test.ts';

/** applications-api.md. */
export const APPLICATION_FACTS: readonly WrittenRow[] = [
  ['§1', 'Create, read, replace, delete', APPLICATIONS],
  ['§1', 'Basic with key and secret, no JWT', 'edge/emulator/serve-rest.test.ts'],
  ['§1', '405 for another method, 415 without a JSON content type', APPLICATIONS],
  ['§1', '406 for an `Accept` that cannot be met', '– every `Accept` is met'],
  ['§1', 'The old API, `/v1/applications`', '– 501: no longer documented'],
  ['§1.1', 'Pages, relative links', APPLICATIONS],
  ['§1.2', 'Refusals, with `invalid_parameters`', APPLICATIONS],
  ['§1.2', 'An unknown key inside a webhook is refused', APPLICATIONS],
  ['§2.1', 'The private key is shown once', APPLICATIONS],
  ['§2.1', 'Defaults of what is left out', `${APPLICATIONS}: on PUT U`],
  ['§2.2', 'Bounds of a webhook and its time-outs', APPLICATIONS],
  ['§2.3', '`capabilities.voice`', `${APPLICATIONS}, emulator/region.test.ts, emulator/conversation.test.ts`],
  ['§2.4', '`capabilities.rtc`', `${APPLICATIONS}, rest-without-rtc`],
  ['§2.5', '`capabilities.messages`', '– kept as it is given; the emulator sends no messages'],
  ['§2.6', 'Other capabilities', '– kept as they are given'],
  ['§3', 'PUT replaces all but the keys', APPLICATIONS],
  ['§4', 'The Node SDK reads and writes back', 'edge/applications.test.ts, end-to-end/app.test.ts'],
  ['§5', 'The CLI of Vonage', '– a client; what it asks is §1'],
  ['§6', 'Numbers: list by application, link', 'edge/emulator/api.test.ts, edge/emulator/serve-rest.test.ts'],
  [
    '§6',
    'Calls of a number that leads elsewhere (`voiceCallbackType`)',
    '– numbers lead to applications alone',
  ],
  ['§6', 'Webhooks of the account', '– the emulator sends no SMS'],
];
