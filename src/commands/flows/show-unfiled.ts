import { findRecords } from '../../edge/records/record-files.ts';
import { badUsage, type ExitCode } from '../../failure.ts';
import { type Matchable, matchableOf, matchableOfPulled } from '../../flow/filter/matchable.ts';
import { type Filter, passes } from '../../flow/filter/read-filter.ts';
import { timeOf } from '../../flow/pulled/calls-of.ts';
import { recordedLateReply } from '../../flow/recorded/recorded-late-reply.ts';
import { recordedPlatform } from '../../flow/recorded/recorded-platform.ts';
import { recordedSocketEnd } from '../../flow/recorded/recorded-socket.ts';
import { timeline } from '../../sinks/flow-timeline.ts';
import { paletteFor } from '../../sinks/palette.ts';
import { dayAndTime } from '../../sinks/wording.ts';
import { printable } from '../../text/printable.ts';
import type { World } from '../../world.ts';
import { timelineWidth, wholeExchange, wholePulled } from './exchange-text.ts';
import type { ShowFlags } from './flags.ts';
import { followUnfiled, type Unfiled } from './follow-unfiled.ts';
import { readBook } from './read-book.ts';
import { jsonOf } from './write-json.ts';

/** `vonage-flow flows show none`: the exchanges that belong to no call, or one of them whole. */
export const showUnfiled = async (
  wanted: number | undefined,
  flags: ShowFlags,
  filter: Filter | undefined,
  world: World,
): Promise<ExitCode> => {
  if (flags.view === 'lanes') {
    throw badUsage({
      what: '--view lanes draws a call, and these exchanges belong to none',
      tryThis: 'leave --view lanes out',
    });
  }
  const { stdout } = world;
  const found = await findRecords(world.cwd, flags.config);
  const { folder } = found;
  // What its conversation has a call for is shown with that.
  const { files } = await readBook(found, world, { isQuiet: true });
  const palette = paletteFor(stdout);
  const stream = timeline({ width: timelineWidth(stdout), palette, expandRtc: true });
  let day = '';
  const underDay = (at: number, lines: readonly string[]): readonly string[] => {
    const [today = ''] = dayAndTime(at).split(' ');
    const heading = today === day || lines.length === 0 ? [] : [palette.strong(today)];
    if (lines.length > 0) day = today;
    return [...heading, ...lines];
  };
  const textOf = (one: Unfiled): readonly string[] => {
    if (one.type === 'other') {
      if (flags.json) return [jsonOf(one.record)];
      const late = recordedLateReply(one.record);
      const socket = recordedSocketEnd(one.record);
      const told = recordedPlatform(one.record);
      if (late !== undefined) return underDay(late.at, stream.late(late));
      if (told !== undefined) return underDay(told.at, stream.told(told));
      return socket === undefined ? [] : underDay(socket.at, stream.socket(socket));
    }
    if (one.type === 'pulled') {
      const { pulled, number } = one;
      if (wanted !== undefined) return wholePulled(pulled, number, flags, stdout);
      if (flags.json) return [jsonOf(pulled.record)];
      const at = timeOf(pulled.event);
      return underDay(at, stream.pulled(pulled.event, number, at));
    }
    const { exchange, number } = one;
    if (wanted !== undefined) return wholeExchange(exchange, number, flags, stdout);
    if (flags.json) return [jsonOf(exchange.record)];
    const { receivedAt } = exchange.exchange.request;
    return underDay(receivedAt, stream.next(exchange, number, receivedAt));
  };
  let seen = 0;
  let shown = 0;
  for await (const one of followUnfiled(files, world)) {
    if (stdout.isClosed) return 0;
    if (one.type === 'other') {
      // They have neither a number nor what a filter asks for.
      if (wanted !== undefined || filter !== undefined) continue;
    } else {
      seen = one.number;
      if (wanted !== undefined && one.number !== wanted) continue;
      if (filter !== undefined && !passes(filter, matchableIn(one))) continue;
    }
    const lines = textOf(one);
    if (lines.length === 0) continue;
    shown += 1;
    stdout.write(`${lines.join('\n')}\n`);
    await stdout.flushed();
  }
  if (wanted !== undefined && shown === 0) {
    throw badUsage({
      what: `There is no exchange ${wanted} that belongs to no call: ${seen === 0 ? 'there is none' : `they go from 1 to ${seen}`}`,
      tryThis: 'see them: vonage-flow flows show none',
    });
  }
  if (shown === 0) {
    world.stderr.write(
      seen === 0
        ? `No exchange in ${printable(folder)} is without a call\n`
        : `None of the exchanges without a call is what --filter asks for\n`,
    );
  }
  return 0;
};

const matchableIn = (one: Exclude<Unfiled, { readonly type: 'other' }>): Matchable =>
  one.type === 'pulled'
    ? matchableOfPulled(one.pulled.event, undefined)
    : matchableOf(one.exchange.exchange, undefined);
