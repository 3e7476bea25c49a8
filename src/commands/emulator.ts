import type { Command as Commander } from 'commander';
import type { CommandModule, Work } from '../command.ts';
import { badUsage } from '../failure.ts';
import { calleeValue } from './callee-value.ts';
import type { EmulatorFlags, ExecFlags } from './emulator/flags.ts';
import { faultsValue, numbersValue, oneOf, portValue, speedValue, urlValue } from './option-values.ts';
import { shuffleOption } from './shuffle-option.ts';
import { userValue } from './user-value.ts';

/** `vonage-flow emulator`, alone or around a command: declared here; what it does stands in `emulator/`. */
export const emulator: CommandModule = {
  name: 'emulator',
  summary: 'Run the emulated Vonage platform alone',
  startsCommand: true,
  declare: (command, run) => {
    declareExec(command.command('exec').description('Run a command with an emulator around it'), run);
    platformOptions(command.usage('[options]'), '4010')
      .option('--json', 'one JSON line per event on stdout')
      .helpCommand(false)
      .addHelpText(
        'after',
        `
Examples:
  vonage-flow emulator --answer-url http://localhost:8080/answer \\
                       --event-url http://localhost:8080/event
  vonage-flow call --press 1      in another terminal, same folder
  vonage-flow listen --emulator=http://127.0.0.1:4010      a listener for it
  vonage-flow emulator exec -- npm test      only for as long as the tests run

Ctrl-C ends it. While it runs, .vonage-flow/emulator.json tells
other programs where it is.`,
      )
      .action((flags: EmulatorFlags) => {
        run(async (world, commandLine) => {
          if (commandLine !== undefined) throw commandWithoutExec(commandLine);
          return (await import('./emulator/run.ts')).runEmulator(flags, world);
        });
      });
  },
};

const declareExec = (command: Commander, run: (work: Work) => void): void => {
  platformOptions(command.usage('[options] -- <command> [args...]').allowExcessArguments(), 'any free one')
    .option('--redirect', 'Vonage’s hosts lead to the emulator')
    .option('--verbose', 'show the events, on stderr')
    .addHelpText(
      'after',
      `
Examples:
  vonage-flow emulator exec -- npm test
  vonage-flow emulator exec --speed instant --seed 1 -- npx vitest run
  vonage-flow emulator exec --redirect -- pytest -x
  vonage-flow emulator exec --answer-url http://localhost:8080/answer \\
                            --verbose -- node --test

The command gets VONAGE_API_HOST, VONAGE_API_KEY, VONAGE_API_SECRET,
VONAGE_APPLICATION_ID, VONAGE_PRIVATE_KEY (a file) and VONAGE_SIGNATURE_SECRET,
all made up; credentials of a real account are kept from it. Exit code: the
command's; 126 or 127 when it could not be started, 2 or 3 when the emulator
could not.

With --redirect, Vonage’s hosts lead to the emulator in the command and in all
that it starts: in Node by a preload, elsewhere by HTTPS_PROXY and an authority
of this project, which is installed nowhere.`,
    )
    .action(() => {
      const words = command.args;
      // Options that the platform alone has too were read there.
      const flags: ExecFlags = command.optsWithGlobals();
      run(async (world, commandLine) => {
        if (words.length > 0) throw wordsBeforeDashes(words, commandLine);
        return (await import('./emulator/exec.ts')).runExec(flags, commandLine, world);
      });
    });
};

const platformOptions = (command: Commander, defaultPort: string): Commander =>
  command
    .option('-p, --port <number>', `port of the APIs (default: ${defaultPort})`, portValue)
    .option('--number <number>', 'a number of the application (repeatable)', numbersValue)
    .option('--user <name...>', 'Client SDK users that exist: alice, bob=offline …', userValue)
    .option('--callee <who=does>', 'the called: 447700900444=busy, alice=reject …', calleeValue)
    .option('--answer-url <url>', 'asked for the NCCO of each call', urlValue)
    .option('--answer-method <method>', 'GET (default) or POST', oneOf(['GET', 'POST']))
    .option('--event-url <url>', 'where the voice events go', urlValue)
    .option('--event-method <method>', 'POST (default) or GET', oneOf(['GET', 'POST']))
    .option('--rtc-url <url>', 'where the RTC events go', urlValue)
    .option('--fallback-url <url>', 'asked when the answer URL fails', urlValue)
    .option('--speed <speed>', '1x (default), 10x or instant', speedValue)
    .option('--seed <text>', 'same seed, same ids')
    .option('--state <file>', 'keep account, users, recordings … in a file')
    .option('--fault <what:how>', 'let it go wrong: answer:timeout, event:503@20% …', faultsValue)
    .option('--no-auth', 'take REST requests without a token, key or secret')
    .option('--rate-limits', 'refuse more than 3 new calls or 15 requests a second')
    .addOption(shuffleOption());

const commandWithoutExec = (commandLine: readonly string[]) =>
  badUsage({
    what: 'emulator alone runs no command',
    tryThis: `write exec: vonage-flow emulator exec -- ${commandLine.join(' ')}`.trimEnd(),
  });

const wordsBeforeDashes = (words: readonly string[], commandLine: readonly string[] | undefined) =>
  badUsage({
    what: `exec does not know what to do with "${words[0]}"`,
    why: 'The command stands behind --, so that its options are not taken for options of the emulator.',
    tryThis: `write -- before it: vonage-flow emulator exec -- ${[...words, ...(commandLine ?? [])].join(' ')}`,
  });
