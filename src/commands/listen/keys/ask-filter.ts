import { Failure } from '../../../failure.ts';
import type { Run } from '../run.ts';

/**
 * Asks for a filter until one is understood: an empty line shows all again, Ctrl-C leaves all as it was. The stream waits
 * meanwhile.
 */
export const askFilter = ({
  world,
  screen,
  viewed,
}: Pick<Run, 'world' | 'screen' | 'viewed'>): Promise<void> =>
  screen.aside(async () => {
    let typed = viewed.filterText;
    for (;;) {
      const answer = await world.keyboard.ask('Filter (nothing: all is shown): ', typed);
      if (answer === undefined) {
        // Ctrl-C and Ctrl-D leave the cursor behind the question.
        if (!world.stop.requested.aborted) screen.say(['', `As before: ${filterWords(viewed.filterText)}.`]);
        return;
      }
      try {
        viewed.filterBy(answer);
        screen.say([`From now on ${filterWords(viewed.filterText)}.`]);
        return;
      } catch (error) {
        if (!(error instanceof Failure)) throw error;
        screen.say([
          ...(error.excerpt ?? '').split('\n'),
          `  ${error.what}`,
          ...error.tryThis.map((words) => `  try: ${words}`),
        ]);
        typed = answer;
      }
    }
  });

const filterWords = (text: string): string =>
  text === '' ? 'all is shown' : `only what is ${text} is shown`;
