import { realHashes } from '../../edge/hashes.ts';
import type { SocketTargets } from '../../edge/upgrade/socket-targets.ts';
import type { Forwarded, Forwarding } from '../../flow/answer.ts';
import type { Exchange } from '../../flow/exchange.ts';
import type { Flow } from '../../flow/flow.ts';
import { type ForwardPlan, pathsOf, serverOfSlot, serversOf } from '../../flow/forward-plan.ts';
import type { NccoFaults, OnBadNcco } from '../../flow/guard-ncco.ts';
import { type LateReply, lateReply } from '../../flow/late-reply.ts';
import type { Addresses, NccoBook, Urls } from '../../flow/ncco-book.ts';
import { deadlineOf } from '../../flow/ncco-use.ts';
import type { Notice } from '../../flow/notice.ts';
import { newPassing } from '../../flow/passing.ts';
import { reachable, type Way } from '../../flow/reachable.ts';
import type { Desk } from '../../flow/receive.ts';
import { newSession, type Session } from '../../flow/session.ts';
import { BUILT_IN_SOCKETS, socketPath } from '../../flow/sockets/built-in-sockets.ts';
import { noTokensSeen, type SignatureRules } from '../../flow/verify.ts';
import type { WebhookRequest } from '../../flow/webhook-request.ts';
import { defaultSettings, type SlotSettings } from '../../vonage/application.ts';
import { SLOT_IDS, SLOTS, type SlotId } from '../../vonage/slots.ts';
import type { Clock } from '../../world.ts';

/** The desk of a run, and what becomes known only while it starts: the public address and the slots' paths. */
export interface RunDesk extends Desk {
  readonly session: Session;
  readonly sockets: SocketTargets;
  /** Says where the listener is reachable from outside; NCCOs render their `urls.*` with it. */
  reachableAt(publicUrl: string): void;
  /** What is asked for from now on is served from this; what is under way is answered as it began. */
  serveFrom(config: LiveParts): void;
  /** Says how long the way through the tunnel took, there and back, in milliseconds. */
  tunnelTakes(milliseconds: number): void;
  /** Says at which path each slot that was borrowed lives in this run, and how Vonage asks for it. */
  slotsAt(paths: ReadonlyMap<SlotId, string>, settings: ReadonlyMap<SlotId, SlotSettings>): void;
  /** Calls back whenever the addresses of the run may have become others, until the returned function is called. */
  onAddresses(heard: () => void): () => void;
  /** What may be asked for from outside; nothing to say without a server of the user's own. */
  reachable(): readonly Way[];
}

/** The parts of a desk that an edit of the config changes at once. */
export interface LiveParts {
  readonly book: NccoBook;
  /** The user's own servers; undefined without `--forward`. */
  readonly servers: OwnServers | undefined;
  readonly forwardPaths: readonly string[];
  /** Where the WebSockets with a name lead. */
  readonly sockets: SocketTargets;
  readonly inspectNcco: (text: string) => NccoFaults;
}

/** What a desk is made of. */
export interface DeskParts extends LiveParts {
  readonly signature: SignatureRules;
  readonly forward: ForwardParts;
  readonly onBadNcco: OnBadNcco;
  readonly platformTells: boolean;
  readonly clock: Clock;
  readonly record: (exchange: Exchange, flow: Flow | undefined) => Promise<void> | void;
  readonly note: (notice: Notice) => void;
  /** Keeps a notice with the records. */
  readonly keep: (notice: LateReply) => void;
}

/** The user's own servers, and what they are there for. */
export interface OwnServers {
  readonly plan: ForwardPlan;
  /** The slots that this run is about. */
  readonly slots: readonly SlotId[];
}

/** How servers of the user's own are asked. */
export interface ForwardParts {
  readonly ask: (server: string, request: WebhookRequest) => Promise<Forwarded>;
  /** Local URLs in its NCCOs are pointed at the public address. */
  readonly rewritesUrls: boolean;
}

/** A desk whose public address, slots and settings are still to be told. */
export const makeDesk = (parts: DeskParts): RunDesk => {
  let publicUrl = '';
  const session = newSession(parts.platformTells ? 'webhooks and platform' : 'webhooks');
  let tunnel = 0;
  let paths: ReadonlyMap<SlotId, string> = new Map([
    ...SLOT_IDS.map((id) => [id, SLOTS[id].path] as const),
    ...(parts.servers ? pathsOf(parts.servers.plan) : []),
  ]);
  const settings = new Map(SLOT_IDS.map((id) => [id, defaultSettings(id)]));
  const settingsOf = (slot: SlotId): SlotSettings => settings.get(slot) ?? defaultSettings(slot);
  let slots = slotsByPath(paths);
  let known: Addresses = { urls: {}, wss: {} };
  let { book, inspectNcco, sockets, forwardPaths, servers } = parts;
  let forward = forwarding(servers, parts.forward);
  let passing = newPassing(parts.forwardPaths);
  let borrowed: readonly SlotId[] = [];
  const listeners = new Set<() => void>();
  const addresses = (): void => {
    slots = slotsByPath(paths);
    known = {
      urls: publicAddresses(publicUrl, paths, book.names),
      wss: socketAddresses(publicUrl, sockets),
    };
    for (const heard of listeners) heard();
  };
  return {
    get slots() {
      return slots;
    },
    get addresses() {
      return known;
    },
    get sockets() {
      return sockets;
    },
    get publicUrl() {
      return publicUrl;
    },
    get book() {
      return book;
    },
    get borrowed() {
      return borrowed;
    },
    signature: parts.signature,
    settingsOf,
    get forward() {
      return forward;
    },
    get inspectNcco() {
      return inspectNcco;
    },
    onBadNcco: parts.onBadNcco,
    tunnelMilliseconds: () => tunnel,
    tunnelTakes: (milliseconds) => {
      tunnel = milliseconds;
    },
    get rewrites() {
      return servers && parts.forward.rewritesUrls ? serversOf(servers.plan) : undefined;
    },
    sleep: (milliseconds, signal) => parts.clock.sleep(milliseconds, signal),
    late: (question, forwarded, answered) => {
      const { content, target } = question;
      const deadline = deadlineOf(content, target, settingsOf, tunnel);
      const late = lateReply(session, question, deadline, forwarded, answered, parts.clock.now());
      parts.keep(late);
      parts.note(late);
    },
    get passing() {
      return passing;
    },
    seen: noTokensSeen(),
    session,
    hashes: realHashes(),
    monotonic: () => parts.clock.monotonic(),
    record: parts.record,
    note: parts.note,
    reachableAt: (url) => {
      publicUrl = url;
      addresses();
    },
    serveFrom: (config) => {
      ({ book, inspectNcco, sockets, forwardPaths, servers } = config);
      forward = forwarding(servers, parts.forward);
      // Paths that NCCOs of this run named stay open: calls that heard of them go on.
      passing = { ...newPassing(forwardPaths), named: passing.named };
      addresses();
    },
    slotsAt: (known, asked) => {
      paths = new Map([...paths, ...known]);
      borrowed = [...known.keys()];
      for (const [slot, how] of asked) settings.set(slot, how);
      addresses();
    },
    onAddresses: (heard) => {
      listeners.add(heard);
      return () => void listeners.delete(heard);
    },
    reachable: () =>
      servers
        ? reachable({
            ...servers,
            paths,
            settingsOf,
            forwardPaths,
            nccos: book.names,
            sockets: [...sockets].map(([name, url]) => [socketPath(name), withoutSlash(url.href)]),
          })
        : [],
  };
};

const forwarding = (servers: OwnServers | undefined, { ask }: ForwardParts): Forwarding | undefined =>
  servers && {
    ofSlot: (slot) => serverOfSlot(servers.plan, slot),
    elsewhere: servers.plan.elsewhere,
    ask,
  };

const withoutSlash = (url: string): string => url.replace(/\/$/, '').replace(/^http/, 'ws');

const slotsByPath = (paths: ReadonlyMap<SlotId, string>): ReadonlyMap<string, readonly SlotId[]> => {
  const byPath = new Map<string, SlotId[]>();
  for (const [slot, path] of paths) {
    const there = byPath.get(path);
    if (there) there.push(slot);
    else byPath.set(path, [slot]);
  }
  return byPath;
};

/** Names under `urls.` for the slots; everything else there is an NCCO's (DESIGN §3). */
const SLOT_NAMES: readonly (readonly [name: string, slot: SlotId])[] = [
  ['answer', 'voice.answer'],
  ['event', 'voice.event'],
  ['fallback', 'voice.fallback'],
  ['rtc', 'rtc.event'],
];

const publicAddresses = (
  publicUrl: string,
  paths: ReadonlyMap<SlotId, string>,
  nccos: readonly string[],
): Urls => ({
  ...Object.fromEntries(nccos.map((name) => [name, `${publicUrl}/ncco/${name}`])),
  ...Object.fromEntries(
    SLOT_NAMES.map(([name, slot]) => [name, `${publicUrl}${paths.get(slot) ?? SLOTS[slot].path}`]),
  ),
});

/** The scheme follows: wss behind a tunnel, ws on this machine. */
const socketAddresses = (publicUrl: string, sockets: SocketTargets): Urls =>
  Object.fromEntries(
    [...sockets.keys(), ...BUILT_IN_SOCKETS].map((name) => [
      name,
      `${publicUrl.replace(/^http/, 'ws')}${socketPath(name)}`,
    ]),
  );
