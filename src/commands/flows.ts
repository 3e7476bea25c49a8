import type { Command as Commander } from 'commander';
import type { CommandModule, Work } from '../command.ts';
import type { DownloadFlags } from './flows/download.ts';
import { urlValue } from './option-values.ts';

/** `vonage-flow flows …`: declared here; what the verbs do stands in `flows/`. */
export const flows: CommandModule = {
  name: 'flows',
  summary: 'Download the recordings and transcripts of a call',
  declare: (command, run) => {
    declareDownload(
      command.command('download').description('Download the recordings and transcripts of a call'),
      run,
    );
  },
};

const declareDownload = (command: Commander, run: (work: Work) => void): void => {
  command
    .usage('[options] <call>')
    .argument('<call>', 'last, or the id of the call, a leg or a conversation, or its beginning')
    .option('-o, --out <folder>', 'where to (default: recordings)')
    .option('-e, --emulator [url]', 'the emulator that recorded (default: the one of this folder)', urlValue)
    .option('-a, --app <id>', 'application id (or VONAGE_APPLICATION_ID, or the config)')
    .option('--private-key <file>', 'the application’s private key (or VONAGE_PRIVATE_KEY)')
    .option('-c, --config <file>', 'config file (default: the nearest)')
    .option('--json', 'what was downloaded, as JSON')
    .addHelpText(
      'after',
      `
Examples:
  vonage-flow flows download last
  vonage-flow flows download 63f61863 --out ~/calls
  vonage-flow flows download last --json | jq -r '.files[].path'

The calls are those that listen has recorded in .vonage-flow/. Files are named
by start time and call; what is there already is not loaded again. Vonage keeps
recordings for 30 days: listen --save-recordings keeps them as they are made.
The application’s token goes to Vonage’s hosts over https, or to the emulator.
Exit codes: 0 all there, 2 no such call, 3 something could not be had.`,
    )
    .action((call: string, flags: DownloadFlags) => {
      run(async (world) => (await import('./flows/download.ts')).runDownload(call, flags, world));
    });
};
