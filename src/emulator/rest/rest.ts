import type { RestRequest } from '../input.ts';
import type { Turn } from '../turn.ts';
import { APPLICATIONS_PATH, answerApplications } from './applications.ts';
import { answerNumbers, NUMBERS_PATH } from './numbers.ts';
import type { RestReply } from './problem.ts';

/** Answers a REST request. What the emulator does not have is 501 and says where the list is. */
export const answerRest = (turn: Turn, request: RestRequest): void => {
  turn.effects.push({ do: 'answer-rest', ticket: request.ticket, ...replyTo(turn, request) });
};

const replyTo = (turn: Turn, request: RestRequest): RestReply => {
  if (isUnder(request.path, APPLICATIONS_PATH)) return answerApplications(turn, request);
  if (request.path === NUMBERS_PATH && request.method === 'GET') return answerNumbers(turn, request);
  return notEmulated(request);
};

const isUnder = (path: string, root: string): boolean => path === root || path.startsWith(`${root}/`);

const notEmulated = ({ method, path }: RestRequest): RestReply => ({
  status: 501,
  body: {
    title: 'Not emulated',
    detail: `The emulator does not have ${method} ${path}. See docs/emulator.md for what it has.`,
  },
});
