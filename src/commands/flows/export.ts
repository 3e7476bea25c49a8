import { writeWhole } from '../../edge/write-whole.ts';
import { badUsage, type ExitCode } from '../../failure.ts';
import { CURL_HEAD, curlOf } from '../../flow/export/curl-of.ts';
import { harEntry, harHead } from '../../flow/export/har-entry.ts';
import { sequenceOf } from '../../flow/export/sequence-of.ts';
import type { Flow } from '../../flow/flow.ts';
import { flowLine } from '../../flow/recorded/flow-line.ts';
import { printable } from '../../text/printable.ts';
import type { JsonObject } from '../../vonage/json.ts';
import type { World } from '../../world.ts';
import { findFlow } from './choose-flow.ts';
import { exportFormat } from './export-format.ts';
import type { ExportFlags } from './flags.ts';
import { followFlow, type Told } from './follow-flow.ts';
import { maskedCall } from './masked-call.ts';
import { flowWarnings, isStillRunning, type Read } from './read-book.ts';
import { jsonOf, type Write, writerTo } from './write-json.ts';

/** `vonage-flow flows export`: a call in the form that another tool reads. */
export const runExport = async (id: string, flags: ExportFlags, world: World): Promise<ExitCode> => {
  if (flags.maskSeed !== undefined && !flags.mask) {
    throw badUsage({ what: '--mask-seed says how --mask masks', tryThis: 'add --mask' });
  }
  const { out } = flags;
  const found = await findFlow(id, flags, world);
  const call = flags.mask ? await maskedCall(found, flags.maskSeed, world) : found;
  if (out === undefined || out === '-') return writeCall(call, flags, world, writerTo(world));
  const file = { name: out, cwd: world.cwd, unique: world.chance.hex(6) };
  const { bytes, isNew } = await writeWhole(file, (write) => writeCall(call, flags, world, write));
  world.stderr.write(
    `${printable(out)} ${isNew ? 'written' : 'replaced'}: ${exportFormat(flags)}, ${Math.ceil(bytes / 1000)} kB\n`,
  );
  return 0;
};

const writeCall = async (
  { flow: found, read }: { readonly flow: Flow; readonly read: Read },
  flags: ExportFlags,
  world: World,
  write: Write,
): Promise<ExitCode> => {
  const { book, lines } = followFlow(found, read);
  const format = exportFormat(flags);
  switch (format) {
    case 'json': {
      const flow = flowLine(found, flowWarnings(found, read, world), isStillRunning(found, read, world));
      await write(`{"v":1,"type":"flow-export","flow":${jsonOf(flow)},"exchanges":[`);
      const others: JsonObject[] = [];
      await listed(lines, write, ({ exchange }) => exchange.record, others);
      // At the end, so that who knows of exchanges only finds what was there before.
      const more = others.map((other) => `\n${jsonOf(other)}`).join(',');
      await write(others.length === 0 ? '\n]}\n' : `\n],"others":[${more}\n]}\n`);
      return 0;
    }
    case 'har':
      await write(`{"log":${jsonOf(harHead(world.version)).slice(0, -1)},"entries":[`);
      await listed(lines, write, ({ exchange, filed }) => harEntry(exchange, filed.number));
      await write('\n]}}\n');
      return 0;
    case 'curl':
      await write(`${CURL_HEAD.join('\n')}\n`);
      for await (const told of lines)
        if (told.type === 'exchange') await write(`${curlOf(told.exchange, told.filed.number).join('\n')}\n`);
      return 0;
    case 'mermaid': {
      for await (const _told of lines) {
        // The book learns the arrows of the picture on the way.
      }
      await write(sequenceOf(book.session.flows.get(found.id) ?? found, { all: flags.rtc === true }));
      return 0;
    }
    case 'html': {
      const { exportPage } = await import('./export-page.ts');
      await exportPage(found, read, flags.mask === true, world, write);
      return 0;
    }
    case 'otlp-json': {
      const { exportTrace } = await import('./export-trace.ts');
      await exportTrace(found, read, world, write);
      return 0;
    }
    default:
      return format satisfies never;
  }
};

/** The items of a JSON list, a line each. `others` gets the lines of no exchange, each `after` so many exchanges. */
const listed = async (
  lines: AsyncGenerator<Told>,
  write: Write,
  itemOf: (told: Told & { readonly type: 'exchange' }) => JsonObject,
  others: JsonObject[] = [],
): Promise<void> => {
  let before = '\n';
  let count = 0;
  for await (const told of lines) {
    if (told.type === 'other' || told.type === 'pulled') others.push({ after: count, record: told.record });
    if (told.type !== 'exchange') continue;
    count += 1;
    await write(`${before}${jsonOf(itemOf(told))}`);
    before = ',\n';
  }
};
