import type { Flow } from '../../flow/flow.ts';
import { type Members, seeMember, seeMemberEvent } from '../../flow/recorded/members.ts';
import { recordedLateReply } from '../../flow/recorded/recorded-late-reply.ts';
import { recordedPlatform } from '../../flow/recorded/recorded-platform.ts';
import type { LintOptions } from '../../lint/check.ts';
import { validateNcco } from '../../lint/check-text.ts';
import { callPage } from '../../sinks/page/call-page.ts';
import { EMULATOR_AGENT } from '../../vonage/emulated-host.ts';
import type { World } from '../../world.ts';
import { followFlow } from './follow-flow.ts';
import { flowWarnings, isStillRunning, type Read } from './read-book.ts';
import type { Write } from './write-json.ts';

/** A call as a page of its own. Its records are read twice, so that of a long call no more than one exchange is held. */
export const exportPage = async (
  found: Flow,
  read: Read,
  isMasked: boolean,
  world: World,
  write: Write,
): Promise<void> => {
  const members: Members = new Map();
  const first = followFlow(found, read);
  for await (const told of first.lines) {
    if (told.type === 'exchange') seeMember(members, told.exchange.exchange, told.filed.at);
    if (told.type === 'pulled') seeMemberEvent(members, told.pulled.event.webhook, told.filed.at);
  }
  const page = callPage({
    flow: found,
    members: [...members.values()],
    warnings: flowWarnings(found, read, world),
    isRunning: isStillRunning(found, read, world),
    isTold: first.book.told.has(found.id),
    isMasked,
    version: world.version,
    lint: (ncco, { request }) =>
      validateNcco(ncco, request.headers['user-agent'] === EMULATOR_AGENT ? OF_EMULATOR : OF_PLATFORM),
  });
  await write(page.head());
  const { book, lines } = followFlow(found, read);
  for await (const told of lines) {
    if (told.type === 'exchange') {
      await write(page.next(told.exchange, told.filed));
      continue;
    }
    if (told.type === 'pulled') {
      await write(page.pulled(told.pulled, told.filed));
      continue;
    }
    const platform = recordedPlatform(told.record);
    const late = recordedLateReply(told.record);
    if (platform) await write(page.told(platform, book.session.flows.get(found.id) ?? found));
    else if (late) await write(page.late(late));
  }
  await write(page.rest());
};

/** What went out was filled in already. */
const OF_PLATFORM: LintOptions = { fillsTemplates: false };
/** Its calls are made on this machine, whose own addresses are good ones. */
const OF_EMULATOR: LintOptions = { fillsTemplates: false, reachesLocalhost: true };
