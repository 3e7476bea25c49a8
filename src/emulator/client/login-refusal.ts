/** What a login may get instead of `session:success`, by short words, in the types that the SDK parses (client-sdk.md §3.1). */
export const LOGIN_REFUSALS = {
  invalid: 'session:error:invalid',
  'max-open-sessions': 'session:error:max-open-sessions',
  'expired-token': 'system:error:expired-token',
  'invalid-token': 'system:error:invalid-token',
  'invalid-user': 'user:error:invalid-user',
  permission: 'system:error:permission',
} as const;

export type LoginRefusal = (typeof LOGIN_REFUSALS)[keyof typeof LOGIN_REFUSALS];

/** How a login can go wrong on purpose: one of the refusals, or no answer at all. */
export const LOGIN_DEEDS = [
  ...(Object.keys(LOGIN_REFUSALS) as readonly (keyof typeof LOGIN_REFUSALS)[]),
  'timeout',
] as const;

export type LoginDeed = (typeof LOGIN_DEEDS)[number];
