import { TUNNEL_NAMES } from '../../edge/config/config.ts';
import { CAPABILITIES } from '../../edge/configure/wishes.ts';
import { CALLEE_WORDS } from '../../emulator/callee-words.ts';
import { LOGIN_DEEDS } from '../../emulator/client/login-refusal.ts';
import { FAULT_DEEDS, FAULT_TARGETS } from '../../emulator/fault.ts';
import { HAPPENING_WORDS } from '../../flow/expect/happening.ts';
import { FILTER_WORDS } from '../../flow/filter/read-filter.ts';
import { BUILT_IN_SOCKETS } from '../../flow/sockets/built-in-sockets.ts';
import { REGION_HOSTS } from '../../vonage/regions.ts';
import { SLOT_IDS } from '../../vonage/slots.ts';
import { addressesIn, findListenFile } from '../listen-file.ts';
import { TEMPLATES } from '../ncco/templates.ts';
import { type Candidate, words } from './candidate.ts';
import { knownProject } from './known-project.ts';
import type { ValueSource } from './value-sources.ts';

/** Words that are the same on every machine; some are only halves, with the other half behind `=` or `:`. */
export const VOCABULARY = {
  /** A list with commas. */
  slots: ({ typed }) => listed(SLOT_IDS, typed),
  tunnels: ({ typed }) => listed(TUNNEL_NAMES, typed),
  capabilities: ({ typed }) => listed(CAPABILITIES, typed),
  regions: () => words([...Object.keys(REGION_HOSTS), 'none']),
  signing: () => words(['on', 'off', 'voice=on', 'voice=off', 'rtc=on', 'rtc=off']),
  /** What stands behind `=` nobody can know. */
  slotHalves: ({ typed }) => (typed.includes('=') ? [] : words(SLOT_IDS.map((slot) => `${slot}=`))),
  methods: ({ typed }) => {
    const [slot, method] = typed.split('=');
    return words(method === undefined ? SLOT_IDS.map((id) => `${id}=`) : [`${slot}=GET`, `${slot}=POST`]);
  },
  rules: async () => rules(''),
  severities: async ({ typed }) => {
    const [id, severity] = typed.split('=');
    if (severity === undefined) return rules('=');
    return words(['off', 'info', 'warn', 'error'].map((word) => `${id}=${word}`));
  },
  faults: ({ typed }) => {
    const [of, how] = typed.split(':');
    if (how === undefined) return words(FAULT_TARGETS.map((target) => `${target}:`));
    const deeds = of === 'login' ? LOGIN_DEEDS : [...FAULT_DEEDS, '503'];
    return words(deeds.map((deed) => `${of}:${deed}`));
  },
  callees: async ({ typed, world, given }) => {
    const cut = typed.lastIndexOf('=');
    if (cut !== -1) return words(CALLEE_WORDS.map((word) => `${typed.slice(0, cut)}=${word}`));
    const { users } = await knownProject(world, given.get('--config'));
    return words(users.map((user) => `${user}=`));
  },
  expectations: ({ typed }) => {
    const not = typed.startsWith('!') ? '!' : '';
    return words(HAPPENING_WORDS.map((word) => `${not}${word}`));
  },
  /** The last term of a filter; a shell gives the words before it along. */
  filters: ({ typed }) => {
    const start = typed.slice(0, typed.lastIndexOf(' ') + 1);
    return words(FILTER_WORDS.map((word) => `${start}${word}`));
  },
  webhooks: async () => words((await import('../../vonage/samples/make-webhook.ts')).MADE_KINDS),
  /** Those of the listen that runs, else what the config says of one that would. */
  addresses: async ({ world, given }) => {
    const running = findListenFile(world.cwd)?.file;
    if (running) return words(Object.keys(addressesIn(running)));
    const { nccos } = await knownProject(world, given.get('--config'));
    return words([...SLOT_IDS, ...nccos, ...BUILT_IN_SOCKETS.map((name) => `wss.${name}`)]);
  },
  templates: () => TEMPLATES.map(({ name, summary }) => ({ value: name, meaning: summary })),
} satisfies Readonly<Record<string, ValueSource>>;

/** Words behind those that stand before a comma, and without them. */
const listed = (all: readonly string[], typed: string): readonly Candidate[] => {
  const head = typed.slice(0, typed.lastIndexOf(',') + 1);
  const taken = new Set(head.split(','));
  return words(all.filter((word) => !taken.has(word)).map((word) => `${head}${word}`));
};

/** The linter is large, and is loaded for its own words only. */
const rules = async (behind: string): Promise<readonly Candidate[]> => {
  const { RULES } = await import('../../lint/rules.ts');
  return RULES.map(({ id, law }) => ({ value: `${id}${behind}`, meaning: law }));
};
