import type { CommandModule } from '../command.ts';
import type { InitFlags } from './init/flags.ts';
import { applicationIdValue, linkedNumberValue, ownServerValue } from './init/values.ts';

/** `vonage-flow init`: declared here; what it does stands in `init/`. */
export const init: CommandModule = {
  name: 'init',
  summary: 'Write a config file and a first NCCO',
  declare: (command, run) => {
    command
      .usage('[options]')
      .option('--number <number>', 'the number that people dial (default: 14155550100)', linkedNumberValue)
      .option('-a, --app <id>', 'your application (default: none yet)', applicationIdValue)
      .option('-f, --forward <url>', 'your own server answers, like http://localhost:8080', ownServerValue)
      .option('-o, --out <folder>', 'where to write (default: here)')
      .option('-y, --yes', 'ask nothing: defaults for what no option says')
      .addHelpText(
        'after',
        `
Examples:
  vonage-flow init                    three questions, Enter for the default
  vonage-flow init --yes              no questions
  vonage-flow init --yes --forward http://localhost:8080

It writes vonage-flow.config.yaml and an NCCO in nccos/, over nothing that is
there. Then vonage-flow listen --emulator runs it, with no account and no phone.
More to begin with: vonage-flow ncco init
`,
      )
      .action((flags: InitFlags) => {
        run(async (world) => (await import('./init/run.ts')).runInit(flags, world));
      });
  },
};
