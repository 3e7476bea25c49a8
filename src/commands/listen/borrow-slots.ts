import { openApplications } from '../../edge/applications.ts';
import { borrow } from '../../edge/borrow/borrow.ts';
import { ownName } from '../../edge/borrow/lease-desk.ts';
import type { Loan } from '../../edge/borrow/loan.ts';
import type { Config } from '../../edge/config/config.ts';
import type { Tunnel } from '../../edge/tunnels/tunnel.ts';
import { badUsage } from '../../failure.ts';
import { type ForwardPlan, serverOfSlot } from '../../flow/forward-plan.ts';
import type { Progress } from '../../sinks/progress.ts';
import { didYouMean } from '../../text/did-you-mean.ts';
import { DEFAULT_BORROW, isSlotId, SLOT_IDS, SLOTS, type SlotId } from '../../vonage/slots.ts';
import { requireProductionFlag } from '../app/guards.ts';
import { sayHeld } from '../app/held.ts';
import type { ListenFlags } from './flags.ts';
import { ownServers, serversOfRun } from './own-servers.ts';
import type { Run } from './run.ts';

/** The slots that flags or config name, else the default ones. Fails for a name that is no slot. */
export const slotsToBorrow = (flags: ListenFlags, config: Config): readonly SlotId[] =>
  flags.borrow?.map(slotNamed) ?? config.borrow ?? DEFAULT_BORROW;

/** The slots that this run is about: those that are borrowed, and those that a server is named for. */
export const slotsOfRun = (flags: ListenFlags, config: Config, plan: ForwardPlan): readonly SlotId[] => [
  // Object.keys of a record by slot.
  ...new Set([...slotsToBorrow(flags, config), ...(Object.keys(plan.slots) as SlotId[])]),
];

const slotNamed = (name: string): SlotId => {
  if (isSlotId(name)) return name;
  throw badUsage({
    what: `--borrow: there is no slot "${name}"`,
    why: `Slots are ${SLOT_IDS.join(', ')}.`,
    tryThis: didYouMean(name, SLOT_IDS) ?? 'separate several by commas: --borrow voice.answer,voice.event',
  });
};

/** Points the chosen slots of the application at the public address; undefined when the application is left alone. */
export const borrowSlots = async (
  run: Run,
  tunnel: Tunnel,
  progress: Pick<Progress, 'say' | 'pause'>,
): Promise<Loan | undefined> => {
  const { flags, config, world, source, desk, lease } = run;
  if (!flags.configure || !source.account || source.applicationId === undefined) return undefined;
  if (!source.emulator) requireProductionFlag(config, source.applicationId, flags.production);
  const applications = openApplications({
    ...source.account,
    ...(source.apiHost !== undefined && { apiHost: source.apiHost }),
  });
  await sayHeld(world, { apiHost: applications.apiHost, except: source.applicationId });
  const plan = ownServers(flags, config);
  const paths = new Map<SlotId, string>();
  progress.say('Reading the application');
  // A question about consent has to be readable.
  if (!flags.yes) progress.pause();
  const loan = await borrow(world, applications, {
    application: source.applicationId,
    slots: slotsToBorrow(flags, config),
    urlFor: (slot, before) => {
      const path =
        plan?.slots[slot]?.path ??
        (plan && serverOfSlot(plan, slot) !== undefined
          ? pathOf(before, SLOTS[slot].path)
          : SLOTS[slot].path);
      paths.set(slot, path.replace(/\?.*$/, ''));
      return `${tunnel.url}${path}`;
    },
    ...(flags.emulator === true && { journal: 'none' as const }),
    neighbours: {
      secret: source.account.apiSecret,
      takeOver: flags.takeOver === true,
      own: serversOfRun(flags, config),
    },
    ...(!plan && { serves: { config: config.file, nccos: config.nccos.names } }),
    tunnelServers: flags.tunnelHost,
    consent: source.emulator ? 'not-needed' : flags.yes ? 'given' : 'ask',
    tell: (what) => run.notices.note({ type: 'info', at: world.clock.now(), what }),
    signal: world.stop.requested,
  });
  desk.slotsAt(paths, loan.settings);
  const since = world.clock.now();
  const held = () => ({
    owner: ownName(world),
    since,
    application: loan.application.id,
    slots: loan.memory(),
  });
  lease.hold(held, (url) => loan.takenBy(url));
  return loan;
};

/** With `--forward` a slot keeps the path that the application had for it, so that the user's own routes are hit. */
const pathOf = (before: string | undefined, otherwise: string): string => {
  if (before === undefined || !URL.canParse(before)) return otherwise;
  const { pathname, search } = new URL(before);
  return pathname === '/' && search === '' ? otherwise : `${pathname}${search}`;
};
