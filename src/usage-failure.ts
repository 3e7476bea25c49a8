import type { Argument, Command, CommanderError, Option } from 'commander';
import { badUsage, type Failure } from './failure.ts';
import { nearest } from './text/did-you-mean.ts';

/** What commander says of a value: the option as declared, what was given, and the words of our own reader. */
const WRONG_VALUE =
  /^option '(?<option>[^']+)' argument '(?<given>[\s\S]*)' is invalid\. (?<allowed>[\s\S]+)$/;
const WRONG_WORD =
  /^command-argument value '(?<given>[\s\S]*)' is invalid for argument '(?<name>[^']+)'\. (?<allowed>[\s\S]+)$/;
const NO_WORD = /^missing required argument '(?<name>[^']+)'$/;
const NO_VALUE = /^option '(?<option>[^']+)' argument missing$/;
const UNKNOWN_OPTION = /^unknown option '(?<option>[\s\S]*)'$/;

/** A command line that commander did not understand, in our words: what is wrong, what is allowed, and where to look. */
export const usageFailure = (error: CommanderError, command: Command, program: Command): Failure => {
  const [said = ''] = error.message.replace(/^error: /, '').split('\n(Did you mean ');
  const look = `all options: ${helpOf(command, program)}`;
  const wrong = WRONG_VALUE.exec(said)?.groups;
  if (wrong) {
    return badUsage({
      what: `${longName(wrong['option'])} cannot be "${wrong['given']}"`,
      why: wrong['allowed'],
      tryThis: [
        ...suggestions(
          String(wrong['given']),
          allowedWords(command.options.find(({ flags }) => flags === wrong['option'])),
        ),
        look,
      ],
    });
  }
  const word = WRONG_WORD.exec(said)?.groups;
  if (word) {
    return badUsage({
      what: `<${word['name']}> cannot be "${word['given']}"`,
      why: word['allowed'],
      tryThis: [...suggestions(String(word['given']), allowedWords(argumentOf(command, word['name']))), look],
    });
  }
  const lacking = NO_WORD.exec(said)?.groups?.['name'];
  if (lacking !== undefined) {
    const description = argumentOf(command, lacking)?.description ?? '';
    return badUsage({
      what: `${commandLineOf(command, program)} needs <${lacking}>`,
      ...(description === '' ? {} : { why: `<${lacking}>: ${description}` }),
      tryThis: look,
    });
  }
  const missing = NO_VALUE.exec(said)?.groups;
  if (missing) {
    const declared = String(missing['option']).replace(/^-\w, /, '');
    return badUsage({ what: `${longName(missing['option'])} needs a value: ${declared}`, tryThis: look });
  }
  const unknown = UNKNOWN_OPTION.exec(said)?.groups;
  if (unknown) {
    const option = unknown['option'] ?? '';
    return badUsage({
      what: `There is no option ${option}`,
      tryThis: [...suggestions(option, optionNames([command, program])), look],
    });
  }
  const [excess] = command.args;
  if (error.code === 'commander.excessArguments' && excess !== undefined) {
    if (command.commands.length > 0) return unknownVerb(excess, command, program);
    return badUsage({
      what: `${command.name()} does not know what to do with "${excess}"`,
      why: 'Everything behind it is an option, which begins with a dash.',
      tryThis: [...suggestions(excess, optionNames([command])), look],
    });
  }
  return badUsage({ what: said, tryThis: look });
};

/** `ncco validat`: the verbs are in the help of their command. */
const unknownVerb = (word: string, command: Command, program: Command): Failure =>
  badUsage({
    what: `${commandLineOf(command, program)} has no "${word}"`,
    tryThis: [
      ...suggestions(
        word,
        command.commands.map((verb) => verb.name()),
      ),
      `all of them: ${helpOf(command, program)}`,
    ],
  });

/** A word that stands where a command has to stand, and is none. */
export const unknownCommand = (word: string, names: readonly string[]): Failure =>
  badUsage({
    what: `There is no command "${word}"`,
    tryThis: [...suggestions(word, names), 'all commands: vonage-flow --help'],
  });

const argumentOf = (command: Command, name: string | undefined): Argument | undefined =>
  command.registeredArguments.find((argument) => argument.name() === name);

/** The words that a reader says it knows (`oneOf`, `listOf`); none when it takes anything. */
const allowedWords = (declared: Option | Argument | undefined): readonly string[] => {
  const reader: unknown = declared?.parseArg;
  if (typeof reader !== 'function') return [];
  if ('words' in reader && Array.isArray(reader.words)) return reader.words;
  return 'eachOf' in reader && Array.isArray(reader.eachOf) ? reader.eachOf : [];
};

const suggestions = (word: string, names: readonly string[]): readonly string[] =>
  likely(word, names).map((name, index) => `${index === 0 ? 'did you mean' : 'or'} ${name}?`);

/** What is near, else what it begins with or is the beginning of: `--output`, `--sign`. */
const likely = (word: string, names: readonly string[]): readonly string[] => {
  const near = nearest(word, names);
  if (near.length > 0 || word.length < SHORTEST_BEGINNING) return near;
  return names.filter((name) => name.startsWith(word) || word.startsWith(name)).slice(0, 3);
};

/** `--a` begins too much. */
const SHORTEST_BEGINNING = 5;

const optionNames = (commands: readonly Command[]): readonly string[] =>
  commands.flatMap(({ options }) => options.flatMap(({ long }) => long ?? []));

const longName = (declared: string | undefined): string =>
  /--[a-z-]+/.exec(declared ?? '')?.[0] ?? String(declared);

const helpOf = (command: Command, program: Command): string => `${commandLineOf(command, program)} --help`;

/** `vonage-flow ncco validate`, of a command somewhere in the tree. */
const commandLineOf = (command: Command, program: Command): string => {
  const names: string[] = [];
  for (let one: Command | null = command; one !== null && one !== program; one = one.parent) {
    names.unshift(one.name());
  }
  return ['vonage-flow', ...names].join(' ');
};
