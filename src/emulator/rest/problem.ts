import type { JsonObject } from '../../vonage/json.ts';
import { nextUuid } from '../random.ts';
import type { Turn } from '../turn.ts';

export interface RestReply {
  readonly status: number;
  /** Undefined for 204. */
  readonly body: JsonObject | undefined;
  /** Why it was refused, in our words: the platform's bodies say little, so this goes beside them. */
  readonly why?: string;
}

export interface InvalidParameter {
  /** Dotted path. */
  readonly name: string;
  readonly reason: string;
}

/** Fragment of `type`, title and detail of each error of the Applications API (applications-api.md §1.2). */
const PROBLEMS = {
  'payload-validation': [400, 'Bad Request', 'The request failed due to validation errors'],
  'list-validation': [400, 'Bad Request', 'The request failed due to validation errors'],
  unauthorized: [401, 'Unauthorized', 'You did not provide correct credentials'],
  'not-found': [404, 'Not Found', 'The application does not exist, or you do not have access to it'],
  'wrong-verb': [405, 'Method Not Allowed', 'This address does not support the method'],
  'content-type-header': [
    415,
    'Unsupported Media Type',
    'The request needs the header Content-Type: application/json',
  ],
} as const;

export type ProblemName = keyof typeof PROBLEMS;

/** The body of a refusal, without its trace id. */
export const problemBody = (
  name: ProblemName,
  instance: string,
  invalid: readonly InvalidParameter[] = [],
): RestReply => {
  const [status, title, detail] = PROBLEMS[name];
  return {
    status,
    body: {
      type: `https://developer.vonage.com/api-errors/application#${name}`,
      title,
      detail,
      instance,
      ...(invalid.length > 0 && {
        invalid_parameters: invalid.map(({ name, reason }) => ({ name, reason })),
      }),
    },
  };
};

/** The same with a trace id of the platform. */
export const problem = (
  turn: Turn,
  name: ProblemName,
  invalid: readonly InvalidParameter[] = [],
): RestReply => problemBody(name, nextUuid(turn.platform.random), invalid);
