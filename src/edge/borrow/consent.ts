import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { badUsage, Failure } from '../../failure.ts';
import { maskText } from '../../flow/mask.ts';
import type { Application } from '../../vonage/application.ts';
import { isJsonObject, type Json, parseJson } from '../../vonage/json.ts';
import type { World } from '../../world.ts';
import type { Applications } from '../applications.ts';
import { oneLine } from '../one-line.ts';
import type { KnownAnswers } from './ask-origin.ts';
import type { SlotChange } from './plan-loan.ts';
import { type Probe, type ProbeOptions, probeUrl } from './probe-url.ts';
import { openStateFolder, stateFolder } from './state-folder.ts';
import { withStateLock } from './state-lock.ts';
import { writeDurably } from './write-durably.ts';

/** `ask` a person, `given` by --yes, `not-needed` for the emulator. */
export type Consent = 'ask' | 'given' | 'not-needed';

export interface ConsentOptions {
  readonly consent: Consent;
  /** What the origins have said already. */
  readonly answers?: KnownAnswers;
  /** Hears what a person should know, a sentence each. */
  readonly tell: (words: string) => void;
}

const FILE = 'consent.json';
/** Old URLs remembered for one application; the newest stay. An application has seven slots, which rarely change. */
const REMEMBERED = 50;

/**
 * Makes sure that nobody's live webhooks are taken by surprise (DESIGN §10). A URL that was agreed to before, or that
 * is dead, needs no consent; the others are shown and asked about, or need --yes where nobody can be asked. Returns
 * when all is agreed; fails, with nothing changed, when not.
 */
export const requireConsent = async (
  world: World,
  applications: Applications,
  application: Application,
  changes: readonly SlotChange[],
  { consent, answers, tell }: ConsentOptions,
): Promise<void> => {
  if (consent === 'not-needed') return;
  const agreed = await agreedUrls(world, application.id);
  const taken = changes.filter(({ before }) => before !== undefined && !agreed.includes(before));
  if (taken.length === 0) return;
  if (consent === 'ask') {
    const alive = (
      await Promise.all(taken.map((change) => look(change, { signal: world.stop.requested, answers })))
    ).filter(({ probe }) => !probe.dead);
    if (alive.length === 0) return;
    const linked = unlessStopped(applications.numbersLinked(application.id), world.stop.requested);
    const words = describe(application, alive, await linked);
    if (!world.keyboard.isTerminal || !world.stderr.isTerminal) throw needsYes(application, words);
    await ask(world, words);
  }
  const urls = taken.flatMap(({ before }) => before ?? []);
  // Another run may be asking about another application; without the lock it is asked once more, and nothing else.
  const lockOptions = { signal: world.stop.requested, tell, goOnWithout: true };
  await withStateLock(world, applications.apiHost, 'consents', lockOptions, () =>
    remember(world, application.id, urls),
  );
};

interface Seen {
  readonly change: SlotChange;
  readonly probe: Probe;
}

const look = async (change: SlotChange, options: ProbeOptions): Promise<Seen> => ({
  change,
  probe: await probeUrl(change.before ?? '', options),
});

const describe = (application: Application, seen: readonly Seen[], numbers: number | undefined): string => {
  const width = Math.max(...seen.map(({ change }) => change.slot.length));
  const lines = seen.map(
    ({ change, probe }) =>
      `  ${change.slot.padEnd(width)}  ${oneLine(maskText(change.before ?? ''))}  (${probe.words})`,
  );
  const linked =
    numbers === undefined
      ? []
      : [numbers === 1 ? '1 number is linked to it.' : `${numbers} numbers are linked to it.`];
  return [
    `Application "${oneLine(application.name)}" (${application.id}) already has webhook URLs:`,
    ...lines,
    ...linked,
  ].join('\n');
};

const ask = async (world: World, words: string): Promise<void> => {
  const question = `${words}\nUntil you stop, its calls and events come to this computer; then the old URLs are put back.\nBorrow them? [y/N] `;
  const answer = await unlessStopped(world.keyboard.ask(question), world.stop.requested);
  if (answer !== undefined && /^y(es)?$/i.test(answer.trim())) return;
  throw new Failure({
    what: 'The webhook URLs were not borrowed, and nothing was changed',
    tryThis: [
      'use another application: vonage-flow listen --app <id>',
      'or listen without touching this one: vonage-flow listen --no-configure',
    ],
  });
};

const unlessStopped = <T>(answer: Promise<T | undefined>, signal: AbortSignal): Promise<T | undefined> =>
  new Promise((resolve, reject) => {
    const stop = () => resolve(undefined);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    answer.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });

const needsYes = (application: Application, words: string): Failure =>
  badUsage({
    what: `Application ${application.id} already has webhook URLs, and nobody can be asked whether to borrow them`,
    why: words,
    tryThis: [
      'agree with --yes: the old URLs are put back at the end',
      'or use another application, or --no-configure to leave this one alone',
    ],
  });

/** URLs whose borrowing was agreed to before. A file that makes no sense means: ask again. */
const agreedUrls = async (world: World, id: string): Promise<string[]> => {
  const urls = (await readConsents(world))[id];
  return Array.isArray(urls) ? urls.filter((url) => typeof url === 'string') : [];
};

const readConsents = async (world: World): Promise<Readonly<Record<string, Json>>> => {
  try {
    const content = parseJson(await readFile(join(stateFolder(world), FILE), 'utf8'));
    return isJsonObject(content) ? content : {};
  } catch {
    return {};
  }
};

const remember = async (world: World, id: string, urls: readonly string[]): Promise<void> => {
  const folder = await openStateFolder(world);
  const agreed = [...new Set([...(await agreedUrls(world, id)), ...urls])].slice(-REMEMBERED);
  const consents = { ...(await readConsents(world)), [id]: agreed };
  await writeDurably(join(folder, FILE), `${JSON.stringify(consents, undefined, 2)}\n`, world.chance.hex(6));
};
