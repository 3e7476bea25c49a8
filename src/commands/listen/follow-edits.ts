import { relative } from 'node:path';
import type { Config } from '../../edge/config/config.ts';
import { loadConfig } from '../../edge/config/load-config.ts';
import type { Look } from '../../edge/config/settle.ts';
import { startTraces, watchFiles } from '../../edge/config/watch-files.ts';
import type { Listener } from '../../edge/listener.ts';
import { socketTargets } from '../../edge/upgrade/socket-targets.ts';
import { Failure, wordsOf } from '../../failure.ts';
import { standAlike } from '../../flow/forward-plan.ts';
import type { Trouble } from '../../flow/notice.ts';
import type { Copies } from '../../sinks/copies.ts';
import { all } from '../../text/either.ts';
import { nccoInspector } from '../ncco-inspector.ts';
import { slotsOfRun } from './borrow-slots.ts';
import { checkServers, refuseOwnAddresses } from './check-servers.ts';
import { lintConfig } from './lint-served.ts';
import { ownServers, secondServer, serverWords } from './own-servers.ts';
import { requireAnswer } from './require-answer.ts';
import type { Run } from './run.ts';

/**
 * What a listener is built upon. The rest (`answer`, `nccos`, `safetyNet`, `forwardPaths`, `redact`, `lint`) is taken over while it runs. */
const NEEDS_RESTART = [
  'application',
  'production',
  'port',
  'tunnel',
  'publicUrl',
  'borrow',
  'numbers',
  'users',
  'forward',
] as const satisfies readonly (keyof Config)[];

/**
 * Reads the config again whenever a file that it is made of has changed. A broken edit is shown, and the last good version
 * goes on serving.
 *
 * @param read how those files looked when the run's config was read
 * @returns ends it
 */
export const followEdits = (
  run: Run,
  {
    listener,
    copies,
  }: { readonly listener: Pick<Listener, 'port'>; readonly copies: Pick<Copies, 'tellTo'> },
  read: Look,
): (() => void) => {
  const { world, notices, desk, flags } = run;
  const { file } = run.config;
  if (file === undefined) return () => {};
  const told = new Set<string>();
  let isOver = false;
  let shown = JSON.stringify(desk.reachable());
  let plan = ownServers(flags, run.config);
  let second = secondServer(flags, run.config);

  const readAgain = async (before: Look): Promise<Look> => {
    const traces = startTraces();
    const outcome = await loadConfig(world, { explicit: file, builtIn: false, seen: traces.seen })
      .then((config) => {
        requireAnswer(flags, config, world);
        const servers = serversNow(config);
        checkServers(flags, servers);
        refuseOwnAddresses(flags, servers, { port: listener.port, publicUrl: desk.publicUrl });
        const targets = socketTargets(config.sockets, servers.forward?.elsewhere);
        return { ...config, targets, servers };
      })
      .catch((error: unknown) => troubleOf(error, world.clock.now()));
    if (isOver) return before;
    if ('type' in outcome) {
      notices.note(outcome);
      // A file that the broken version no longer leads to may be where it is mended.
      return new Map([...before, ...traces.look()]);
    }
    run.redaction.use(outcome.redact);
    const others = takeServers(outcome.servers);
    desk.serveFrom({
      book: outcome.nccos,
      servers: plan && { plan, slots: slotsOfRun(flags, run.config, plan) },
      forwardPaths: outcome.forwardPaths,
      sockets: outcome.targets,
      inspectNcco: nccoInspector(outcome, run.source.emulator !== undefined),
    });
    const { count } = outcome.nccos;
    const what = [`config read again: ${count} ${count === 1 ? 'NCCO' : 'NCCOs'}`, ...others].join('; ');
    notices.note({ type: 'info', at: world.clock.now(), what });
    tellOfWays();
    tellOfRestart(outcome);
    await lintConfig(outcome, run.source.emulator !== undefined, world, notices).catch((error: unknown) =>
      notices.note(troubleOf(error, world.clock.now())),
    );
    return traces.look();
  };

  /** The servers that an edit asks for, as far as they can be had without a restart. */
  const serversNow = (config: Config): Servers => {
    const forward = isLive(config) ? ownServers(flags, config) : plan;
    const copy = secondServer(flags, config);
    return { ...(forward && { forward }), ...(copy !== undefined && { copy }) };
  };

  /** Where slots would get other paths, or be answered elsewhere than here or there, the application has to change. */
  const isLive = (config: Config): boolean => {
    const wanted = ownServers(flags, config);
    return plan && wanted ? standAlike(plan, wanted) : plan === wanted;
  };

  /** From now on those servers are asked and told, and what is under way ends at those before. What is new, in words. */
  const takeServers = ({ forward, copy }: Servers): readonly string[] => {
    const isOther = JSON.stringify(forward) !== JSON.stringify(plan);
    const isOtherCopy = copy !== second;
    plan = forward;
    second = copy;
    if (isOtherCopy) copies.tellTo(copy);
    return [
      ...(isOther && forward ? [`your server is ${serverWords(forward)} now`] : []),
      ...(isOtherCopy
        ? [copy === undefined ? 'nobody is told a copy any more' : `a copy goes to ${copy} now`]
        : []),
    ];
  };

  /** What is reachable from outside, when the edit has changed that. */
  const tellOfWays = (): void => {
    const ways = desk.reachable();
    if (JSON.stringify(ways) === shown) return;
    shown = JSON.stringify(ways);
    notices.note({ type: 'reachable', at: world.clock.now(), ways });
  };

  /** Each change once: the next edit has it too. */
  const tellOfRestart = (config: Config): void => {
    const changed = NEEDS_RESTART.filter((key) => {
      // What the command line says stays, also after a restart.
      if (key === 'forward' && (flags.forward !== undefined || isLive(config))) return false;
      const value = JSON.stringify(config[key]);
      const isNew = value !== JSON.stringify(run.config[key]) && !told.has(`${key} ${value}`);
      if (isNew) told.add(`${key} ${value}`);
      return isNew;
    });
    if (changed.length === 0) return;
    notices.note({
      type: 'trouble',
      at: world.clock.now(),
      what: `${all(changed)} in ${relative(world.cwd, file) || file} changed, and ${changed.length === 1 ? 'takes' : 'take'} effect at a restart`,
      tryThis: 'stop this listener and start it again',
    });
  };

  const close = watchFiles(read, readAgain);
  return () => {
    isOver = true;
    close();
  };
};

type Servers = Pick<Config, 'forward' | 'copy'>;

const troubleOf = (error: unknown, at: number): Trouble => {
  const failure = error instanceof Failure ? error : undefined;
  return {
    type: 'trouble',
    at,
    what: `${failure?.what ?? wordsOf(error)}; the last good version goes on serving`,
    ...(failure?.excerpt !== undefined && { excerpt: failure.excerpt }),
    tryThis:
      failure?.excerpt === undefined ? (failure?.tryThis[0] ?? 'look at the file') : 'mend it and save',
  };
};
