import type { Command as Commander } from 'commander';
import type { CommandModule, Work } from '../command.ts';
import type { DownloadFlags } from './flows/download.ts';
import type { ListFlags, ShowFlags } from './flows/flags.ts';
import { oneOf, ordinalValue, urlValue } from './option-values.ts';

type Run = (work: Work) => void;

/** `vonage-flow flows …`: declared here; what the verbs do stands in `flows/`. */
export const flows: CommandModule = {
  name: 'flows',
  summary: 'List and show recorded calls, download their recordings',
  declare: (command, run) => {
    declareList(command.command('list').description('List recorded calls, the newest first'), run);
    declareShow(command.command('show').description('Show a recorded call, or one exchange of it'), run);
    declareDownload(
      command.command('download').description('Download the recordings and transcripts of a call'),
      run,
    );
  },
};

const recordOptions = (command: Commander): Commander =>
  command
    .option('-c, --config <file>', 'config whose project it is (default: the nearest)')
    .option('--json', 'as JSON, one object a line');

const declareList = (command: Commander, run: Run): void => {
  recordOptions(
    command
      .usage('[options]')
      .option('-n, --limit <n>', 'so many at most (default: 20)', ordinalValue)
      .option('-a, --all', 'all of them')
      .option('--filter <terms>', 'calls with such exchanges: "status:busy to:4477*", problem …'),
  )
    .addHelpText(
      'after',
      `
Examples:
  vonage-flow flows list
  vonage-flow flows list --limit 5
  vonage-flow flows list --filter "status:busy,failed to:4477*"
  vonage-flow flows list --filter problem
  vonage-flow flows list --all --json | jq -r 'select(.problems[0]) | .flow'

listen keeps what passes it in .vonage-flow of the project, for 14 days.
A filter has terms with spaces between them, all of which have to hold: status,
kind, event, from, to, flow, leg, conversation, direction, step, slot, path,
reply, by, ncco, signature; and problem. * stands for anything, a comma for
"or", ! for "not".
`,
    )
    .action((flags: ListFlags) => {
      run(async (world) => (await import('./flows/list.ts')).runList(flags, world));
    });
};

const declareShow = (command: Commander, run: Run): void => {
  recordOptions(
    command
      .argument('<call>', 'last, or the id of the call, a leg or a conversation, or its beginning')
      .argument('[exchange]', 'the number of one exchange, to see it whole', ordinalValue)
      .usage('[options] <call> [exchange]')
      .option('--exchange <n>', 'the same as an option', ordinalValue)
      .option('--view <view>', 'timeline (default), or lanes: who told whom', oneOf(['timeline', 'lanes']))
      .option('--filter <terms>', 'only such exchanges: "kind:input", "leg:1f0a !kind:rtc" …')
      .option('--rtc', 'every RTC event, also those that repeat a voice event'),
  )
    .addHelpText(
      'after',
      `
Examples:
  vonage-flow flows show last
  vonage-flow flows show last 3              its third exchange, whole
  vonage-flow flows show 1f0a64c2 --view lanes
  vonage-flow flows show last --json | jq -c '.request.body?'
`,
    )
    .action((call: string, exchange: number | undefined, flags: ShowFlags) => {
      run(async (world) => (await import('./flows/show.ts')).runShow(call, exchange, flags, world));
    });
};

const declareDownload = (command: Commander, run: Run): void => {
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
