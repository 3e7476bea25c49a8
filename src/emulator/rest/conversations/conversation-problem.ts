import type { InvalidParameter, RestReply } from '../problem.ts';

/** Status, title and detail by code (rtc-events.md §7; words of Conversation API 5.5.1). */
const PROBLEMS = {
  'http:error:validation-fail': [400, 'Bad request.', 'Input validation failure.'],
  'http:error:method-not-allowed': [405, 'Method not allowed.', 'Request method not supported.'],
  'system:error:invalid-token': [
    401,
    'Unauthorized.',
    'You did not provide a valid token. Please provide a valid token.',
  ],
  'system:error:permission': [403, 'Forbidden.', 'You do not have permission to perform this action.'],
  'user:error:not-found': [404, 'Not found.', 'User does not exist, or you do not have access.'],
  'user:error:duplicate-name': [
    409,
    'Conflict.',
    'The request failed because the user name already exists. Please provide a unique user name and try again.',
  ],
  'user:error:invalid-user-name': [
    400,
    'Bad request.',
    "Username must not be 'me' and it must not start with 'USR-'.",
  ],
  'conversation:error:not-found': [
    404,
    'Not found.',
    'Conversation does not exist, or you do not have access.',
  ],
  'conversation:error:duplicate-name': [
    409,
    'Conflict.',
    'The request failed because the conversation name already exists. Please provide a unique conversation name and try again.',
  ],
  'conversation:error:member-not-found': [
    404,
    'Not found.',
    'Member does not exist, or you do not have access.',
  ],
  // Codes of the Client SDK's list; 400 is what apps on the platform look for; the words are ours (client-sdk.md §9).
  'conversation:error:member-already-joined': [400, 'Bad request.', 'The user has already joined.'],
  'conversation:error:member-already-invited': [400, 'Bad request.', 'The user is already invited.'],
  'event:error:not-found': [404, 'Not found.', 'Event does not exist, or you do not have access.'],
  // Only the Client SDK's paths; the words are ours (U).
  'leg:error:not-found': [404, 'Not found.', 'Leg does not exist, or you do not have access.'],
  'session:error:not-found': [404, 'Not found.', 'Session does not exist, or you do not have access.'],
  'paginator-builder:error:invalid-cursor': [
    400,
    'Bad request.',
    'The request failed due to an invalid cursor',
  ],
} as const;

export type ConversationProblem = keyof typeof PROBLEMS;

/** A refusal of the Conversation API, which also serves users. `instance` is a trace id. */
export const conversationProblem = (
  code: ConversationProblem,
  instance: string,
  invalid: readonly InvalidParameter[] = [],
): RestReply => {
  const [status, title, detail] = PROBLEMS[code];
  return {
    status,
    body: {
      title,
      type: `https://developer.vonage.com/api/conversation#${code}`,
      code,
      detail,
      // 32 hex digits in every example.
      instance: instance.replaceAll('-', ''),
      ...(invalid.length > 0 && {
        invalid_parameters: invalid.map(({ name, reason }) => ({ name, reason })),
      }),
    },
  };
};
