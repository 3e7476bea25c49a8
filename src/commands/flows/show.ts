import { badUsage, type ExitCode } from '../../failure.ts';
import { matchableOf, matchableOfPulled } from '../../flow/filter/matchable.ts';
import { type Filter, passes } from '../../flow/filter/read-filter.ts';
import type { Flow } from '../../flow/flow.ts';
import { flowLine } from '../../flow/recorded/flow-line.ts';
import { type Members, seeMember, seeMemberEvent } from '../../flow/recorded/members.ts';
import { recordedLateReply } from '../../flow/recorded/recorded-late-reply.ts';
import { recordedPlatform } from '../../flow/recorded/recorded-platform.ts';
import { type Timeline, timeline } from '../../sinks/flow-timeline.ts';
import { lanes } from '../../sinks/lanes.ts';
import { memberLines } from '../../sinks/member-lines.ts';
import { paintedLine } from '../../sinks/painted-line.ts';
import { type Palette, paletteFor } from '../../sinks/palette.ts';
import { callLines } from '../../sinks/summary.ts';
import { dayAndTime, parties } from '../../sinks/wording.ts';
import { wrap } from '../../text/printable.ts';
import type { World } from '../../world.ts';
import { filterOf } from '../filter-of.ts';
import { findFlow } from './choose-flow.ts';
import { timelineWidth, wholeExchange, wholePulled } from './exchange-text.ts';
import type { ShowFlags } from './flags.ts';
import { followFlow, type Told } from './follow-flow.ts';
import { noSuchExchange } from './no-such-exchange.ts';
import { flowWarnings, isStillRunning, type Read } from './read-book.ts';
import { showUnfiled } from './show-unfiled.ts';
import { jsonOf } from './write-json.ts';

/** `vonage-flow flows show`: a call as it was recorded, or one exchange of it. */
export const runShow = async (
  id: string,
  place: number | undefined,
  flags: ShowFlags,
  world: World,
): Promise<ExitCode> => {
  const exchange = oneExchange(place, flags);
  const filter = filterOf(flags.filter);
  if (id.toLowerCase() === 'none') return showUnfiled(exchange, flags, filter, world);
  const { flow, read } = await findFlow(id, flags, world);
  if (exchange !== undefined) return showExchange(exchange, flow, flags, read, world);
  if (flags.json) return showJson(flow, filter, read, world);
  return showCall(flow, flags, filter, read, world);
};

const oneExchange = (place: number | undefined, flags: ShowFlags): number | undefined => {
  if (place !== undefined && flags.exchange !== undefined && place !== flags.exchange) {
    throw badUsage({
      what: `Two exchanges are named: ${place}, and --exchange ${flags.exchange}`,
      tryThis: 'name one of them',
    });
  }
  const exchange = place ?? flags.exchange;
  const forAll =
    flags.view !== undefined
      ? '--view'
      : flags.rtc
        ? '--rtc'
        : flags.filter === undefined
          ? undefined
          : '--filter';
  if (exchange !== undefined && forAll !== undefined) {
    throw badUsage({
      what: `${forAll} is for a whole call, not for one exchange`,
      tryThis: 'leave one of them out',
    });
  }
  if (flags.json && (flags.view !== undefined || flags.rtc)) {
    throw badUsage({
      what: `--json and ${flags.view === undefined ? '--rtc' : '--view'} exclude each other`,
      why: 'JSON has every line as it was recorded; nothing is drawn or folded there.',
      tryThis: 'leave one of them out',
    });
  }
  if (flags.view === 'lanes' && flags.filter !== undefined) {
    throw badUsage({
      what: '--filter is for the timeline: a picture with gaps would tell another story',
      tryThis: 'leave --view lanes or --filter out',
    });
  }
  return exchange;
};

const showExchange = async (
  wanted: number,
  flow: Flow,
  flags: ShowFlags,
  read: Read,
  world: World,
): Promise<ExitCode> => {
  const { stdout } = world;
  for await (const told of followFlow(flow, read).lines) {
    if (told.type === 'other' || told.filed.number !== wanted) continue;
    const whole =
      told.type === 'pulled'
        ? wholePulled(told.pulled, wanted, flags, stdout)
        : wholeExchange(told.exchange, wanted, flags, stdout);
    stdout.write(`${whole.join('\n')}\n`);
    return 0;
  }
  throw noSuchExchange(flow, read, `no exchange ${wanted}`, flow.pulled);
};

const isAskedFor = (told: Told, filter: Filter | undefined): boolean =>
  filter === undefined ||
  (told.type === 'exchange' && passes(filter, matchableOf(told.exchange.exchange, told.filed.flow.id))) ||
  (told.type === 'pulled' && passes(filter, matchableOfPulled(told.pulled.event, told.filed.flow.id)));

/** The call, then its lines as they were recorded. */
const showJson = async (
  flow: Flow,
  filter: Filter | undefined,
  read: Read,
  world: World,
): Promise<ExitCode> => {
  const { stdout } = world;
  stdout.write(
    `${jsonOf(flowLine(flow, flowWarnings(flow, read, world), isStillRunning(flow, read, world)))}\n`,
  );
  let isAny = false;
  for await (const told of followFlow(flow, read).lines) {
    if (stdout.isClosed) return 0;
    if (!isAskedFor(told, filter)) continue;
    isAny = true;
    stdout.write(`${jsonOf(told.type === 'exchange' ? told.exchange.record : told.record)}\n`);
    await stdout.flushed();
  }
  if (!isAny) tellNone(filter, world);
  return 0;
};

/** An empty picture could be taken for an empty call. */
const tellNone = (filter: Filter | undefined, { stderr }: World): void => {
  if (filter !== undefined) stderr.write('No exchange of this call is what --filter asks for\n');
};

const showCall = async (
  found: Flow,
  flags: ShowFlags,
  filter: Filter | undefined,
  read: Read,
  world: World,
): Promise<ExitCode> => {
  const { stdout } = world;
  const palette = paletteFor(stdout);
  const width = timelineWidth(stdout);
  const print = async (lines: readonly string[]): Promise<void> => {
    if (lines.length > 0) stdout.write(`${lines.join('\n')}\n`);
    await stdout.flushed();
  };
  const title = `Call ${found.id} · ${dayAndTime(found.startedAt)}`;
  await print([paintedLine([[title, palette.strong]], width)]);
  const { book, lines } = followFlow(found, read);
  const stream = timeline({ width, palette, expandRtc: flags.rtc === true, folder: world.cwd });
  const members: Members = new Map();
  let isAny = false;
  for await (const told of lines) {
    if (stdout.isClosed) return 0;
    if (told.type === 'exchange') seeMember(members, told.exchange.exchange, told.filed.at);
    if (told.type === 'pulled') seeMemberEvent(members, told.pulled.event.webhook, told.filed.at);
    if (flags.view === 'lanes' || !isAskedFor(told, filter)) continue;
    isAny = true;
    await print(linesOf(told, stream));
  }
  const flow = book.session.flows.get(found.id) ?? found;
  await print(
    flags.view === 'lanes' ? lanes(flow, { width, paint: palette, all: flags.rtc === true }) : stream.rest(),
  );
  if (!isAny && flags.view !== 'lanes') tellNone(filter, world);
  const warnings = flowWarnings(found, read, world);
  const state = isStillRunning(found, read, world) ? 'is running' : flow.ended ? 'ended' : 'has no end';
  await print([
    '',
    paintedLine(
      ['━━ ', [`Call ${state}`, palette.strong], '  ', [parties(flow.from, flow.to), palette.call(1)]],
      width,
    ),
    ...callLines(flow, width, palette, palette.call(1)),
    ...memberLines(members.values(), flow.startedAt, width, palette),
    ...warnings.flatMap(({ words }) => warningLines(words, width, palette)),
  ]);
  return 0;
};

const linesOf = (told: Told, stream: Timeline): readonly string[] => {
  if (told.type === 'exchange') return stream.next(told.exchange, told.filed.number, told.filed.at);
  if (told.type === 'pulled') return stream.pulled(told.pulled.event, told.filed.number, told.filed.at);
  const platform = recordedPlatform(told.record);
  if (platform !== undefined) return stream.told(platform);
  const late = recordedLateReply(told.record);
  return late === undefined ? [] : stream.late(late);
};

const warningLines = (words: string, width: number, palette: Palette): readonly string[] =>
  wrap(`▲ ${words}`, width - 5).map((line, at) =>
    paintedLine([at === 0 ? '   ' : '     ', [line, palette.warn]], width),
  );
