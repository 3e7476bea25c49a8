import { Failure } from '../../../failure.ts';
import { printable } from '../../../text/printable.ts';
import type { Run } from '../run.ts';

/**
 * Asks for a filter until one is understood: an empty line shows all again, Ctrl-C leaves all as it was. The stream waits
 * meanwhile.
 */
export const askFilter = async ({
  world,
  screen,
  viewed,
}: Pick<Run, 'world' | 'screen' | 'viewed'>): Promise<void> => {
  const words = await screen.aside(async (say) => {
    let typed = viewed.filterText;
    for (;;) {
      const answer = await world.keyboard.ask('Filter (nothing: all is shown): ', typed);
      if (answer === undefined) {
        if (world.stop.requested.aborted) return undefined;
        // Ctrl-C and Ctrl-D leave the cursor behind the question.
        say(['']);
        return `As before: ${filterWords(viewed.filterText)}.`;
      }
      try {
        viewed.filterBy(answer);
        return `From now on ${filterWords(viewed.filterText)}.`;
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        say([
          ...(error.excerpt ?? '').split('\n'),
          `  ${printable(error.what)}`,
          ...error.tryThis.map((words) => `  try: ${printable(words)}`),
        ]);
        typed = answer;
      }
    }
  });
  // Behind what came meanwhile, which the filter of then has passed.
  if (words !== undefined) screen.say([words]);
};

const filterWords = (text: string): string =>
  text === '' ? 'all is shown' : `only what is ${printable(text)} is shown`;
