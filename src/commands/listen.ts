import { Option } from 'commander';
import type { CommandModule } from '../main.ts';
import type { ListenFlags } from './listen/flags.ts';
import { numberValue, portValue, pressValue, slotsValue, speedValue, urlValue } from './option-values.ts';

/** `vonage-flow listen`: declared here; what it does stands in `listen/`, loaded when it runs. */
export const listen: CommandModule = {
  declare: (command, run) => {
    command
      .usage('[options]')
      .optionsGroup('What to serve:')
      .option('-c, --config <file>', 'config file (default: vonage-flow.config.yaml, looked for upward)')
      .option('-p, --port <number>', 'port to listen on (default: 4747, or the next free one)', portValue)
      .option('-f, --forward <url>', 'your own server answers: http://localhost:8080', urlValue)
      .optionsGroup('The application:')
      .option('-a, --app <id>', 'application id (or VONAGE_APPLICATION_ID)')
      .option('--api-key <key>', 'API key (or VONAGE_API_KEY)')
      .option('--api-secret <secret>', 'API secret (better: VONAGE_API_SECRET, which no process list shows)')
      .option('--signature-secret <secret>', 'checks signatures (or VONAGE_SIGNATURE_SECRET)')
      .option('--borrow <slots>', 'slots to borrow (default: voice.answer,voice.event,rtc.event)', slotsValue)
      .option('--no-configure', 'leave the application alone')
      .option('-y, --yes', 'take slots over that hold a live URL, without asking')
      .option('--give-back', 'give back what a killed run still holds, and end')
      .optionsGroup('How Vonage reaches it:')
      .addOption(new Option('--tunnel <name>', 'localtunnel, or none').choices(['localtunnel', 'none']))
      .option('--tunnel-host <url>', 'a localtunnel server of your own', urlValue)
      .option('--public-url <url>', 'your own tunnel or host that leads here', urlValue)
      .optionsGroup('The emulator:')
      .option('-e, --emulator [url]', 'use the built-in platform, or a running one at <url>')
      .option('--call', 'place a call at once')
      .option('--once', 'end when that call has ended')
      .option('--from <number>', 'the caller (default: 14155550123)', numberValue)
      .option('--to <number>', 'the number called (default: the first of the application)', numberValue)
      .option('--press <keys>', 'keys of the caller, one group per prompt: 1,23#', pressValue)
      .option('--speed <speed>', '1x, 10x or instant (default: 1x)', speedValue)
      .option('--seed <text>', 'same seed, same ids')
      .optionsGroup('What you see:')
      .option('--json', 'one JSON line per event on stdout')
      .option('--verbose', 'headers and bodies too')
      .option('--rtc', 'all RTC events, also those that repeat a voice event')
      .option('--require-signature', 'refuse unsigned requests')
      .option('--no-record', 'keep nothing in .vonage-flow/')
      .addHelpText(
        'after',
        `
Examples:
  vonage-flow listen --emulator                      try it: no account, no phone, no internet
  vonage-flow listen --emulator --call --press 1     … and place a call at once
  vonage-flow listen                                 your application, through a localtunnel
  vonage-flow listen --forward http://localhost:8080 your own server answers
  vonage-flow listen --json | jq -c 'select(.kind=="call-status") | [.leg,.status]'

Ctrl-C gives the borrowed URLs back. Exit codes: 0 all given back, 2 bad usage or config,
3 something could not be done or given back.
`,
      )
      .action((flags: ListenFlags) => {
        run(async (world) => (await import('./listen/run.ts')).runListen(flags, world));
      });
  },
};
