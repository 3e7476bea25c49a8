import { findRecords } from '../../edge/records/record-files.ts';
import { badUsage, type ExitCode } from '../../failure.ts';
import { matchableOf } from '../../flow/filter/matchable.ts';
import { type Filter, passes } from '../../flow/filter/read-filter.ts';
import { timeline } from '../../sinks/flow-timeline.ts';
import { paletteFor } from '../../sinks/palette.ts';
import { dayAndTime } from '../../sinks/wording.ts';
import { printable } from '../../text/printable.ts';
import type { World } from '../../world.ts';
import { recordLine, timelineWidth, wholeExchange } from './exchange-text.ts';
import type { ShowFlags } from './flags.ts';
import { followUnfiled, type Unfiled } from './follow-unfiled.ts';

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
  const { files, folder } = await findRecords(world.cwd, flags.config);
  const palette = paletteFor(stdout);
  const stream = timeline({ width: timelineWidth(stdout), palette, expandRtc: true });
  let day = '';
  const textOf = ({ exchange, number }: Unfiled): readonly string[] => {
    if (wanted !== undefined) return wholeExchange(exchange, number, flags, stdout);
    if (flags.json) return [recordLine(exchange.record)];
    const { receivedAt } = exchange.exchange.request;
    const [today = ''] = dayAndTime(receivedAt).split(' ');
    const heading = today === day ? [] : [palette.strong(today)];
    day = today;
    return [...heading, ...stream.next(exchange, number, receivedAt)];
  };
  let seen = 0;
  let shown = 0;
  for await (const one of followUnfiled(files, world)) {
    if (stdout.isClosed) return 0;
    seen = one.number;
    if (wanted !== undefined && one.number !== wanted) continue;
    if (filter !== undefined && !passes(filter, matchableOf(one.exchange.exchange, undefined))) continue;
    shown += 1;
    stdout.write(`${textOf(one).join('\n')}\n`);
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
