import { findRecords } from '../../edge/records/record-files.ts';
import { badUsage, type ExitCode } from '../../failure.ts';
import type { Exchange } from '../../flow/exchange.ts';
import type { Flow } from '../../flow/flow.ts';
import { paletteFor } from '../../sinks/palette.ts';
import { type Replayed, replayLines } from '../../sinks/replay-lines.ts';
import { parties } from '../../sinks/wording.ts';
import { printable } from '../../text/printable.ts';
import type { World } from '../../world.ts';
import { findSigner } from '../signer.ts';
import { findFlow } from './choose-flow.ts';
import { timelineWidth } from './exchange-text.ts';
import type { ReplayFlags } from './flags.ts';
import { followFlow } from './follow-flow.ts';
import { noSuchExchange } from './no-such-exchange.ts';
import { type Read, readBook } from './read-book.ts';
import { openReplayDoor, type ReplayDoor } from './replay-door.ts';
import { replayOne } from './replay-one.ts';
import { replayRecord } from './replay-record.ts';

/** `vonage-flow flows replay`: sends what was recorded once more, and holds the new replies against the old ones. */
export const runReplay = async (
  id: string | undefined,
  flags: ReplayFlags,
  world: World,
): Promise<ExitCode> => {
  checkFlags(id, flags);
  const { read, flows } = await wantedFlows(id, flags, world);
  const signer = flags.asRecorded ? undefined : await findSigner(flags, world);
  const door = await openReplayDoor(flags, signer, world);
  const release = world.stop.hold();
  try {
    const counts = { sent: 0, left: 0, bad: 0, differs: 0, unanswered: 0 };
    for (const flow of flows) await replayFlow(flow, { flags, door, read, world, counts });
    sayCounts(counts, flags, world);
    if (counts.sent > 0 && counts.unanswered === counts.sent) return 3;
    return counts.bad > 0 || counts.left > 0 ? 1 : 0;
  } finally {
    release();
  }
};

/** The one that is named, or all of them, the oldest first. */
const wantedFlows = async (
  id: string | undefined,
  flags: ReplayFlags,
  world: World,
): Promise<{ readonly read: Read; readonly flows: readonly Flow[] }> => {
  if (id !== undefined) {
    const { read, flow } = await findFlow(id, flags, world);
    const numbers = read.book.watches.get(flow.id)?.exchanges ?? 0;
    if (flags.only && !Array.from({ length: numbers }, (_, at) => at + 1).some(flags.only))
      throw noSuchExchange(flow, read, 'none of these exchanges');
    const missing = flags.only?.beyond(numbers) ?? '';
    if (missing !== '')
      world.stderr.write(`! ${noSuchExchange(flow, read, `no exchange ${missing}`).what}\n`);
    return { read, flows: [flow] };
  }
  const read = await readBook(await findRecords(world.cwd, flags.config), world);
  return { read, flows: read.flows.toReversed() };
};

const checkFlags = (id: string | undefined, flags: ReplayFlags): void => {
  if (id === undefined && !flags.failed) {
    throw badUsage({
      what: 'No call is named',
      tryThis: ['vonage-flow flows replay last', 'or what failed in all of them: --failed'],
    });
  }
  if (flags.asRecorded && flags.signatureSecret !== undefined) {
    throw badUsage({
      what: '--as-recorded signs nothing, so --signature-secret has no use',
      tryThis: 'leave one of them out',
    });
  }
};

interface Counts {
  sent: number;
  left: number;
  bad: number;
  differs: number;
  unanswered: number;
}

interface Course {
  readonly flags: ReplayFlags;
  readonly door: ReplayDoor;
  readonly read: Read;
  readonly world: World;
  readonly counts: Counts;
}

const replayFlow = async (flow: Flow, course: Course): Promise<void> => {
  const { flags, door, read, world, counts } = course;
  const { stdout, clock, stop } = world;
  const width = timelineWidth(stdout);
  const speed = flags.speed ?? 1;
  let begun: { readonly recorded: number; readonly now: number } | undefined;
  let isTitled = false;
  for await (const told of followFlow(flow, read).lines) {
    if (stop.requested.aborted) return;
    if (told.type !== 'exchange' || !isWanted(told.exchange.exchange, told.filed.number, flags)) continue;
    if (!isTitled && !flags.json) {
      const title = `Call ${flow.id}  ${parties(flow.from, flow.to)}  to ${door.where}${door.isSigned ? '' : ', unsigned'}`;
      stdout.write(`${printable(title)}\n`);
    }
    isTitled = true;
    const { receivedAt } = told.exchange.exchange.request;
    begun ??= { recorded: receivedAt, now: clock.now() };
    if (speed !== 'instant') {
      const due = begun.now + (receivedAt - begun.recorded) / speed;
      if (due > clock.now()) await clock.sleep(due - clock.now(), stop.requested);
      if (stop.requested.aborted) return;
    }
    const { replayed, after } = await replayOne(told.exchange, told.filed.number, door, world);
    count(counts, replayed);
    const lines = flags.json
      ? [replayRecord(flow.id, replayed, after)]
      : replayLines(replayed, width, paletteFor(stdout));
    stdout.write(`${lines.join('\n')}\n`);
  }
};

/** What a webhook asked for and did not get: an error, or no reply. */
const hasFailed = ({ reply, origin, standing }: Exchange): boolean =>
  reply.status >= 300 ||
  standing.state === 'refused' ||
  (origin.by === 'forward' && origin.failure !== undefined) ||
  (origin.by === 'ncco' && origin.insteadOf !== undefined);

const isWanted = (exchange: Exchange, number: number, { only, failed }: ReplayFlags): boolean =>
  exchange.content.form !== 'websocket' &&
  (only === undefined || only(number)) &&
  (failed !== true || hasFailed(exchange));

const count = (counts: Counts, { wasSent, status, comparison, problems }: Replayed): void => {
  if (!wasSent) counts.left += 1;
  else counts.sent += 1;
  if (wasSent && status === undefined) counts.unanswered += 1;
  if (wasSent && (status === undefined || status >= 300 || problems.length > 0)) counts.bad += 1;
  if (comparison?.isSame === false) counts.differs += 1;
};

const sayCounts = (counts: Counts, flags: ReplayFlags, { stderr, stop }: World): void => {
  if (flags.json) return;
  const { sent, left, bad, differs } = counts;
  if (sent + left === 0 && !stop.requested.aborted) {
    const why = flags.failed ? 'got an error or no reply' : 'is a webhook';
    return void stderr.write(`Nothing was sent: none of what was asked for ${why}\n`);
  }
  const words = [
    sent === 1 ? '1 webhook sent' : `${sent} webhooks sent`,
    ...(differs === 0 ? [] : [`${differs} with another reply`]),
    ...(bad === 0 ? [] : [`${bad} failed`]),
    ...(left === 0 ? [] : [`${left} left out`]),
    ...(stop.requested.aborted ? ['stopped before the end'] : []),
  ];
  stderr.write(`${words.join(', ')}\n`);
};
