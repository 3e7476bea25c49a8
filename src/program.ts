import { Command, CommanderError } from 'commander';
import type { ExitCode } from './failure.ts';
import type { CommandEntry, Work } from './main.ts';
import type { World } from './world.ts';

/**
 * Makes the commander tree, loading only the command that the arguments name, and runs it. Commander neither writes
 * nor exits by itself here.
 */
export const buildProgram = async (
  entries: readonly CommandEntry[],
  args: readonly string[],
  world: World,
): Promise<ExitCode> => {
  const program = new Command('vonage-flow')
    .description(
      'See and run the Vonage voice event flow: webhooks, NCCOs and events, live in your terminal.',
    )
    .version(world.version, '-V, --version', 'print the version')
    .helpOption('-h, --help', 'show help, also after a command')
    .helpCommand('help [command]', 'show help for a command')
    .option('--no-color', 'no colours (NO_COLOR and FORCE_COLOR work too)')
    .option('--debug', 'show the stack of an unexpected error')
    .addHelpText(
      'after',
      `
Examples:
  vonage-flow listen --emulator                 the whole flow, no account needed
  vonage-flow listen                            borrow your application's webhooks
  vonage-flow call --answer-url http://localhost:8080/answer --press 1
`,
    );
  speakThrough(program, world);

  const wanted = namedCommand(args);
  let work: Work | undefined;
  for (const entry of entries) {
    const command = program.command(entry.name).description(entry.summary);
    command.copyInheritedSettings(program);
    if (entry.name === wanted) {
      const module = await entry.load();
      module.declare(command, (understood) => {
        work = understood;
      });
    }
  }
  program.action((_options, command: Command) => {
    // Bare `vonage-flow`: short help is what was wanted.
    command.outputHelp();
  });
  program.allowExcessArguments(false);

  try {
    await program.parseAsync([...args], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
  return work ? await work(world) : 0;
};

/** The first word that is not an option, past `help`: the command whose file has to be loaded. */
const namedCommand = (args: readonly string[]): string | undefined => {
  const words = args.filter((arg) => !arg.startsWith('-'));
  return words[0] === 'help' ? words[1] : words[0];
};

const speakThrough = (program: Command, world: World): void => {
  program
    .exitOverride()
    .showHelpAfterError(false)
    .showSuggestionAfterError(true)
    .configureHelp({ helpWidth: Math.min(world.stdout.columns(), 100), sortSubcommands: false })
    .configureOutput({
      writeOut: (text) => world.stdout.write(text),
      writeErr: (text) => world.stderr.write(text),
      getOutHasColors: () => world.stdout.colorLevel > 0,
      getErrHasColors: () => world.stderr.colorLevel > 0,
      outputError: (text, write) => {
        const [what = '', ...more] = text
          .replace(/^error: /, '')
          .trimEnd()
          .split('\n');
        const lines = [
          `✗ ${what}`,
          ...more,
          '  Try `vonage-flow --help`, or `vonage-flow <command> --help`.',
        ];
        write(`${lines.join('\n')}\n`);
      },
    });
};
