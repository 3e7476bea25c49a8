import type { EmulatorAccess } from '../../edge/emulator/running-emulator.ts';
import type { Scenario } from '../../edge/scenario/scenario.ts';
import { writeReport } from '../../edge/write-report.ts';
import type { ExitCode } from '../../failure.ts';
import { collectFacts } from '../../flow/expect/call-facts.ts';
import type { Notice } from '../../flow/notice.ts';
import { observePlatform } from '../../flow/observe.ts';
import { newSession } from '../../flow/session.ts';
import { jsonLines } from '../../sinks/json-lines.ts';
import { lanes } from '../../sinks/lanes.ts';
import { paletteFor } from '../../sinks/palette.ts';
import type { Sink } from '../../sinks/sink.ts';
import { terminal } from '../../sinks/terminal.ts';
import type { World } from '../../world.ts';
import { fatalFaults, nccoInspector } from '../ncco-inspector.ts';
import { type Notices, startNotices } from '../notices.ts';
import { startUndoing } from '../undoing.ts';
import type { CallFlags } from './flags.ts';
import { junitOf } from './junit.ts';
import { emulatorOpener } from './open-emulator.ts';
import { placeCall } from './place-call.ts';
import { showQuietCall } from './quiet-call.ts';
import { scenarioOfFlags } from './scenario-of-flags.ts';
import { untilInterrupted } from './until-interrupted.ts';
import { verdictOf } from './verdict.ts';
import { verdictLines } from './verdict-lines.ts';
import { writeJson } from './write-json.ts';

/** `vonage-flow call`: one call with a scripted caller, shown line by line, drawn, and judged. */
export const runCall = async (flags: CallFlags, world: World): Promise<ExitCode> => {
  const scenario = scenarioOfFlags(flags);
  const open = emulatorOpener(world, { running: flags.emulator, nameOf: (key) => FLAG_OF[key] });
  const release = world.stop.hold();
  const interrupted = untilInterrupted(world);
  const undoing = startUndoing();
  try {
    const emulator = await open(scenario);
    undoing.later(() => emulator.close());
    return await callAndJudge(scenario, flags, world, emulator, interrupted);
  } finally {
    await undoing.undoAll();
    release();
  }
};

const FLAG_OF: Readonly<Record<keyof Scenario['platform'], string>> = {
  answerUrl: '--answer-url',
  answerMethod: '--answer-method',
  eventUrl: '--event-url',
  eventMethod: '--event-method',
  rtcUrl: '--rtc-url',
  fallbackUrl: '--fallback-url',
  speed: '--speed',
  seed: '--seed',
  users: '--user',
  faults: '--fault',
  shuffleMs: '--shuffle',
};

const callAndJudge = async (
  scenario: Scenario,
  flags: CallFlags,
  world: World,
  emulator: EmulatorAccess,
  interrupted: Promise<never>,
): Promise<ExitCode> => {
  const sink: Sink = flags.json
    ? jsonLines(world.stdout)
    : terminal(world.stdout, {
        verbose: false,
        expandRtc: false,
        showSent: true,
        inspectNcco: fatalFaults(nccoInspector({ lint: {} }, true)),
        verdictFollows: true,
        folder: world.cwd,
      });
  const { sinks, progress } = showQuietCall(world, sink, flags.json === true);
  const notices = startNotices(sinks, 'the start');
  const began = world.clock.monotonic();
  const session = newSession('platform');
  const facts = collectFacts();
  const unsubscribe = emulator.subscribe((notice) => {
    for (const one of [notice, ...observePlatform(session, notice).notices]) notices.note(one);
    facts.note(notice);
  });
  warnWithoutEvents(flags, world, notices);
  const outcome = await placeCall(scenario, world, emulator, interrupted).finally(progress.end);
  unsubscribe();
  // The verdict comes last.
  await notices.close();
  const flow = session.byLeg.get(outcome.leg);
  const verdict = verdictOf(outcome, facts.take(outcome.call), scenario.demands);
  // A pipe has no width, and a file may be read on a wide screen.
  const columns = world.stdout.isTerminal ? world.stdout.columns() : 120;
  if (flags.json) {
    writeJson(world, { type: 'verdict', ...verdict });
  } else {
    if (flags.lanes && flow) {
      const drawn = lanes(flow, { width: columns, paint: paletteFor(world.stdout) });
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
