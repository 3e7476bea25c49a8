import type { Command, Option } from 'commander';
import type { World } from '../../world.ts';
import { type Candidate, type Candidates, words } from './candidate.ts';
import type { Spot } from './spot.ts';
import { argumentSource, optionSource } from './value-sources.ts';

/** What may stand at a spot; words are not yet compared with what stands there. */
export const candidatesAt = async (spot: Spot, world: World): Promise<Candidates> => {
  const { command, option, typed, position } = spot;
  const context = { world, typed, given: spot.given };
  if (option) {
    const choices = wordsOfReader(option.parseArg);
    if (choices) return words(choices);
    const source = optionSource(option);
    return source ? await source(context) : [];
  }
  if (typed.startsWith('-') && !spot.isBehindDashes) return options(command);
  const verbs = position === 0 && !spot.isBehindDashes ? verbsOf(command) : [];
  if (verbs.length > 0) return verbs;
  const declared = command.registeredArguments;
  const argument = declared[position] ?? (declared.at(-1)?.variadic ? declared.at(-1) : undefined);
  if (argument) {
    const choices = wordsOfReader(argument.parseArg);
    if (choices) return words(choices);
    const source = argumentSource(pathOf(command), argument.name());
    if (source) return source(context);
  }
  // Where only an option can stand, none has to be begun first.
  return spot.isBehindDashes ? { files: 'all' } : options(command);
};

/** The words that `oneOf` allows. */
const wordsOfReader = (read: unknown): readonly string[] | undefined => {
  const { words: allowed } = (read ?? {}) as { words?: unknown };
  return Array.isArray(allowed) ? allowed : undefined;
};

/** The commands below one. */
export const verbsOf = (command: Command): readonly Candidate[] =>
  command.commands.map((verb) => ({ value: verb.name(), meaning: verb.description() }));

const options = (command: Command): readonly Candidate[] => {
  const all: Option[] = [];
  for (let at: Command | null = command; at !== null; at = at.parent) {
    // What stands above the program's own commands is for the program alone, but for these two.
    const own = at.parent === null && at !== command ? at.options.filter(isForAll) : at.options;
    all.push(...own.filter(({ hidden }) => !hidden));
  }
  return [
    ...all.map(({ long, short, description }) => ({ value: long ?? short ?? '', meaning: description })),
    { value: '--help', meaning: 'show this help' },
  ];
};

const isForAll = ({ long }: Option): boolean => long === '--no-color' || long === '--debug';

/** `ncco rules`, without the program's name. */
const pathOf = (command: Command): string =>
  command.parent === null ? '' : `${pathOf(command.parent)} ${command.name()}`.trim();
