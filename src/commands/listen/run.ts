import { join } from 'node:path';
import { type LeaseDesk, leaseDesk } from '../../edge/borrow/lease-desk.ts';
import type { Loan } from '../../edge/borrow/loan.ts';
import type { Config } from '../../edge/config/config.ts';
import { loadConfig } from '../../edge/config/load-config.ts';
import { startTraces } from '../../edge/config/watch-files.ts';
import { guardGroups } from '../../edge/guard/guard-groups.ts';
import { oneLine } from '../../edge/one-line.ts';
import { OWN_FOLDER } from '../../edge/own-folder.ts';
import { openPrivateFolder } from '../../edge/private-folder.ts';
import { makeProof } from '../../edge/proof.ts';
import type { ExitCode } from '../../failure.ts';
import { nccoBook } from '../../flow/ncco-book.ts';
import type { LeftBehind, Trouble } from '../../flow/notice.ts';
import { flowOfPlatform } from '../../flow/observe.ts';
import { makeRedaction, type Redaction } from '../../flow/redact/redaction.ts';
import { startProgress } from '../../sinks/progress.ts';
import { openPushFiles, type PushFiles } from '../../sinks/push-files.ts';
import { openStore } from '../../sinks/store.ts';
import type { World } from '../../world.ts';
import type { Notices } from '../notices.ts';
import { startUndoing, type Undoing } from '../undoing.ts';
import { borrowSlots } from './borrow-slots.ts';
import { checkFlags } from './check-flags.ts';
import { checkServers, refuseOwnAddresses } from './check-servers.ts';
import { commandVariables } from './command-variables.ts';
import type { RunDesk } from './desk.ts';
import type { ListenFlags } from './flags.ts';
import { followEdits } from './follow-edits.ts';
import { followTunnel } from './follow-tunnel.ts';
import { giveBackOnly } from './give-back-only.ts';
import { lintConfig } from './lint-served.ts';
import { makeSinks } from './make-sinks.ts';
import { offerEmulator } from './offer-emulator.ts';
import { openDoors } from './open-doors.ts';
import type { OpenExchanges } from './open-exchanges.ts';
import { type OwnCommand, startOwnCommand } from './own-command.ts';
import { answersCalls, ownServers } from './own-servers.ts';
import { requireAnswer } from './require-answer.ts';
import type { Saver } from './save-recordings.ts';
import { sayReady } from './say-ready.ts';
import { openScreen, type Screen } from './screen.ts';
import { findSource, type Source } from './source.ts';
import { stayUntilStopped } from './stay.ts';
import { tellOutside } from './tell-outside.ts';
import { uncaught } from './uncaught.ts';
import { type Viewed, viewOf } from './viewed.ts';
import { openWayIn, type WayIn } from './way-in.ts';

/** The first Ctrl-C gives back within this time and says so; a second one leaves at once. */
const GIVE_BACK_MILLISECONDS = 5_000;

/** All the parts of a running `listen`. */
export interface Run {
  readonly flags: ListenFlags;
  readonly config: Config;
  readonly world: World;
  readonly source: Source;
  readonly notices: Notices;
  readonly desk: RunDesk;
  readonly exchanges: OpenExchanges;
  /** Takes fields that the config names out of what is written. */
  readonly redaction: Redaction;
  /** Tells colleagues what is held. */
  readonly lease: LeaseDesk;
  /** Where all of it is shown, and may be held. */
  readonly screen: Screen;
  readonly viewed: Viewed;
}

/**
 * `vonage-flow listen`. The order is a promise: listener up, tunnel up, our own nonce received through the public URL,
 * journal on disk, and only then the application changed. The way back is the reverse, on every kind of end.
 */
export const runListen = async (
  asked: ListenFlags,
  commandLine: readonly string[] | undefined,
  world: World,
): Promise<ExitCode> => {
  checkFlags(asked, commandLine);
  if (asked.giveBack) return giveBackOnly(asked, world);
  const release = world.stop.hold();
  const undoing = startUndoing();
  try {
    return await listenUntilStopped(asked, commandLine, world, undoing);
  } finally {
    await undoing.undoAll();
    release();
  }
};

const listenUntilStopped = async (
  asked: ListenFlags,
  commandLine: readonly string[] | undefined,
  real: World,
  undoing: Undoing,
): Promise<ExitCode> => {
  const flags = await offerEmulator(asked, real);
  const screen = openScreen(real);
  const world = shownOn(screen, real);
  const viewed = viewOf(flags.filter, () => screen.isPaused);
  const traces = startTraces();
  const found = await loadConfig(world, { explicit: flags.config, builtIn: true, seen: traces.seen });
  const config = withoutBuiltIn(found, flags);
  requireAnswer(flags, config, world);
  checkServers(flags, config);
  let pushes: PushFiles | undefined;
  const source = await findSource(flags, config, world, (push, at) => pushes?.keep(push, at));
  undoing.later(source.close);

  let run: Run | undefined;
  const redaction = makeRedaction(config.redact);
  const { notices, saver, copies } = await makeSinks(
    { flags, config, source, redaction, world, undoing, viewed },
    {
      publicUrl: () => run?.desk.publicUrl ?? '',
      flowOf: (notice) => run && flowOfPlatform(run.desk.session, notice),
    },
  );

  const records = flags.record ? recordOptions(config, redaction, world, notices) : undefined;
  const store = records && openStore(records.directory, records);
  if (store) undoing.later(() => store.close());
  pushes = records && openPushFiles(records.directory, records);
  const proof = makeProof(world.chance);
  const lease = leaseDesk({
    secret: source.account?.apiSecret,
    taken: (taker) => notices.note(takenOver(taker, source, world)),
  });
  const { desk, listener, upgrades, exchanges } = await openDoors({
    lease,
    flags,
    config,
    world,
    source,
    notices,
    undoing,
    store,
    proof,
  });
  run = { flags, config, world, source, notices, desk, exchanges, redaction, lease, screen, viewed };

  const progress = startProgress(world.stderr, flags.json === true);
  let wayIn: WayIn;
  let loan: Loan | undefined;
  try {
    wayIn = await openWayIn(run, listener, proof, undoing, progress.say);
    refuseOwnAddresses(flags, config, { port: listener.port, publicUrl: wayIn.tunnel.url });
    loan = await borrowSlots(run, wayIn.tunnel, progress);
  } finally {
    progress.end();
  }
  await lintConfig(config, source.emulator !== undefined, world, notices);
  const handBack = once(() => (loan ? giveBack(run, loan) : Promise.resolve([])));
  // Should anything from here on fail, the URLs still go back before the tunnel goes down.
  undoing.later(handBack);
  // Whoever waits for the word that all is ready may ask for addresses then.
  undoing.later(tellOutside(run, listener.url));
  sayReady(run, { listener, wayIn, loan, records: store?.path });
  const letGo = followTunnel(run, wayIn, loan, store);
  undoing.later(letGo);
  undoing.later(followEdits(run, { listener, copies }, traces.look()));
  const command = commandLine && startBeside(run, commandLine, undoing);
  const failed = await stayUntilStopped(run, listener.url, command);
  notices.note({
    type: 'closing',
    at: world.clock.now(),
    reason: String(world.stop.requested.reason ?? 'end'),
  });
  await letGo();
  sayUnmatched(run);
  const left = await handBack();
  await command?.stop();
  // While there is still a way to those who should hear of it.
  await upgrades.close();
  await settle(saver, run);
  await copies.finish();
  notices.note({ type: 'closed', at: world.clock.now(), left });
  const { reason } = world.stop.requested;
  if (command?.failure) throw command.failure;
  if (reason instanceof Error) throw uncaught(reason, traces.look().keys(), world.cwd);
  if (left.length > 0) return 3;
  return failed;
};

/** The same world, whose outputs are those of the screen. */
const shownOn = ({ stdout, stderr }: Screen, world: World): World =>
  // One that inherits all the rest; typed as `any` by TypeScript.
  Object.create(world, { stdout: { value: stdout }, stderr: { value: stderr } });

/** Starts the user's own command, with the addresses of this run in its environment. */
const startBeside = (run: Run, commandLine: readonly string[], undoing: Undoing): OwnCommand => {
  const { desk, source, world, flags, notices } = run;
  const folder = openPrivateFolder();
  undoing.later(() => folder.remove());
  const command = startOwnCommand({
    commandLine,
    environment: () => commandVariables(desk, source, world, folder),
    json: flags.json === true,
    world,
    note: notices.note,
    guard: guardGroups(world),
  });
  undoing.later(() => command.stop());
  undoing.later(desk.onAddresses(command.look));
  return command;
};

/** A field that nothing had may be misspelt, and then what it should keep out is in the records. */
const sayUnmatched = ({ redaction, notices, world }: Run): void => {
  const fields = redaction.unmatched();
  if (fields.length === 0) return;
  const what = `redact: nothing in this run had ${fields.map((field) => `"${field}"`).join(', ')}`;
  notices.note({ type: 'info', at: world.clock.now(), what });
};

/** What is being saved becomes whole; a second Ctrl-C leaves it. */
const settle = async (saver: Saver | undefined, { notices, world }: Run): Promise<void> => {
  // What was noted a moment ago is told to it first.
  await world.clock.sleep(0);
  if (!saver || saver.pending === 0) return;
  const what = `waiting for ${saver.pending === 1 ? 'a download' : `${saver.pending} downloads`}; Ctrl-C leaves at once`;
  notices.note({ type: 'info', at: world.clock.now(), what });
  await saver.settled();
};

/** Who has a server of their own and no config wants none of our NCCOs: their addresses might be the user's. */
const withoutBuiltIn = (config: Config, flags: ListenFlags): Config =>
  config.file === undefined && answersCalls(ownServers(flags, config))
    ? { ...config, nccos: nccoBook({ nccos: new Map(), answer: undefined }) }
    : config;

/** Where what happens is kept, and how. */
const recordOptions = (config: Config, redaction: Redaction, world: World, notices: Notices) => ({
  directory: join(config.directory, OWN_FOLDER),
  now: () => world.clock.now(),
  pid: world.pid,
  isRunning: world.isRunning,
  version: world.version,
  redaction,
  trouble: (what: string, tryThis?: string): void =>
    notices.note({ type: 'trouble', at: world.clock.now(), what, ...(tryThis !== undefined && { tryThis }) }),
});

const takenOver = (taker: string, { applicationId }: Source, world: World): Trouble => ({
  type: 'trouble',
  at: world.clock.now(),
  what: `${oneLine(taker, 60)} has taken over application ${applicationId}: its calls and events go there now`,
  tryThis:
    'talk to them; at your end nothing of theirs is touched, and the URLs from before both of you come back with the last one',
});

/** Does it the first time, and remembers what came of it. */
const once = <T>(deed: () => Promise<T>): (() => Promise<T>) => {
  let done: Promise<T> | undefined;
  return () => {
    done ??= deed();
    return done;
  };
};

/** Gives back what was borrowed, within five seconds, or until a second Ctrl-C. */
const giveBack = async ({ flags, world }: Run, loan: Loan): Promise<readonly LeftBehind[]> => {
  // An emulator of our own ends with us, and its application with it.
  const leave = (): readonly LeftBehind[] =>
    flags.emulator === true ? [] : loan.leftBehind('you asked to leave at once');
  if (world.stop.insisted.aborted) return leave();
  const tooLate = AbortSignal.any([AbortSignal.timeout(GIVE_BACK_MILLISECONDS), world.stop.insisted]);
  const insisted = new Promise<readonly LeftBehind[]>((resolve) => {
    world.stop.insisted.addEventListener('abort', () => resolve(leave()), { once: true });
  });
  return Promise.race([loan.giveBack(tooLate), insisted]);
};
