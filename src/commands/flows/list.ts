import { findRecords } from '../../edge/records/record-files.ts';
import { badUsage, type ExitCode } from '../../failure.ts';
import { flowSieve } from '../../flow/filter/flow-sieve.ts';
import { endOf } from '../../flow/recorded/flow-end.ts';
import { flowLine } from '../../flow/recorded/flow-line.ts';
import { type FlowRow, flowRows, troubleWords } from '../../sinks/flow-rows.ts';
import { safe } from '../../sinks/painted-line.ts';
import { paletteFor } from '../../sinks/palette.ts';
import { parties } from '../../sinks/wording.ts';
import type { World } from '../../world.ts';
import { filterOf } from '../filter-of.ts';
import type { ListFlags } from './flags.ts';
import { flowWarnings, isStillRunning, readBook } from './read-book.ts';
import { shortIds } from './short-ids.ts';
import { jsonOf } from './write-json.ts';

const SHOWN = 20;

/** `vonage-flow flows list`: what was recorded, the newest first. */
export const runList = async (flags: ListFlags, world: World): Promise<ExitCode> => {
  if (flags.all && flags.limit !== undefined) {
    throw badUsage({ what: '--all and --limit exclude each other', tryThis: 'leave one of them out' });
  }
  const limit = flags.all ? Number.POSITIVE_INFINITY : (flags.limit ?? SHOWN);
  const filter = filterOf(flags.filter);
  const folder = await findRecords(world.cwd, flags.config);
  // One more, to know whether there are more.
  const read = await readBook(folder, world, {
    enough: limit + 1,
    sieve: filter && flowSieve(filter),
  });
  const all = read.flows;
  const { unfiled } = read.book;
  if (all.length === 0 && filter !== undefined && read.book.session.flows.size > 0) {
    const count = read.book.session.flows.size;
    world.stderr.write(
      `${count === 1 ? `The one call in ${folder.folder} is not` : `None of ${count} calls in ${folder.folder} is`} what --filter asks for\n`,
    );
    return 0;
  }
  if (all.length === 0) {
    world.stderr.write(
      `No call is recorded in ${folder.folder}. Record one, without an account: vonage-flow listen --emulator --call\n`,
    );
    if (unfiled > 0) world.stderr.write(unfiledWords(unfiled));
    return 0;
  }
  const short = shortIds(all.map(({ id }) => id));
  const rows = all.slice(0, limit).map(
    (flow): FlowRow => ({
      flow,
      shortId: short.get(flow.id) ?? flow.id,
      isRunning: isStillRunning(flow, read, world),
      warnings: flowWarnings(flow, read, world),
    }),
  );
  if (flags.json) {
    for (const { flow, warnings, isRunning } of rows)
      world.stdout.write(`${jsonOf(flowLine(flow, warnings, isRunning))}\n`);
    return 0;
  }
  world.stdout.write(`${listText(rows, world).join('\n')}\n`);
  if (all.length > limit && world.stdout.isTerminal)
    world.stderr.write(`Older ones: --limit ${limit * 2}, or --all\n`);
  if (unfiled > 0 && filter === undefined && world.stdout.isTerminal)
    world.stderr.write(unfiledWords(unfiled));
  return 0;
};

/** As far as the records were read. */
const unfiledWords = (count: number): string =>
  `${count === 1 ? '1 exchange belongs' : `${count} exchanges belong`} to no call: vonage-flow flows show none\n`;

/** For a pipe whole ids and times, a tab between the cells and no heading. */
const listText = (rows: readonly FlowRow[], { stdout, clock }: World): readonly string[] =>
  stdout.isTerminal
    ? flowRows(rows, { width: stdout.columns(), palette: paletteFor(stdout), now: clock.now() })
    : rows.map(({ flow, warnings, isRunning }) =>
        [
          flow.id,
          new Date(flow.startedAt).toISOString(),
          parties(flow.from, flow.to),
          String(flow.lastAt - flow.startedAt),
          isRunning ? 'running' : (endOf(flow) ?? '-'),
          troubleWords(flow, warnings),
        ]
          .map(safe)
          .join('\t')
          .trimEnd(),
      );
