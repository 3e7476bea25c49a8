import type { Loan } from '../../edge/borrow/loan.ts';
import type { Listener } from '../../edge/listener.ts';
import { answersCalls, ownServers, secondServer, serverWords } from './own-servers.ts';
import type { Run } from './run.ts';
import type { WayIn } from './way-in.ts';

/** Says that all is up and proven, with every address that was opened, and what else is worth knowing at the start. */
export const sayReady = (
  run: Run,
  up: { listener: Listener; wayIn: WayIn; loan: Loan | undefined; records: string | undefined },
): void => {
  const { flags, config, world, source, notices } = run;
  const at = world.clock.now();
  const plan = ownServers(flags, config);
  if (up.listener.insteadOf !== undefined) {
    notices.note({
      type: 'info',
      at,
      what: `Port ${up.listener.insteadOf} is taken, so this listener is on ${up.listener.port}.`,
    });
  }
  if (config.file === undefined && !source.emulator && !answersCalls(plan)) {
    notices.note({
      type: 'info',
      at,
      what: 'There is no config file, so the built-in welcome answers. Write vonage-flow.config.yaml to change that.',
    });
  }
  for (const what of [...source.remarks, ...up.wayIn.remarks]) notices.note({ type: 'info', at, what });
  notices.note({
    type: 'ready',
    at,
    listening: up.listener.url,
    publicUrl: up.wayIn.tunnel.url,
    tunnel: up.wayIn.tunnel.kind,
    application: up.loan?.application,
    borrowed: up.loan?.borrowed ?? [],
    skipped: up.loan?.skipped ?? [],
    undo: source.emulator ? undefined : up.loan?.undo,
    nccos: config.nccos.names,
    numbers: source.emulator?.about.numbers ?? config.numbers,
    config: config.file,
    forward: plan && serverWords(plan),
    copy: secondServer(flags, config),
    reachable: run.desk.reachable(),
    signatures: source.signatureSecret === undefined ? 'not-checked' : 'checked',
    records: up.records,
    emulator: source.emulator && { control: `${source.emulator.api}/emulator/v1`, api: source.emulator.api },
  });
};
