import type { CommandModule } from '../command.ts';
import { TUNNEL_NAMES } from '../edge/config/config.ts';
import { BAD_NCCO_WAYS } from '../flow/guard-ncco.ts';
import { calleeValue } from './callee-value.ts';
import { forwardValue } from './forward-value.ts';
import type { ListenFlags } from './listen/flags.ts';
import {
  baseUrlValue,
  faultsValue,
  listOf,
  listValue,
  numberValue,
  oneOf,
  portValue,
  serverUrlValue,
  speedValue,
} from './option-values.ts';
import { reactionReaders } from './reaction-values.ts';
import { shuffleOption } from './shuffle-option.ts';

/** `vonage-flow listen`: declared here; what it does stands in `listen/`, loaded when it runs. */
export const listen: CommandModule = {
  name: 'listen',
  startsCommand: true,
  summary: 'Listen to an application: webhooks, NCCOs and events, live',
  declare: (command, run) => {
    const reactions = reactionReaders();
    command
      .usage('[options] [-- <command> [args...]]')
      .optionsGroup('What to serve:')
      .option(
        '-c, --config <file>',
        'config file (default: the nearest vonage-flow.config.yaml, here or above)',
      )
      .option('-p, --port <number>', 'port (default: 4747, or the next free one)', portValue)
      .option(
        '-f, --forward <url>',
        'your own server answers, like http://localhost:8080; more of them for single slots: rtc=URL, voice.answer=URL',
        forwardValue,
      )
      .option('--copy <url>', 'a second server hears all, and its replies are ignored', serverUrlValue)
      .option('--rewrite-urls', 'point local URLs in its NCCOs at the public address')
      .option(
        '--on-bad-ncco <way>',
        'an NCCO that would drop the call: pass (default), replace (safetyNet answers) or refuse (503)',
        oneOf(BAD_NCCO_WAYS),
      )
      .optionsGroup('The application:')
      .option('-a, --app <id>', 'application id (or VONAGE_APPLICATION_ID)')
      .option('--api-key <key>', 'API key (or VONAGE_API_KEY)')
      .option(
        '--api-secret <secret>',
        'API secret (better: VONAGE_API_SECRET, for a process list shows flags)',
      )
      .option('--private-key <file>', 'for --save-recordings (or VONAGE_PRIVATE_KEY)')
      .option('--signature-secret <secret>', 'to check signatures (or VONAGE_SIGNATURE_SECRET)')
      .option('--borrow <slots>', 'slots to borrow (default: voice.answer,voice.event,rtc.event)', listValue)
      .option('--no-configure', 'leave the application alone')
      .option('-y, --yes', 'take over live webhook URLs without asking')
      .option('--take-over', 'borrow also from somebody who listens right now')
      .option('--production', 'borrow also when the config says production: true')
      .option('--give-back', 'give back what a killed run still holds, and end')
      .optionsGroup('How Vonage reaches it:')
      .option(
        '--tunnel <names>',
        'localtunnel (default), cloudflared, ngrok or none; of a list the first that works',
        listOf(oneOf(TUNNEL_NAMES)),
      )
      .option('--tunnel-host <urls>', 'localtunnel servers of your own', listOf(baseUrlValue))
      .option('--public-url <url>', 'your own tunnel or host that leads here', baseUrlValue)
      .optionsGroup('The emulator:')
      .option('-e, --emulator [url]', 'the built-in platform, or a running one')
      .option('--call', 'place a call at once')
      .option('--once', 'end when that call has ended')
      .option('--from <number>', 'the caller (default: 14155550123)', numberValue)
      .option('--to <number>', 'the number called (default: the first there is)', numberValue)
      .option('--press <keys>', 'keys of the caller, a group per prompt: 1,23#', reactions.press)
      .option('--say <words>', 'words of the caller, one option per prompt', reactions.say)
      .option('--callee <who=does>', 'the called: 447700900444=busy, alice=reject …', calleeValue)
      .option('--speed <speed>', '1x (default), 10x or instant', speedValue)
      .option('--seed <text>', 'same seed, same ids')
      .option('--state <file>', 'keep account, users, recordings … in a file')
      .option('--fault <what:how>', 'let it go wrong: answer:timeout, event:503@20% …', faultsValue)
      .addOption(shuffleOption())
      .optionsGroup('What you see:')
      .option('--view <view>', 'stream (default), or lanes: who tells whom', oneOf(['stream', 'lanes']))
      .option('--json', 'one JSON line per event on stdout')
      .option('-q, --quiet', 'the header and what goes wrong, nothing else')
      .option('--verbose', 'headers and bodies too')
      .option('--rtc', 'RTC events that repeat a voice event, too')
      .option('--filter <terms>', 'only these: "status:answered to:4477*", problem …')
      .option('--require-signature', 'refuse unsigned requests')
      .option('--no-record', 'keep nothing in .vonage-flow/')
      .option('--save-recordings <folder>', 'recordings and transcripts of calls as files')
      .addHelpText(
        'after',
        `
Examples:
  vonage-flow listen --emulator                    no account, no phone needed
  vonage-flow listen --emulator --call --press 1   place a call at once
  vonage-flow listen --emulator --view lanes       who tells whom, as it happens
  vonage-flow listen                               your own application
  vonage-flow listen --forward http://localhost:8080
  vonage-flow listen -f http://localhost:8080 -f rtc=http://localhost:9090
  vonage-flow listen --forward http://localhost:8080 -- npm run dev
  vonage-flow listen --copy http://localhost:9000  a second server listens in
  vonage-flow listen --json | jq -c 'select(.kind=="call-status") | .status'

A command behind -- gets VONAGE_FLOW_URL, VONAGE_FLOW_ANSWER_URL, _EVENT_URL,
_FALLBACK_URL and _RTC_EVENT_URL, and with --emulator what leads an SDK there.
It is restarted when they change, and ends with the listener. Other programs ask
vonage-flow url.

Keys at a terminal: c call, p pause, d the last webhook whole, r replay it,
y copy it as curl, f filter, q quit, ? list them.

Ctrl-C gives the borrowed URLs back. Exit codes: 0 all given back, 1 with --once
the call went wrong, 2 bad usage or config, 3 something could not be done or
given back.`,
      )
      .action((flags: ListenFlags) => {
        run(async (world, commandLine) =>
          (await import('./listen/run.ts')).runListen(flags, commandLine, world),
        );
      });
  },
};
