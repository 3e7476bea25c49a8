import { stoppedAtQuestion } from '../failure.ts';
import type { World } from '../world.ts';

/** Whether a person is there who reads a question and can answer it. */
export const canAsk = ({ keyboard, stderr }: World): boolean => keyboard.isTerminal && stderr.isTerminal;

/**
 * Asks, and gives the line without the blanks around it. @throws Failure (exit code 130) when there is no answer, or a
 * stop was asked for; `before` says what was not done yet
 */
export const askLine = async (
  { keyboard, stderr, stop }: World,
  question: string,
  before = 'anything was written',
): Promise<string> => {
  const answer = await keyboard.ask(question);
  // Ctrl-C and Ctrl-D leave the cursor behind the question.
  if (answer === undefined) stderr.write('\n');
  if (answer === undefined || stop.requested.aborted) throw stoppedAtQuestion(before);
  return answer.trim();
};
