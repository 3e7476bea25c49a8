import type { AccountNumber } from '../../edge/applications/numbers.ts';
import { type JournalEntry, readJournal } from '../../edge/borrow/journal.ts';
import { lookAtSlots, type SeenSlot } from '../../edge/configure/look-at-slots.ts';
import { isPairOf, readPrivateKey } from '../../edge/credentials/private-key.ts';
import { oneLine } from '../../edge/one-line.ts';
import { type ExitCode, Failure } from '../../failure.ts';
import { maskText } from '../../flow/mask.ts';
import { paletteFor } from '../../sinks/palette.ts';
import type { Application } from '../../vonage/application.ts';
import { isJsonObject, type JsonObject } from '../../vonage/json.ts';
import { rawAt } from '../../vonage/raw.ts';
import type { World } from '../../world.ts';
import { type OpenAccount, openAccount } from './account.ts';
import { chooseApplication } from './choose.ts';
import type { ShowFlags } from './flags.ts';
import { holderNow, isLeftBehind, restoreCommand, sayHeld } from './held.ts';
import { ownerAt } from './owner-at.ts';

/** `vonage-flow app show`: capabilities, webhooks and what stands behind them, numbers, and whether the private key fits. */
export const runShow = async (id: string | undefined, flags: ShowFlags, world: World): Promise<ExitCode> => {
  const account = await openAccount(flags, id, world);
  const { apiHost } = account.applications;
  const application = await chooseApplication(account, world);
  await sayHeld(world, { apiHost, except: application.id });
  const entry = await readJournal(world, apiHost, application.id);
  const isLeft = entry !== undefined && isLeftBehind(world, entry);
  const [slots, numbers, key] = await Promise.all([
    lookAtSlots(application, {
      entry,
      isLeft,
      probe: flags.probe,
      askOwner: (origin, answers) =>
        ownerAt(origin, { account, application: application.id, world }, answers),
      signal: world.stop.requested,
    }),
    account.numbers.list(application.id).catch((error: unknown) => wordsOfFailure(error)),
    keyFits(account, application, world),
  ]);
  const seen: Seen = { application, slots, numbers, key, isLeft, entry };
  world.stdout.write(flags.json ? `${JSON.stringify(asJson(seen))}\n` : asText(seen, world));
  return 0;
};

interface Seen {
  readonly application: Application;
  readonly slots: readonly SeenSlot[];
  /** Why they are not known, when they are not. */
  readonly numbers: readonly AccountNumber[] | string;
  readonly key: KeyFit;
  readonly isLeft: boolean;
  /** What a run of ours holds, or left. */
  readonly entry: JournalEntry | undefined;
}

interface KeyFit {
  readonly fits: boolean | undefined;
  readonly words: string;
}

const wordsOfFailure = (error: unknown): string => {
  if (error instanceof Failure) return error.what;
  throw error;
};

const keyFits = async (
  { privateKey, emulated }: OpenAccount,
  application: Application,
  world: World,
): Promise<KeyFit> => {
  if (privateKey === undefined)
    return { fits: undefined, words: 'no private key is named (VONAGE_PRIVATE_KEY)' };
  try {
    const { key, origin } = await readPrivateKey(world, privateKey);
    const raw = rawAt(application, ['keys', 'public_key']);
    const fits = raw === 'absent' ? undefined : isPairOf(key, String(raw.value));
    if (fits === undefined) return { fits, words: 'the application shows no public key to compare with' };
    if (!fits && emulated && origin === 'the emulator')
      return { fits: undefined, words: 'no private key of its own is named (VONAGE_PRIVATE_KEY)' };
    return fits
      ? { fits, words: `the private key of ${origin} fits` }
      : {
          fits,
          words: `the private key of ${origin} is not the pair of its public key: tokens made with it are refused`,
        };
  } catch (error) {
    return { fits: false, words: wordsOfFailure(error) };
  }
};

const asJson = ({ application, slots, numbers, key }: Seen): object => ({
  type: 'app',
  id: application.id,
  name: application.name,
  capabilities: capabilitiesOf(application).map(([name]) => name),
  slots: slots.map(({ slot, address, method, held, owner, probe }) => ({
    slot,
    address: address === undefined ? null : maskText(address),
    method: address === undefined ? null : method,
    held: held ?? null,
    owner: owner ?? null,
    ...(probe && { dead: probe.dead, found: probe.words }),
  })),
  numbers:
    typeof numbers === 'string'
      ? null
      : numbers.map(({ msisdn, voiceCallbackType }) => ({
          msisdn,
          voiceCallbackType: voiceCallbackType ?? null,
        })),
  privateKeyFits: key.fits ?? null,
});

const capabilitiesOf = (
  application: Application,
): readonly (readonly [name: string, value: JsonObject])[] => {
  const raw = rawAt(application, ['capabilities']);
  return raw === 'absent' || !isJsonObject(raw.value)
    ? []
    : Object.entries(raw.value).flatMap(([name, value]) =>
        isJsonObject(value) ? [[name, value] as const] : [],
      );
};

const asText = (seen: Seen, world: World): string => {
  const { application, slots, isLeft, entry } = seen;
  const { strong, dim, bad, warn, good, address: paintAddress } = paletteFor(world.stdout);
  const lines = [`${strong(oneLine(application.name, 60))}  ${application.id}`, ''];
  for (const [name, value] of capabilitiesOf(application)) {
    lines.push(`  ${strong(oneLine(name, 30))}${dim(settingsIn(value))}`);
    for (const one of slots.filter(({ slot }) => slot.startsWith(`${name}.`))) {
      const label = one.slot.slice(name.length + 1).padEnd(9);
      if (one.address === undefined) {
        const isMissed = one.slot.endsWith('.event');
        lines.push(
          `    ${label} ${isMissed ? warn('none: its events are lost (Vonage advises one)') : dim('none')}`,
        );
        continue;
      }
      const remark = remarkOf(one, entry);
      const paint = one.held === 'left' || one.probe?.dead ? bad : one.held === 'ours' ? good : dim;
      lines.push(`    ${label} ${one.method.padEnd(4)} ${paintAddress(oneLine(maskText(one.address)))}`);
      if (remark !== undefined) lines.push(`    ${' '.repeat(14)} ${paint(remark)}`);
    }
  }
  if (capabilitiesOf(application).length === 0) lines.push(`  ${warn('no capability is switched on')}`);
  lines.push(
    '',
    ...numberLines(seen, dim, bad),
    `  key      ${seen.key.fits === false ? bad(`✗ ${seen.key.words}`) : seen.key.fits ? `${good('✓')} ${seen.key.words}` : dim(seen.key.words)}`,
  );
  if (isLeft)
    lines.push(
      '',
      `  ${bad('!')} A run that died still holds webhook URLs: ${restoreCommand(application.id)}`,
    );
  return `${lines.join('\n')}\n`;
};

const settingsIn = (capability: JsonObject): string => {
  const shown = [
    capability['signed_callbacks'] === undefined
      ? undefined
      : `signed callbacks ${capability['signed_callbacks'] === true ? 'on' : 'off'}`,
    typeof capability['region'] === 'string' ? `region ${oneLine(capability['region'], 20)}` : undefined,
  ].filter((words) => words !== undefined);
  return shown.length === 0 ? '' : `  ${shown.join(', ')}`;
};

const remarkOf = ({ held, owner, probe }: SeenSlot, entry: JournalEntry | undefined): string | undefined => {
  if (held === 'left') return 'ours: left by a run that died';
  if (held === 'ours' && entry !== undefined) return `ours: ${holderNow(entry, owner)}`;
  if (owner !== undefined) return `${oneLine(owner, 60)} listens there now`;
  return probe?.dead ? `dead: ${probe.words}` : probe?.words;
};

const numberLines = (
  { numbers }: Seen,
  dim: (text: string) => string,
  bad: (text: string) => string,
): readonly string[] => {
  if (typeof numbers === 'string') return [`  numbers  ${dim(`not known: ${numbers}`)}`];
  if (numbers.length === 0)
    return [`  numbers  ${dim('none is linked: --link-number of `app configure` does it')}`];
  return numbers.map(({ msisdn, country, voiceCallbackType }, index) => {
    // Calls to such a number never reach the answer URL (applications-api.md §6).
    const bypass = voiceCallbackType === 'sip' || voiceCallbackType === 'tel';
    return `  ${index === 0 ? 'numbers' : '       '}  ${msisdn} ${dim(country)}${bypass ? bad(`  ✗ forwards to ${voiceCallbackType}: its calls never reach this application`) : ''}`;
  });
};
