import { badUsage, stoppedAtQuestion, stoppedBefore } from '../../failure.ts';
import { printable } from '../../text/printable.ts';
import type { Application } from '../../vonage/application.ts';
import type { World } from '../../world.ts';
import { canAsk } from '../ask-line.ts';
import type { OpenAccount } from './account.ts';

/** More are found by their name in the dashboard. */
const MOST_LISTED = 30;

/** The application that is named, or that somebody at the terminal picks from a list; else an error (exit code 2) that lists them. */
export const chooseApplication = async (account: OpenAccount, world: World): Promise<Application> => {
  const { applications, named } = account;
  if (named !== undefined) return applications.read(named.value, { signal: world.stop.requested });
  const all = await applications.list();
  const [only] = all;
  if (only === undefined) {
    throw badUsage({
      what: 'This account has no application',
      tryThis: 'make one: vonage-flow app create --voice --rtc',
    });
  }
  const listed = all.slice(0, MOST_LISTED);
  const width = Math.max(...listed.map(({ name }) => printable(name).length));
  const lines = listed.map(({ name, id }) => `${printable(name).padEnd(width)}  ${id}`);
  if (all.length > listed.length) lines.push(`and ${all.length - listed.length} more`);
  if (!canAsk(world)) {
    throw badUsage({
      what: 'Which application?',
      why: lines.join('\n'),
      tryThis: 'name one by its id, VONAGE_APPLICATION_ID, or `application:` in the config',
    });
  }
  world.stderr.write(lines.map((line, index) => `${String(index + 1).padStart(3)}  ${line}\n`).join(''));
  for (;;) {
    const answer = await world.keyboard.ask(`Which one? [1-${listed.length}] `);
    if (answer === undefined || answer.trim() === '') {
      const before = 'an application was chosen';
      if (answer !== undefined) throw stoppedBefore(before);
      world.stderr.write('\n');
      throw stoppedAtQuestion(before);
    }
    const text = answer.trim().toLowerCase();
    const picked =
      listed[Number(text) - 1] ?? listed.find(({ id, name }) => id === text || name.toLowerCase() === text);
    if (picked !== undefined) return applications.read(picked.id, { signal: world.stop.requested });
  }
};
