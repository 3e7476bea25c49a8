import type { JsonObject } from '../../../vonage/json.ts';
import type { BodyFault } from '../../../vonage/voice-api/read-body.ts';
import type { RestReply } from '../problem.ts';

/**
 * How the Voice API refuses (voice-api.md §10). It has two shapes of its own: `{type: 400, title,
 * invalid_parameters}` is the service's, `{type: "UNAUTHORIZED", error_title}` that of the proxy before it.
 */
export const invalidParameters = (faults: readonly BodyFault[]): RestReply => ({
  status: 400,
  body: {
    type: 400,
    title: 'Bad Request',
    invalid_parameters: faults.map(({ name, reason }) => ({ reason, name })),
  },
  why: faults.map(({ detail }) => detail).join('; '),
});

/** Title by status. 400 and 401 were seen (I); the others are made alike, for no source shows them (U). */
const TITLES = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
} as const;

/** A refusal without a word about fields; `why` is for people. */
export const proxyRefusal = (status: keyof typeof TITLES, why: string): RestReply => {
  const title = TITLES[status];
  return { status, body: proxyBody(title), why };
};

/** `Bad Request` → `{"type":"BAD_REQUEST","error_title":"Bad Request"}`. */
export const proxyBody = (title: string): JsonObject => ({
  type: title.toUpperCase().replaceAll(' ', '_'),
  error_title: title,
});
