import { attachEmulator } from '../../edge/emulator/attach.ts';
import { startEmulatorHost } from '../../edge/emulator/host.ts';
import type { CallOutcome, EmulatorAccess } from '../../edge/emulator/running-emulator.ts';
import { badUsage, type ExitCode } from '../../failure.ts';
import { RECORD_VERSION } from '../../flow/exchange-record.ts';
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
import { verdictLines, verdictOf } from './verdict.ts';

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
  if (flags.answerUrl !== undefined) {
    if (flags.emulator === undefined) return;
    throw badUsage({
      what: '--answer-url starts an emulator of its own, so --emulator has nothing to say',
      tryThis: 'leave one of them out',
    });
  }
  const needs = (
    [
      'answerMethod',
      'eventUrl',
      'rtcUrl',
      'fallbackUrl',
      'speed',
      'user',
      'seed',
      'fault',
      'shuffle',
    ] as const
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
      numbers: flags.to === undefined ? [] : [flags.to],
      users: flags.user ?? [],
      answerUrl: flags.answerUrl,
      ...(flags.fault && { faults: flags.fault }),
      ...(flags.shuffle !== undefined && { shuffleMs: flags.shuffle }),
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
  const session = newSession('platform');
  const failed: string[] = [];
  const unsubscribe = emulator.subscribe((notice) => {
    for (const one of [notice, ...observePlatform(session, notice).notices]) notices.note(one);
    if (notice.event.name === 'webhook-sent' && notice.event.kind === 'error')
      failed.push('the platform sent an error webhook');
  });
  warnWithoutEvents(flags, world, notices);
  const outcome = await placeCall(flags, world, emulator);
  unsubscribe();
  // The verdict comes last.
  await notices.close();
  const flow = session.byLeg.get(outcome.leg);
  const verdict = verdictOf(outcome, failed, flow);
  if (flags.json) {
    world.stdout.write(
      `${JSON.stringify({ v: RECORD_VERSION, type: 'verdict', at: new Date(world.clock.now()).toISOString(), ...verdict })}\n`,
    );
  } else {
    if (flags.lanes && flow) {
      const drawn = lanes(flow, {
        width: world.stdout.isTerminal ? world.stdout.columns() : 120,
        paint: paletteFor(world.stdout),
      });
      world.stdout.write(`\n${drawn.join('\n')}\n`);
    }
    world.stdout.write(`\n${verdictLines(verdict, paletteFor(world.stdout)).join('\n')}\n`);
  }
  return verdict.ok ? 0 : 1;
};

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
      from: flags.from ?? DEFAULT_CALLER,
      to: flags.to ?? emulator.about.numbers[0] ?? '',
      reactions: reactionsTyped(flags) ?? [],
      ...(flags.callee && { callees: flags.callee }),
      ...(flags.hangupAfter !== undefined && { hangUpAfterSeconds: flags.hangupAfter }),
    }),
    interrupted,
  ]);
};
