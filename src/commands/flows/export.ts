import type { ExitCode } from '../../failure.ts';
import { CURL_HEAD, curlOf } from '../../flow/export/curl-of.ts';
import { harEntry, harHead } from '../../flow/export/har-entry.ts';
import { sequenceOf } from '../../flow/export/sequence-of.ts';
import { flowLine } from '../../flow/recorded/flow-line.ts';
import type { JsonObject } from '../../vonage/json.ts';
import type { World } from '../../world.ts';
import { findFlow } from './choose-flow.ts';
import type { ExportFlags } from './flags.ts';
import { followFlow, type Told } from './follow-flow.ts';
import { flowWarnings, isStillRunning } from './read-book.ts';
import { jsonOf, type Write, writerTo } from './write-json.ts';

/** `vonage-flow flows export`: a call in the form that another tool reads. */
export const runExport = async (id: string, flags: ExportFlags, world: World): Promise<ExitCode> => {
  const { flow: found, read } = await findFlow(id, flags, world);
  const { book, lines } = followFlow(found, read);
  const write = writerTo(world);
  switch (flags.format) {
    case 'json': {
      const flow = flowLine(found, flowWarnings(found, read, world), isStillRunning(found, read, world));
      await write(`{"v":1,"type":"flow-export","flow":${jsonOf(flow)},"exchanges":[`);
      await listed(lines, write, ({ exchange }) => exchange.record);
      await write('\n]}\n');
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
    case 'otlp-json': {
      const { exportTrace } = await import('./export-trace.ts');
      await exportTrace(found, read, world, write);
      return 0;
    }
    default:
      return flags.format satisfies never;
  }
};

/** The items of a JSON list, a line each. */
const listed = async (
  lines: AsyncGenerator<Told>,
  write: Write,
  itemOf: (told: Told & { readonly type: 'exchange' }) => JsonObject,
): Promise<void> => {
  let before = '\n';
  for await (const told of lines) {
    if (told.type !== 'exchange') continue;
    await write(`${before}${jsonOf(itemOf(told))}`);
    before = ',\n';
  }
};
