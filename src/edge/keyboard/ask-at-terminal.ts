import { createInterface } from 'node:readline';
import type { ReadStream, WriteStream } from 'node:tty';
import { fitted } from '../../text/fitted.ts';

/** Of a terminal that does not tell its width. */
const USUAL_COLUMNS = 80;
/** The answer stands behind the question. */
const ROOM_FOR_ANSWER = 4;

/** How and where a question is asked. */
export interface TerminalQuestion {
  readonly input: ReadStream;
  readonly output: WriteStream;
  /** Ends the question without an answer. */
  readonly signal: AbortSignal;
  /** An answer that stands there already, to be changed. */
  readonly typed?: string | undefined;
  /** The terminal itself edits the line, and nothing is drawn over. */
  readonly isPlain?: boolean;
}

/** Asks, and resolves with the line that is typed; undefined when the input ends or the signal comes first. */
export const askAtTerminal = async (
  question: string,
  { input, output, signal, typed, isPlain = false }: TerminalQuestion,
): Promise<string | undefined> => {
  if (signal.aborted) return undefined;
  // A signal is taken for a stop, so it has to end the question too.
  const lines = createInterface({ input, output, signal, ...(isPlain && { terminal: false }) });
  const columns = () => (output.columns || USUAL_COLUMNS) - ROOM_FOR_ANSWER;
  return new Promise((resolve) => {
    lines.once('close', () => resolve(undefined));
    lines.question(fitted(question, { isTerminal: output.isTTY, columns }), (answer) => {
      resolve(answer);
      lines.close();
    });
    if (typed !== undefined && output.isTTY && !isPlain) lines.write(typed);
  });
};
