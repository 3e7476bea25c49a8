import type { CommandModule } from '../command.ts';
import type { EmulatorFlags } from './emulator/flags.ts';
import { faultsValue, numbersValue, oneOf, portValue, speedValue, urlValue } from './option-values.ts';

/** `vonage-flow emulator`: declared here; what it does stands in `emulator/run.ts`. */
export const emulator: CommandModule = {
  name: 'emulator',
  summary: 'Run the emulated Vonage platform alone',
  declare: (command, run) => {
    command
      .usage('[options]')
      .option('-p, --port <number>', 'port of the APIs (default: 4010)', portValue)
      .option('--number <number>', 'a number of the application (repeatable)', numbersValue)
      .option('--user <name...>', 'Client SDK users that exist')
      .option('--answer-url <url>', 'asked for the NCCO of each call', urlValue)
      .option('--answer-method <method>', 'GET (default) or POST', oneOf(['GET', 'POST']))
      .option('--event-url <url>', 'where the voice events go', urlValue)
      .option('--rtc-url <url>', 'where the RTC events go', urlValue)
      .option('--fallback-url <url>', 'asked when the answer URL fails', urlValue)
      .option('--speed <speed>', '1x (default), 10x or instant', speedValue)
      .option('--seed <text>', 'same seed, same ids')
      .option('--fault <what:how>', 'let it go wrong: answer:timeout, event:503@20% …', faultsValue)
      .option('--json', 'one JSON line per event on stdout')
      .addHelpText(
        'after',
        `
Examples:
  vonage-flow emulator --answer-url http://localhost:8080/answer \\
                       --event-url http://localhost:8080/event
  vonage-flow call --press 1      in another terminal, same folder
  vonage-flow listen --emulator=http://127.0.0.1:4010      a listener for it

Ctrl-C ends it. While it runs, .vonage-flow/emulator.json tells
other programs where it is.`,
      )
      .action((flags: EmulatorFlags) => {
        run(async (world) => (await import('./emulator/run.ts')).runEmulator(flags, world));
      });
  },
};
