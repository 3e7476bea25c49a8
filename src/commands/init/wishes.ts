import { InvalidArgumentError } from '../../commander.ts';
import { badUsage } from '../../failure.ts';
import type { World } from '../../world.ts';
import { askLine, canAsk } from '../ask-line.ts';
import type { InitFlags } from './flags.ts';
import { applicationIdValue, linkedNumberValue, ownServerValue } from './values.ts';

/** What the config shall say. */
export interface Wishes {
  readonly number: string;
  /** Undefined: none yet. */
  readonly application: string | undefined;
  /** The user's own server; undefined when an NCCO of the config answers. */
  readonly forward: string | undefined;
}

/** Of the range that is set aside for fiction, as everywhere in the examples. */
const DEFAULT_NUMBER = '14155550100';

const QUESTIONS = {
  forward: 'Your own server answers calls? Its URL (Enter: no, an NCCO file): ',
  number: `The number that people dial (Enter: ${DEFAULT_NUMBER}): `,
  app: 'The id of your Vonage application (Enter: none yet): ',
} as const;

/** From the flags, and for the rest from a person or, with `--yes`, the defaults. */
export const wishesFor = async (flags: InitFlags, world: World): Promise<Wishes> => {
  const open = (Object.keys(QUESTIONS) as (keyof typeof QUESTIONS)[]).filter(
    (key) => flags[key] === undefined,
  );
  if (!flags.yes && open.length > 0 && !canAsk(world)) throw nobodyToAsk(open);
  const ask = async (key: keyof typeof QUESTIONS, read: (text: string) => string) =>
    flags[key] ?? (flags.yes ? undefined : await askUntilRead(world, QUESTIONS[key], read));
  // In this order, and one after the other: these are questions.
  const forward = await ask('forward', ownServerValue);
  const number = (await ask('number', linkedNumberValue)) ?? DEFAULT_NUMBER;
  return { forward, number, application: await ask('app', applicationIdValue) };
};

/** Asks until the answer can be read; Enter alone is the default, which is undefined here. */
const askUntilRead = async (
  world: World,
  question: string,
  read: (text: string) => string,
): Promise<string | undefined> => {
  for (;;) {
    const answer = await askLine(world, question);
    if (answer === '') return undefined;
    try {
      return read(answer);
    } catch (error) {
      if (!(error instanceof InvalidArgumentError)) throw error;
      world.stderr.write(`${error.message}\n`);
    }
  }
};

const nobodyToAsk = (open: readonly string[]) =>
  badUsage({
    what: `There is nobody who could be asked about ${open.map((name) => `--${name}`).join(', ')}`,
    why: 'Questions need a terminal.',
    tryThis: ['take the defaults: vonage-flow init --yes', 'all options: vonage-flow init --help'],
  });
