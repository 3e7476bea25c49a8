import type { CommandModule } from '../command.ts';
import type { CallFlags } from './call/flags.ts';
import { calleeValue } from './callee-value.ts';
import {
  expectationValue,
  faultsValue,
  jsonObjectValue,
  millisecondsValue,
  numberValue,
  oneOf,
  secondsValue,
  speedValue,
  urlValue,
  voiceValue,
} from './option-values.ts';
import { reactionReaders } from './reaction-values.ts';
import { shuffleOption } from './shuffle-option.ts';
import { timedUserValue } from './user-value.ts';

/** `vonage-flow call`: declared here; what it does stands in `call/run.ts`. */
export const call: CommandModule = {
  name: 'call',
  summary: 'Place a call: scripted on the emulator, or a real one',
  declare: (command, run) => {
    const reactions = reactionReaders();
    command
      .usage('[options] [scenario files or folders...]')
      .argument('[scenarios...]')
      .optionsGroup('Who answers:')
      .option('--answer-url <url>', 'of your server; a throw-away emulator asks it', urlValue)
      .option('--answer-method <method>', 'GET (default) or POST', oneOf(['GET', 'POST']))
      .option('--event-url <url>', 'where the voice events go', urlValue)
      .option('--event-method <method>', 'POST (default) or GET', oneOf(['GET', 'POST']))
      .option('--rtc-url <url>', 'where the RTC events go', urlValue)
      .option('--fallback-url <url>', 'asked when the answer URL fails', urlValue)
      .option('-e, --emulator <url>', 'a running emulator (default: this folder’s)', urlValue)
      .optionsGroup('A real call, which costs money:')
      .option('--real', 'call the number of --to by Vonage, from your application')
      .option('--ncco <ncco>', 'what it runs: an NCCO of the running listen, or a file')
      .option('-a, --app <id>', 'application id (or VONAGE_APPLICATION_ID, or the config)')
      .option('--private-key <file>', 'the application’s private key (or VONAGE_PRIVATE_KEY)')
      .option('-c, --config <file>', 'config file (default: the nearest)')
      .option('-y, --yes', 'place it without asking')
      .optionsGroup('The caller:')
      .option('--from <number>', 'the caller (default: 14155550123)', numberValue)
      .option('--to <number>', 'the number called (default: the first there is)', numberValue)
      .option('--as <user>', 'a Client SDK user who calls from an app, instead of --from')
      .option('--custom-data <json>', 'what that app gives along', jsonObjectValue)
      .option('--press <keys>', 'a group per prompt, or at a second: 1,23#,0@12s', reactions.press)
      .option('--say <words>', 'to a prompt that hears speech, or at: No@20s', reactions.say)
      .option('--callee <who=does>', 'the called: 447700900444=busy, alice=reject …', calleeValue)
      .option('--voice <what>', 'for a WebSocket: a .wav file, tone or silence', voiceValue)
      .option('--hangup-after <seconds>', 'after dialling; by itself when nothing new comes', secondsValue)
      .optionsGroup('The throw-away emulator:')
      .option('--speed <speed>', 'instant (default), 1x, 10x …', speedValue)
      .option('--user <name...>', 'Client SDK users: alice, bob=offline, bob=offline@4s', timedUserValue)
      .option('--seed <text>', 'same seed, same ids')
      .option('--fault <what:how>', 'let it go wrong: answer:timeout, event:503@20% …', faultsValue)
      .addOption(shuffleOption())
      .optionsGroup('A test:')
      .option('--expect <what>', 'has to happen: completed, talk:*sales*, !busy …', expectationValue)
      .option('--in-order', 'expected things happen one after the other')
      .option('--max-answer <time>', 'longest reply to the answer webhook: 2s, 500ms', millisecondsValue)
      .option('--max-reply <time>', 'longest reply to any webhook', millisecondsValue)
      .option('--junit <file>', 'write a JUnit report there')
      .optionsGroup('What you see:')
      .option('--json', 'one JSON line per event on stdout, the verdict last')
      .option('--no-lanes', 'without the picture at the end')
      .addHelpText(
        'after',
        `
Examples:
  vonage-flow call --answer-url http://localhost:8080/answer --press 1
  vonage-flow call --answer-url http://localhost:8080/answer \\
                   --event-url http://localhost:8080/event
  vonage-flow call --press 1,2      on the emulator that runs in this folder
  vonage-flow call --say billing --callee 447700900444=machine
  vonage-flow call --press 1 --expect "talk:*sales*" --expect input:1 \\
                   --expect connect:447700900444 --expect "!busy"
  vonage-flow call tests/calls --junit calls.xml      all scenarios of a folder

  vonage-flow call --real --to 447700900123   the listen that runs here answers

A prompt gets the first of --press and --say, as typed, that it listens to; w
waits half a second. What has a time (0@12s) comes at that second of the call,
whether anybody listens or not.
The called: answer, machine, busy, ignore (rings on), unanswered, reject or
fail, with a detail if you like: reject:restricted, fail:internal_error.

To expect: an action, a status, ncco, webhook or problem, or what a user's app
gets: callback, push or unreached. Alone, or with the text that it has: * for
anything, /…/ for a regular expression. With ! before it, it must not
happen.

Exit codes: 0 the call went well; 1 it did not: an error webhook, a refused
NCCO, a webhook that nobody answered, no "completed", or not as expected;
2 bad usage; 3 the call could not be placed. A real call is followed to its end,
with what it cost; Ctrl-C hangs it up (130), and 1 is for one not completed.`,
      )
      .action((scenarios: readonly string[], flags: CallFlags) => {
        run(async (world) =>
          flags.real
            ? (await import('./call/real/run.ts')).runRealCall(scenarios, flags, world)
            : scenarios.length > 0
              ? (await import('./call/run-scenarios.ts')).runScenarios(scenarios, flags, world)
              : (await import('./call/run.ts')).runCall(flags, world),
        );
      });
  },
};
