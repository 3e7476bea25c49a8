import type { Command as Commander } from 'commander';
import type { CommandModule, Work } from './command.ts';
import { commander } from './commander.ts';
import { app } from './commands/app.ts';
import { call } from './commands/call.ts';
import { completion } from './commands/completion.ts';
import { doctor } from './commands/doctor.ts';
import { emulator } from './commands/emulator.ts';
import { flows } from './commands/flows.ts';
import { init } from './commands/init.ts';
import { listen } from './commands/listen.ts';
import { ncco } from './commands/ncco.ts';
import { trigger } from './commands/trigger.ts';
import { url } from './commands/url.ts';
import { users } from './commands/users.ts';
import { asksForFrontPage, DESCRIPTION, frontPage, HELP_COMMAND, OPTIONS } from './front-page.ts';
import type { World } from './world.ts';

/** What one needs on the first day, in the order of the help page. */
const FIRST: readonly CommandModule[] = [listen, call, ncco, app];
/** What one finds when one looks for it. */
const MORE: readonly CommandModule[] = [flows, trigger, emulator, url, users, init, doctor, completion];
const COMMANDS: readonly CommandModule[] = [...FIRST, ...MORE];

/** Help is read as prose: no wider than this, however wide the terminal. */
const WIDEST_HELP = 100;

const helpWidth = (world: World): number => Math.min(world.stdout.columns(), WIDEST_HELP);

const pageFor = (world: World): string => frontPage({ first: FIRST, more: MORE }, helpWidth(world));

/**
 * Makes the commander tree, declaring only the options of the command that the arguments name, and runs it.
 * Commander neither writes nor exits by itself here.
 */
export const runProgram = async (args: readonly string[], world: World): Promise<number> => {
  if (asksForFrontPage(args)) {
    world.stdout.write(pageFor(world));
    return 0;
  }
  const { Command, CommanderError } = commander();
  const program = new Command('vonage-flow')
    .description(DESCRIPTION)
    .version(world.version, ...OPTIONS.version)
    .helpOption(...OPTIONS.help)
    .addHelpCommand(new Command('help').argument('[command]').description(HELP_COMMAND[1]))
    .option(...OPTIONS.noColor)
    .option(...OPTIONS.screenReader)
    .option(...OPTIONS.debug);
  program.helpInformation = () => pageFor(world);
  speakThrough(program, world);
  if (args[0] === '__complete') {
    const { complete } = await import('./commands/completion/complete.ts');
    return complete(args.slice(1), program, COMMANDS, world);
  }

  const wanted = namedCommand(args);
  const { ours, commandLine } = splitCommandLine(args, wanted);
  let used = program;
  let work: Work | undefined;
  for (const module of COMMANDS) {
    const command = program.command(module.name).description(module.summary);
    command.copyInheritedSettings(program).helpOption('-h, --help', 'show this help');
    if (module.name === wanted) {
      // A command that only has verbs and was named without one gets its help, as the bare program does.
      command.allowExcessArguments(false).action(() => command.outputHelp());
      module.declare(command, (understood) => {
        work = understood;
      });
      if (command.commands.length > 0) command.helpCommand(...HELP_COMMAND);
      used = subcommand(command, args) ?? command;
    }
  }
  const names = COMMANDS.map(({ name }) => name);
  if (wanted !== undefined && wanted !== 'help' && !names.includes(wanted)) {
    const { unknownCommand } = await import('./usage-failure.ts');
    throw unknownCommand(wanted, names);
  }
  program.action((_options, command: Commander) => {
    // Bare `vonage-flow`: short help is what was wanted.
    command.outputHelp();
  });
  program.allowExcessArguments(false);

  try {
    await program.parseAsync([...ours], { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return 0;
    const { usageFailure } = await import('./usage-failure.ts');
    throw usageFailure(error, used, program);
  }
  return work ? await work(world, commandLine) : 0;
};

/** The first word that is not an option, past `help`: the command whose file has to be loaded. */
const namedCommand = (args: readonly string[]): string | undefined => {
  const words = args.filter((arg) => !arg.startsWith('-'));
  return words[0] === 'help' ? words[1] : words[0];
};

/**
 * Where a command of ours starts one of the user's, what stands behind `--` is cut off before commander sees it: that
 * would take the options there for ours.
 */
const splitCommandLine = (
  args: readonly string[],
  wanted: string | undefined,
): { readonly ours: readonly string[]; readonly commandLine: readonly string[] | undefined } => {
  const end = args.indexOf('--');
  const starts = COMMANDS.some(({ name, startsCommand }) => name === wanted && startsCommand === true);
  if (end === -1 || !starts) return { ours: args, commandLine: undefined };
  return { ours: args.slice(0, end), commandLine: args.slice(end + 1) };
};

/** The verb of a command that has some (`emulator exec`), as far as the arguments name it. */
const subcommand = (command: Commander, args: readonly string[]): Commander | undefined => {
  const [, ...words] = args.filter((arg) => !arg.startsWith('-'));
  return command.commands.find((verb) => words.includes(verb.name()));
};

/** Help goes to stdout; what is wrong comes back as a `CommanderError`, and becomes a `Failure`. */
const speakThrough = (program: Commander, world: World): void => {
  program
    .exitOverride()
    .configureHelp({
      helpWidth: helpWidth(world),
      sortSubcommands: false,
      // Choices and defaults stand in the descriptions, in words.
      optionDescription: ({ description }) => description,
    })
    .configureOutput({
      writeOut: (text) => world.stdout.write(text),
      writeErr: (text) => world.stderr.write(text),
      getOutHasColors: () => world.stdout.colorLevel > 0,
      getErrHasColors: () => world.stderr.colorLevel > 0,
      outputError: () => {},
    });
};
