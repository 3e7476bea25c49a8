import { dirname } from 'node:path';
import type { EmulatorAccess } from '../../edge/emulator/running-emulator.ts';
import { readScenarios } from '../../edge/scenario/read-scenarios.ts';
import type { Scenario } from '../../edge/scenario/scenario.ts';
import { writeReport } from '../../edge/write-report.ts';
import { badUsage, type ExitCode, Failure } from '../../failure.ts';
import { collectFacts } from '../../flow/expect/call-facts.ts';
import { noticeLine } from '../../flow/notice-record.ts';
import { type Palette, paletteFor } from '../../sinks/palette.ts';
import { startProgress } from '../../sinks/progress.ts';
import { shownPath } from '../../sinks/shown-path.ts';
import { printable } from '../../text/printable.ts';
import type { World } from '../../world.ts';
import type { CallFlags } from './flags.ts';
import { junitOf, type TestedCall } from './junit.ts';
import { emulatorOpener } from './open-emulator.ts';
import { placeCall } from './place-call.ts';
import { movesTyped, platformOfFlags } from './scenario-of-flags.ts';
import { untilInterrupted } from './until-interrupted.ts';
import { type Verdict, verdictOf } from './verdict.ts';
import { reasonLines } from './verdict-lines.ts';
import { writeJson } from './write-json.ts';

/** `vonage-flow call scenario.yaml …`: every scenario is a call, judged; one line each, and why for those that failed. */
export const runScenarios = async (
  named: readonly string[],
  flags: CallFlags,
  world: World,
): Promise<ExitCode> => {
  checkFlags(flags);
  const number = named.find((name) => /^\+?[\d() -]{5,}$/.test(name));
  if (number !== undefined)
    throw badUsage({
      what: `call does not know what to do with "${number}"`,
      why: 'What stands there without a dash is a scenario file.',
      tryThis: `if it is the number to call: vonage-flow call --to ${number}`,
    });
  const scenarios = await readScenarios(named, { cwd: world.cwd, columns: world.stderr.columns() });
  const open = emulatorOpener(world, {
    running: flags.emulator,
    nameOf: (key) => (key === 'shuffleMs' ? 'shuffle' : key),
  });
  const release = world.stop.hold();
  const interrupted = untilInterrupted(world);
  const tested: TestedCall[] = [];
  const pushes: string[] = [];
  const progress = startProgress(world.stderr, flags.json === true);
  try {
    for (const read of scenarios) {
      // The command line is nearer than the file.
      const scenario = { ...read, platform: platformFor(read, flags) };
      const began = world.clock.monotonic();
      progress.say(`${scenario.name} (${tested.length + 1} of ${scenarios.length})`);
      const verdict = await judge(scenario, open, flags, world, interrupted, pushes);
      const seconds = (world.clock.monotonic() - began) / 1000;
      tested.push({ group: scenario.group, name: scenario.name, seconds, verdict });
      progress.pause();
      report(scenario, verdict, flags, world);
    }
  } finally {
    progress.end();
    // What was judged before a failure is reported, too.
    if (flags.junit !== undefined) await writeReport(flags.junit, world.cwd, junitOf(tested));
    release();
  }
  const failed = tested.filter(({ verdict }) => !verdict.ok).length;
  if (flags.json) writeJson(world, { type: 'summary', ok: failed === 0, scenarios: tested.length, failed });
  else
    world.stdout.write(
      `\n${summary(tested.length, failed, paletteFor(world.stdout))}\n${pushWords(pushes, world)}`,
    );
  return failed === 0 ? 0 : 1;
};

/** What a scenario says itself. */
const OF_SCENARIO: readonly (readonly [name: keyof CallFlags, option: string])[] = [
  ['from', '--from'],
  ['to', '--to'],
  ['as', '--as'],
  ['customData', '--custom-data'],
  ['press', '--press'],
  ['say', '--say'],
  ['callee', '--callee'],
  ['voice', '--voice'],
  ['hangupAfter', '--hangup-after'],
  ['expect', '--expect'],
  ['inOrder', '--in-order'],
  ['maxAnswer', '--max-answer'],
  ['maxReply', '--max-reply'],
];

const checkFlags = (flags: CallFlags): void => {
  const [, typed] = OF_SCENARIO.find(([name]) => flags[name] !== undefined) ?? [];
  const option = typed ?? (movesTyped(flags).length > 0 ? 'a --user with a time' : undefined);
  if (option === undefined) return;
  throw badUsage({
    what: `${option} and scenario files do not go together`,
    why: 'A scenario says what people do and what is expected.',
    tryThis: ['write it into the file', 'or place one call without a file'],
  });
};

/** With a running emulator the command line says that a scenario's own server is not meant. */
const platformFor = ({ platform }: Scenario, flags: CallFlags): Scenario['platform'] =>
  flags.emulator === undefined ? { ...platform, ...platformOfFlags(flags) } : platformOfFlags(flags);

const judge = async (
  scenario: Scenario,
  open: ReturnType<typeof emulatorOpener>,
  flags: CallFlags,
  world: World,
  interrupted: Promise<never>,
  pushes: string[],
): Promise<Verdict> => {
  const emulator = await open(scenario).catch(inScenario(scenario));
  let undo = async (): Promise<void> => {};
  try {
    const facts = collectFacts();
    const unsubscribe = emulator.subscribe((notice) => {
      facts.note(notice);
      if (notice.event.name === 'client-event' && notice.event.file !== undefined)
        pushes.push(notice.event.file);
      if (flags.json) world.stdout.write(`${noticeLine(notice)}\n`);
    });
    const putBack = await willPutBack(scenario, emulator);
    undo = async () => {
      unsubscribe();
      await putBack();
    };
    const outcome = await placeCall(scenario, world, emulator, interrupted).catch(inScenario(scenario));
    return verdictOf(outcome, facts.take(outcome.call), scenario.demands);
  } finally {
    await undo();
    await emulator.close();
  }
};

/** The apps that a scenario puts elsewhere are after it where they were before, or the next one would find them there. */
const willPutBack = async (
  { script: { userStates = [] } }: Scenario,
  emulator: EmulatorAccess,
): Promise<() => Promise<void>> => {
  if (userStates.length === 0) return async () => {};
  const before = await emulator.userStates();
  const moved = userStates.flatMap(({ user }) => (before[user] === undefined ? [] : [[user, before[user]]]));
  return async () => {
    try {
      await emulator.setUserStates(Object.fromEntries(moved));
    } catch {
      // It has ended, and its users with it.
    }
  };
};

/** Of several scenarios one wants to know which. */
const inScenario =
  ({ name, group }: Scenario) =>
  (error: unknown): never => {
    if (!(error instanceof Failure)) throw error;
    const { what, why, tryThis, exitCode, excerpt } = error;
    throw new Failure({
      what: `${group}, "${name}": ${what}`,
      why,
      tryThis,
      exitCode,
      excerpt,
      cause: error,
    });
  };

const report = ({ name, group }: Scenario, verdict: Verdict, flags: CallFlags, world: World): void => {
  if (flags.json) {
    writeJson(world, { type: 'verdict', scenario: name, file: group, ...verdict });
    return;
  }
  const palette = paletteFor(world.stdout);
  const columns = world.stdout.isTerminal ? world.stdout.columns() : 120;
  const { ok, unused, expectations, webhooks } = verdict;
  const mark = !ok ? palette.bad('✗') : unused.length > 0 ? palette.warn('!') : palette.good('✓');
  const sum = `${expectations.filter((one) => one.ok).length} of ${expectations.length}, ${webhooks} webhooks`;
  const lines = reasonLines(verdict, columns - INDENT.length).map((line) => `${INDENT}${line}`.trimEnd());
  world.stdout.write(
    [`${mark} ${printable(name)}  ${palette.dim(`${printable(group)} · ${sum}`)}`, ...lines, ''].join('\n'),
  );
};

const INDENT = '  ';

const pushWords = (pushes: readonly string[], { cwd }: World): string => {
  const [first] = pushes;
  if (first === undefined) return '';
  const where = printable(shownPath(dirname(first), cwd));
  return `  ${pushes.length === 1 ? '1 push is' : `${pushes.length} pushes are`} kept in ${where}\n`;
};

const summary = (all: number, failed: number, palette: Palette): string => {
  const scenarios = all === 1 ? 'scenario' : 'scenarios';
  return failed === 0
    ? palette.good(`✓ ${all} ${scenarios} went as expected.`)
    : palette.bad(`✗ ${failed} of ${all} ${scenarios} did not go as expected.`);
};
