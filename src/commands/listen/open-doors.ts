import { dirname } from 'node:path';
import type { LeaseDesk } from '../../edge/borrow/lease-desk.ts';
import type { Config } from '../../edge/config/config.ts';
import { startForwarder } from '../../edge/forward.ts';
import { type Listener, startListener } from '../../edge/listener.ts';
import { openMediaEndpoints } from '../../edge/media/media-endpoints.ts';
import { recordingsFolder } from '../../edge/media/recordings-folder.ts';
import type { Proof } from '../../edge/proof.ts';
import { passUpgrades, type Upgrades } from '../../edge/upgrade/pass-upgrades.ts';
import { socketTargets } from '../../edge/upgrade/socket-targets.ts';
import type { ToldNotice } from '../../flow/notice.ts';
import { isOfApp, observePlatform } from '../../flow/observe.ts';
import { newPassing } from '../../flow/passing.ts';
import { receive, receiveCutOff } from '../../flow/receive.ts';
import { keptEvent } from '../../flow/recorded/recorded-platform.ts';
import { socketNotice } from '../../flow/sockets/call-sockets.ts';
import type { Store } from '../../sinks/store.ts';
import type { World } from '../../world.ts';
import { nccoInspector } from '../ncco-inspector.ts';
import type { Notices } from '../notices.ts';
import type { Undoing } from '../undoing.ts';
import { slotsOfRun } from './borrow-slots.ts';
import { refuseOwnAddresses } from './check-servers.ts';
import { makeDesk, type RunDesk } from './desk.ts';
import type { ListenFlags } from './flags.ts';
import { type OpenExchanges, openExchanges } from './open-exchanges.ts';
import { ownServers } from './own-servers.ts';
import type { Source } from './source.ts';

/** What the doors are made of. */
export interface Doors {
  readonly flags: ListenFlags;
  readonly config: Config;
  readonly world: World;
  readonly source: Source;
  readonly notices: Notices;
  readonly undoing: Undoing;
  readonly store: Store | undefined;
  readonly proof: Proof;
  readonly lease: LeaseDesk;
}

/** The desk that decides, and the listener in front of it. */
export const openDoors = async (
  doors: Doors,
): Promise<{ desk: RunDesk; listener: Listener; upgrades: Upgrades; exchanges: OpenExchanges }> => {
  const { flags, config, world, source, notices, undoing, store } = doors;
  const plan = ownServers(flags, config);
  const forwarder = startForwarder(() => desk.publicUrl, world.clock);
  undoing.later(() => forwarder.close());
  const desk = makeDesk({
    book: config.nccos,
    signature: {
      secret: source.signatureSecret,
      apiKey: source.account?.apiKey,
      applicationId: source.applicationId,
      required: flags.requireSignature === true,
    },
    servers: plan && { plan, slots: slotsOfRun(flags, config, plan) },
    forward: { ask: forwarder.ask, rewritesUrls: flags.rewriteUrls === true },
    forwardPaths: config.forwardPaths,
    sockets: socketTargets(config.sockets, plan?.elsewhere),
    inspectNcco: nccoInspector(config, source.emulator !== undefined),
    onBadNcco: flags.onBadNcco ?? 'pass',
    platformTells: source.emulator !== undefined,
    clock: world.clock,
    record: (exchange, flow) => store?.append(exchange, flow),
    note: notices.note,
    keep: (notice) => store?.keep(notice),
  });
  const media = openMediaEndpoints({
    clock: world.clock,
    recordings: store?.path === undefined ? undefined : recordingsFolder(dirname(store.path), world.pid),
  });
  const upgrades = passUpgrades({
    forwards: plan !== undefined,
    media,
    publicUrl: () => desk.publicUrl,
    monotonic: () => world.clock.monotonic(),
    sockets: () => desk.sockets,
    receive: (request, ask, isNamed) =>
      receive(request, {
        ...desk,
        forward: ask && {
          // Of a WebSocket with a name nobody asks for the server.
          elsewhere: desk.forward?.elsewhere ?? '',
          ofSlot: (slot) => desk.forward?.ofSlot(slot) ?? desk.forward?.elsewhere,
          ask,
        },
        ...(isNamed && { passing: newPassing([request.path]) }),
      }),
    tell: (request, news) => {
      const notice = socketNotice(desk.session, request, news, world.clock.now());
      store?.keep(notice);
      notices.note(notice);
    },
  });
  const exchanges = openExchanges(world.clock);
  const listener = await startListener({
    port: flags.port ?? config.port,
    clock: world.clock,
    proof: doors.proof,
    lease: doors.lease,
    receive: (request) => exchanges.during(receive(request, desk)),
    receiveUpgrade: (request, caller) => upgrades.receive(request, caller),
    receiveCutOff: (request, status, complaint) => receiveCutOff(request, status, complaint, desk),
  });
  undoing.later(() => listener.close());
  undoing.later(() => upgrades.close());
  refuseOwnAddresses(flags, config, { port: listener.port });
  desk.reachableAt(listener.url);
  watchEmulator(doors, desk, exchanges);
  return { desk, listener, upgrades, exchanges };
};

const watchEmulator = (
  { source, notices, store, undoing, world }: Doors,
  { session }: RunDesk,
  exchanges: OpenExchanges,
): void => {
  const unsubscribe = source.emulator?.subscribe((notice) => {
    const { flow, notices: following } = observePlatform(session, notice);
    const told: ToldNotice = { ...notice, flow: flow?.id };
    const kept = keptEvent(notice.event);
    // Where an app is decides about the calls to come as well.
    if (kept && (flow || isOfApp(kept))) store?.keep({ ...told, event: kept });
    notices.note(told);
    // That a call is over: what the emulator has given up on, and a server still works at, belongs to its summary.
    for (const one of following) void exchanges.closed(world.stop.requested).then(() => notices.note(one));
  });
  if (unsubscribe) undoing.later(unsubscribe);
};
