import type { Command as Commander } from 'commander';
import type { CommandModule, Work } from '../command.ts';
import type { DownloadFlags } from './flows/download.ts';
import {
  EXPORT_FORMATS,
  type ExportFlags,
  type ListFlags,
  type PruneFlags,
  type ReplayFlags,
  type ShowFlags,
} from './flows/flags.ts';
import { numbersValue } from './flows/numbers-value.ts';
import type { PullFlags } from './flows/pull.ts';
import { countValue, oneOf, ordinalValue, speedValue, urlValue } from './option-values.ts';

type Run = (work: Work) => void;

/** `vonage-flow flows …`: declared here; what the verbs do stands in `flows/`. */
export const flows: CommandModule = {
  name: 'flows',
  summary: 'List, show and replay recorded calls, get their recordings',
  declare: (command, run) => {
    declareList(command.command('list').description('List recorded calls, the newest first'), run);
    declareShow(command.command('show').description('Show a recorded call, or one exchange of it'), run);
    declareExport(
      command.command('export').description('Take a recorded call away: a page, trace, HAR, curl, …'),
      run,
    );
    declareReplay(command.command('replay').description('Send recorded webhooks again, and compare'), run);
    declarePrune(command.command('prune').description('Remove old records, or all'), run);
    declareDownload(
      command.command('download').description('Download the recordings and transcripts of a call'),
      run,
    );
    declarePull(command.command('pull').description('Ask Vonage for the events of a conversation'), run);
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

const CALL = 'last, or the id of the call, a leg or a conversation, or its beginning';
const CALL_OR_FILE = `${CALL}; or the file of an exported one (./call.json)`;

const declareShow = (command: Commander, run: Run): void => {
  recordOptions(
    command
      .argument('<call>', `${CALL_OR_FILE}; none: what belongs to no call`)
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
  vonage-flow flows show none                what belongs to no call

None is the call of unknown paths, of conversations that several calls share or
no call is known of, and of what flows replay sent.
`,
    )
    .action((call: string, exchange: number | undefined, flags: ShowFlags) => {
      run(async (world) => (await import('./flows/show.ts')).runShow(call, exchange, flags, world));
    });
};

const declareReplay = (command: Commander, run: Run): void => {
  command
    .argument('[call]', CALL_OR_FILE)
    .usage('[options] [call]')
    .option(
      '-t, --to <url>',
      'your server; with a path: all of it there (default: the listen here)',
      urlValue,
    )
    .option('--only <numbers>', 'these exchanges, as flows show numbers them: 3,5-7', numbersValue)
    .option('--failed', 'what got an error or no reply; without a call: of all calls')
    .option('--speed <speed>', '1x (default: the recorded gaps), 10x or instant', speedValue)
    .option('--as-recorded', 'with the recorded headers, and not signed anew')
    .option('--signature-secret <secret>', 'to sign with (or VONAGE_SIGNATURE_SECRET)')
    .option('-c, --config <file>', 'config whose project it is (default: the nearest)')
    .option('--json', 'as JSON, one object a line')
    .addHelpText(
      'after',
      `
Examples:
  vonage-flow flows replay last --to http://localhost:8080 --speed instant
  vonage-flow flows replay last --only 5         into the listen that runs
  vonage-flow flows replay --failed --to http://localhost:8080
  vonage-flow flows replay ./call.json --to http://localhost:8080

Bodies are sent byte for byte. A signature of then would be refused by its age,
so that a new one is made when the secret is known. What was masked when it was
recorded is left out, and named. The new reply is held against the old one.
Exit codes: 0 all were answered, 1 some were not, with an error or a bad NCCO,
or were left out, 2 bad usage, 3 nobody answered.
`,
    )
    .action((call: string | undefined, flags: ReplayFlags) => {
      run(async (world) => (await import('./flows/replay.ts')).runReplay(call, flags, world));
    });
};

const declareExport = (command: Commander, run: Run): void => {
  command
    .argument('<call>', CALL_OR_FILE)
    .usage('[options] <call>')
    .option(
      '--format <format>',
      'json, html, har, curl, mermaid or otlp-json (default: as the file ends, else json)',
      oneOf(EXPORT_FORMATS),
    )
    .option('-o, --out <file>', 'into this file, which it replaces (default: stdout)')
    .option('--rtc', 'mermaid: RTC events that repeat a voice event, too')
    .option('--mask', 'with other numbers, names and addresses, to be given away')
    .option('--mask-seed <text>', 'the same other ones each time')
    .option('-c, --config <file>', 'config whose project it is (default: the nearest)')
    .addHelpText(
      'after',
      `
Examples:
  vonage-flow flows export last --out call.html               for a ticket
  vonage-flow flows export last --format har > call.har       for DevTools
  vonage-flow flows export last --format mermaid > call.mmd   a picture
  vonage-flow flows export last --format curl > call.sh
  TO=http://localhost:8080 sh call.sh
  vonage-flow flows export last --format otlp-json > trace.json
  curl -H 'content-type: application/json' --data @trace.json \\
    http://localhost:4318/v1/traces
  vonage-flow flows export last | jq '.exchanges[].kind'
  vonage-flow flows export last --mask > test/call.json
  vonage-flow flows replay test/call.json --to http://localhost:8080

Without --mask it holds numbers and names of the people in the call, as the
record does. With it numbers become such as are kept for fiction, the same one
for the same, and names of users, IP addresses and bytes of sound others, too.
What is said in words stays: look at it before you share it.
`,
    )
    .action((call: string, flags: ExportFlags) => {
      run(async (world) => (await import('./flows/export.ts')).runExport(call, flags, world));
    });
};

const declarePrune = (command: Commander, run: Run): void => {
  recordOptions(
    command
      .usage('[options]')
      .option('--days <n>', 'what was last written to more than so many days ago (default: 14)', countValue)
      .option('--all', 'everything, but for what a running listen is writing')
      .option('--dry-run', 'remove nothing, say what would go'),
  )
    .addHelpText(
      'after',
      `
Examples:
  vonage-flow flows prune             what every start of listen removes
  vonage-flow flows prune --days 1
  vonage-flow flows prune --all       records are personal data
`,
    )
    .action((flags: PruneFlags) => {
      run(async (world) => (await import('./flows/prune.ts')).runPrune(flags, world));
    });
};

const declareDownload = (command: Commander, run: Run): void => {
  command
    .usage('[options] <call>')
    .argument('<call>', CALL)
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

const declarePull = (command: Commander, run: Run): void => {
  command
    .usage('[options] <conversation...>')
    .argument('<conversation...>', 'its id, CON-…; or last, or the id of a recorded call: then its own')
    .option('-e, --emulator [url]', 'ask an emulator (default: the one of this folder)', urlValue)
    .option('-a, --app <id>', 'application id (or VONAGE_APPLICATION_ID, or the config)')
    .option('--private-key <file>', 'the application’s private key (or VONAGE_PRIVATE_KEY)')
    .option('-c, --config <file>', 'config file (default: the nearest)')
    .option('--json', 'what was pulled, as JSON, one object a line')
    .addHelpText(
      'after',
      `
Examples:
  vonage-flow flows pull CON-5b0e7c52-8a7d-4f54-9a52-0d6a1f1b7c11
  vonage-flow flows pull last                what a recorded call lacks
  vonage-flow flows pull last --emulator
  vonage-flow flows show last                what was pulled is marked

The log of a conversation holds what happened in it, also when no webhook came:
nobody listened, or the tunnel was down. What is new goes to .vonage-flow; an
event that came as a webhook, or was pulled before, is not kept twice.
Vonage may forget a call's own conversation with the call, keeps a named one
for 48 hours and what it knows of legs for 2 days, unless the application says
otherwise. Voice webhooks and their replies are in no log.
Exit codes: 0 all was read, 2 bad usage, 3 something could not be read.
`,
    )
    .action((wanted: string[], flags: PullFlags) => {
      run(async (world) => (await import('./flows/pull.ts')).runPull(wanted, flags, world));
    });
};
