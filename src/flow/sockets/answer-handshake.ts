import type { Answered, Forwarded } from '../answer.ts';
import { unopenedSocket } from '../unopened-socket.ts';
import type { WebhookRequest } from '../webhook-request.ts';

/** What came of a handshake, by the user's own server or one that is built in: it opened, or why it did not. */
export const answerHandshake = (
  { path }: WebhookRequest,
  { url, milliseconds, reply, failure, isDown, builtIn }: Forwarded,
): Answered => {
  const problem = failure ?? (builtIn === undefined ? unopenedSocket(path, reply) : undefined);
  return {
    target: builtIn === undefined ? { at: 'forward' } : { at: 'built-in', socket: builtIn },
    reply,
    origin:
      builtIn === undefined
        ? {
            by: 'forward',
            url,
            milliseconds,
            ...(failure !== undefined && { failure }),
            ...(isDown && { isDown }),
          }
        : { by: 'listener' },
    problems: problem === undefined ? [] : [problem],
  };
};
