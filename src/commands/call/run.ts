import { attachEmulator } from '../../edge/emulator/attach.ts';
import { startEmulatorHost } from '../../edge/emulator/host.ts';
import type { CallOutcome, EmulatorAccess } from '../../edge/emulator/running-emulator.ts';
import { writeReport } from '../../edge/write-report.ts';
import { badUsage, type ExitCode } from '../../failure.ts';
import { RECORD_VERSION } from '../../flow/exchange-record.ts';
import { collectFacts } from '../../flow/expect/call-facts.ts';
import type { Notice } from '../../flow/notice.ts';
import { newSession, observePlatform } from '../../flow/observe.ts';
import { jsonLines } from '../../sinks/json-lines.ts';
import { lanes } from '../../sinks/lanes.ts';
import { paletteFor } from '../../sinks/palette.ts';
import type { Sink } from '../../sinks/sink.ts';
import { terminal } from '../../sinks/terminal.ts';
import type { World } from '../../world.ts';
import { DEFAULT_CALLER } from '../default-caller.ts';
import { findEmulator } from '../emulator-file.ts';
import { type Notices, startNotices } from '../notices.ts';
import { reactionsTyped } from '../reaction-values.ts';
import { startUndoing } from '../undoing.ts';
import type { CallFlags } from './flags.ts';
import { junitOf } from './junit.ts';
import { type Demands, verdictOf } from './verdict.ts';
import { verdictLines } from './verdict-lines.ts';

/** `vonage-flow call`: one call with a scripted caller, shown line by line, drawn, and judged. */
export const runCall = async (flags: CallFlags, world: World): Promise<ExitCode> => {
  checkFlags(flags);
  const release = world.stop.hold();
  const undoing = startUndoing();
  try {
    const emulator = await openEmulator(flags, world);
    undoing.later(() => emulator.close());
    return await callAndJudge(flags, world, emulator);
  } finally {
    await undoing.undoAll();
    release();
  }
};

const checkFlags = (flags: CallFlags): void => {
  if (flags.as !== undefined && flags.from !== undefined) {
    throw badUsage({
      what: '--as and --from both say who calls',
      why: 'A user who calls from an app has a name and no number.',
      tryThis: 'leave one of them out',
    });
  }
  if (flags.as === undefined && flags.customData !== undefined) {
    throw badUsage({
      what: '--custom-data comes from an app, and a phone calls',
      tryThis: 'add the user who calls: --as alice',
    });
  }
  if (flags.inOrder && flags.expect === undefined) {
    throw badUsage({
      what: '--in-order is about what is expected, and nothing is',
      tryThis: 'add --expect, once for each: --expect talk --expect input:1',
    });
  }
  if (flags.answerUrl !== undefined) {
    if (flags.emulator === undefined) return;
    throw badUsage({
      what: '--answer-url starts an emulator of its own, so --emulator has nothing to say',
      tryThis: 'leave one of them out',
    });
  }
  const needs = (
    ['answerMethod', 'eventUrl', 'rtcUrl', 'fallbackUrl', 'speed', 'user', 'seed', 'fault'] as const
  ).find((name) => flags[name] !== undefined);
  if (needs === undefined) return;
  const option = needs.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
  throw badUsage({
    what: `--${option} says something about a throw-away emulator, which needs --answer-url`,
    why: 'A running emulator was told this when it started.',
    tryThis: 'add --answer-url http://localhost:8080/answer',
  });
};

const openEmulator = async (flags: CallFlags, world: World): Promise<EmulatorAccess> => {
  if (flags.answerUrl !== undefined) {
    return startEmulatorHost({
      clock: world.clock,
      seed: flags.seed ?? world.chance.hex(8),
      speed: flags.speed ?? 'instant',
      // A user may call anybody, whose number is then none of the application's.
      numbers: flags.to === undefined || flags.as !== undefined ? [] : [flags.to],
      users: [...new Set([...(flags.user ?? []), ...(flags.as === undefined ? [] : [flags.as])])],
      answerUrl: flags.answerUrl,
      ...(flags.fault && { faults: flags.fault }),
      ...(flags.answerMethod && { answerMethod: flags.answerMethod }),
      ...(flags.eventUrl !== undefined && { eventUrl: flags.eventUrl }),
      ...(flags.rtcUrl !== undefined && { rtcEventUrl: flags.rtcUrl }),
      ...(flags.fallbackUrl !== undefined && { fallbackUrl: flags.fallbackUrl }),
    });
  }
  const running = flags.emulator ?? findEmulator(world.cwd);
  if (running !== undefined) return attachEmulator(running);
  throw badUsage({
    what: 'No emulator runs for this folder, and no --answer-url was given',
    why: 'A call needs a platform that places it.',
    tryThis: [
      'call your own server: vonage-flow call --answer-url http://localhost:8080/answer',
      'or start an emulator in another terminal: vonage-flow listen --emulator',
      'or name a running one: --emulator http://127.0.0.1:4010',
    ],
  });
};

const callAndJudge = async (flags: CallFlags, world: World, emulator: EmulatorAccess): Promise<ExitCode> => {
  const sink: Sink = flags.json
    ? jsonLines(world.stdout)
    : terminal(world.stdout, { verbose: false, expandRtc: false, showSent: true });
  const notices = startNotices([sink], 'the start');
  const began = world.clock.monotonic();
  const session = newSession('platform');
  const facts = collectFacts();
  const unsubscribe = emulator.subscribe((notice) => {
    for (const one of [notice, ...observePlatform(session, notice).notices]) notices.note(one);
    facts.note(notice);
  });
  warnWithoutEvents(flags, world, notices);
  const outcome = await placeCall(flags, world, emulator);
  unsubscribe();
  // The verdict comes last.
  await notices.close();
  const flow = session.byLeg.get(outcome.leg);
  const verdict = verdictOf(outcome, facts.take(outcome.call), demandsOf(flags));
  // A pipe has no width, and a file may be read on a wide screen.
  const columns = world.stdout.isTerminal ? world.stdout.columns() : 120;
  if (flags.json) {
    world.stdout.write(
      `${JSON.stringify({ v: RECORD_VERSION, type: 'verdict', at: new Date(world.clock.now()).toISOString(), ...verdict })}\n`,
    );
  } else {
    if (flags.lanes && flow) {
      const drawn = lanes(flow, {
        width: columns,
        paint: paletteFor(world.stdout),
      });
      world.stdout.write(`\n${drawn.join('\n')}\n`);
    }
    world.stdout.write(`\n${verdictLines(verdict, paletteFor(world.stdout), columns).join('\n')}\n`);
  }
  if (flags.junit !== undefined) {
    const seconds = (world.clock.monotonic() - began) / 1000;
    const name = `call ${flow?.from ?? ''} → ${flow?.to ?? ''}`;
    await writeReport(flags.junit, world.cwd, junitOf([{ group: 'call', name, seconds, verdict }]));
  }
  return verdict.ok ? 0 : 1;
};

const demandsOf = ({ expect = [], inOrder = false, maxAnswer, maxReply }: CallFlags): Demands => ({
  expectations: expect,
  inOrder,
  maxAnswerMs: maxAnswer,
  maxReplyMs: maxReply,
});

/** Event webhooks are optional on the platform but strongly advised, so their absence is said. */
const warnWithoutEvents = (flags: CallFlags, world: World, notices: Notices): void => {
  if (flags.answerUrl === undefined || flags.eventUrl !== undefined || flags.json) return;
  const notice: Notice = {
    type: 'info',
    at: world.clock.now(),
    what: 'No --event-url: your server will not hear of ringing, answered, completed, nor of an input without eventUrl.',
  };
  notices.note(notice);
};

const placeCall = async (flags: CallFlags, world: World, emulator: EmulatorAccess): Promise<CallOutcome> => {
  const interrupted = new Promise<never>((_resolve, reject) => {
    // A reader that has gone (`| head`) is no reason to leave the call without its verdict.
    world.stop.requested.addEventListener(
      'abort',
      () =>
        !world.stdout.isClosed &&
        reject(
          badUsage({
            what: 'Interrupted before the call was over',
            tryThis: 'give it an end: --hangup-after <seconds>',
          }),
        ),
      { once: true },
    );
  });
  return Promise.race([
    emulator.placeCall({
      ...(flags.as === undefined ? { from: flags.from ?? DEFAULT_CALLER } : { as: flags.as }),
      to: flags.to ?? emulator.about.numbers[0] ?? '',
      ...(flags.customData && { customData: flags.customData }),
      reactions: reactionsTyped(flags) ?? [],
      ...(flags.callee && { callees: flags.callee }),
      ...(flags.hangupAfter !== undefined && { hangUpAfterSeconds: flags.hangupAfter }),
    }),
    interrupted,
  ]);
};
