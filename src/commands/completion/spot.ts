import type { Command, Option } from 'commander';

/** Where on a command line the cursor is. */
export interface Spot {
  /** The command or verb whose arguments stand here. */
  readonly command: Command;
  /** The option whose value stands here; undefined elsewhere. */
  readonly option: Option | undefined;
  /** What stands there already, without `--option=`. */
  readonly typed: string;
  /** How many arguments without a dash stand before. */
  readonly position: number;
  /** Values of options that stand before, by their long names; the last one of each. */
  readonly given: ReadonlyMap<string, string>;
  /** True behind `--`, where nothing is an option. */
  readonly isBehindDashes: boolean;
}

/** Finds the cursor on a command line, which need not be right. */
export const findSpot = (program: Command, before: readonly string[], current: string): Spot => {
  let command = program;
  let position = 0;
  let pending: Option | undefined;
  let isBehindDashes = false;
  const given = new Map<string, string>();
  for (const word of before) {
    if (isBehindDashes) {
      position += 1;
      continue;
    }
    if (pending !== undefined && !word.startsWith('-')) {
      given.set(pending.long ?? '', word);
      if (!pending.variadic) pending = undefined;
      continue;
    }
    pending = undefined;
    if (word === '--') {
      isBehindDashes = true;
    } else if (word.startsWith('-')) {
      const [name = '', value] = cut(word);
      const option = optionNamed(command, name);
      if (option && value !== undefined) given.set(option.long ?? '', value);
      else if (option && (option.required || option.optional)) pending = option;
    } else {
      const verb = position === 0 ? verbNamed(command, word) : undefined;
      if (verb) command = verb;
      else position += 1;
    }
  }
  const spot = { command, position, given, isBehindDashes };
  if (isBehindDashes) return { ...spot, option: undefined, typed: current };
  const [name = '', value] = cut(current);
  if (value !== undefined) return { ...spot, option: optionNamed(command, name), typed: value };
  const takesDashes = pending?.required === true && !pending.variadic;
  if (current.startsWith('-') && !takesDashes) return { ...spot, option: undefined, typed: current };
  return { ...spot, option: pending, typed: current };
};

/** `--name=value` has two parts, every other word one. */
const cut = (word: string): readonly string[] => {
  const at = word.indexOf('=');
  return word.startsWith('--') && at !== -1 ? [word.slice(0, at), word.slice(at + 1)] : [word];
};

/** The option of a command, or of those above it. */
const optionNamed = (command: Command, name: string): Option | undefined => {
  for (let at: Command | null = command; at !== null; at = at.parent) {
    const found = at.options.find(({ long, short }) => long === name || short === name);
    if (found) return found;
  }
  return undefined;
};

const verbNamed = (command: Command, name: string): Command | undefined =>
  command.commands.find((verb) => verb.name() === name);
