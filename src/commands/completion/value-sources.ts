import type { Option } from 'commander';
import type { World } from '../../world.ts';
import { type Candidates, words } from './candidate.ts';

export interface ValueContext {
  readonly world: World;
  readonly typed: string;
  /** Values of options that stand before, by their long names. */
  readonly given: ReadonlyMap<string, string>;
}

/** Finds what a value may be. What it needs is loaded then, for a Tab waits for nothing else. */
export type ValueSource = (context: ValueContext) => Candidates | Promise<Candidates>;

const files: ValueSource = () => ({ files: 'all' });
const folders: ValueSource = () => ({ files: 'folders' });
const filesEnding =
  (...endings: readonly string[]): ValueSource =>
  () => ({ files: endings });

const applications: ValueSource = async ({ world, given }) =>
  (await import('./known-applications.ts')).knownApplications(world, given.get('--config'));

/** A list of the project: of its config, and of the emulator that runs for it. */
const ofProject =
  (key: 'nccos' | 'users' | 'numbers' | 'emulator'): ValueSource =>
  async ({ world, given }) =>
    words((await (await import('./known-project.ts')).knownProject(world, given.get('--config')))[key]);

const calls =
  (which: 'all' | 'all or none' | 'with recordings'): ValueSource =>
  async ({ world, given, typed }) => {
    // The file of a call that was exported; `download` asks for what its records alone tell of.
    if (which !== 'with recordings' && /^\.{1,2}$|[\\/]/.test(typed)) return { files: ['json'] };
    return (await import('./known-calls.ts')).knownCalls(world, given.get('--config'), which);
  };

/** Those of recorded calls. */
const conversations: ValueSource = async ({ world, given }) =>
  (await import('./known-calls.ts')).knownConversations(world, given.get('--config'));

const vocabulary =
  (name: keyof typeof import('./vocabulary.ts')['VOCABULARY']): ValueSource =>
  async (context) =>
    (await import('./vocabulary.ts')).VOCABULARY[name](context);

/** By the option's long name, or else by the word for its value in the help. */
const OF_OPTION: Readonly<Record<string, ValueSource>> = {
  '--to': ofProject('numbers'),
  '--number': ofProject('numbers'),
  '--as': ofProject('users'),
  '--user': ofProject('users'),
  '--emulator': ofProject('emulator'),
  '--expect': vocabulary('expectations'),
  '--filter': vocabulary('filters'),
  '--voice': filesEnding('wav'),
  '--tunnel': vocabulary('tunnels'),
  '--add-capability': vocabulary('capabilities'),
  '--region': vocabulary('regions'),
  '--signed-callbacks': vocabulary('signing'),
  '<file>': files,
  '<path>': files,
  '<folder>': folders,
  '<id>': applications,
  '<ncco>': ofProject('nccos'),
  '<slots>': vocabulary('slots'),
  '<slot=url>': vocabulary('slotHalves'),
  '<slot=ms>': vocabulary('slotHalves'),
  '<slot=method>': vocabulary('methods'),
  '<id=severity>': vocabulary('severities'),
  '<what:how>': vocabulary('faults'),
  '<who=does>': vocabulary('callees'),
  '<speed>': () => words(['1x', '10x', 'instant']),
};

/** By the command and the argument's name in the help, or else by that name. */
const OF_ARGUMENT: Readonly<Record<string, ValueSource>> = {
  'ncco rules id': vocabulary('rules'),
  'ncco init template': vocabulary('templates'),
  'trigger kind': vocabulary('webhooks'),
  'users token name': ofProject('users'),
  'url name': vocabulary('addresses'),
  'flows download call': calls('with recordings'),
  'flows replay call': calls('all'),
  'flows export call': calls('all'),
  'flows pull conversation': conversations,
  'flows show call': calls('all or none'),
  files,
  scenarios: filesEnding('yaml', 'yml', 'json'),
  id: applications,
};

export const optionSource = ({ long, flags }: Option): ValueSource | undefined => {
  // `<name...>` takes several.
  const placeholder = (/<[^>]+>/.exec(flags)?.[0] ?? '').replace('...', '');
  return (long ? OF_OPTION[long] : undefined) ?? OF_OPTION[placeholder];
};

export const argumentSource = (command: string, name: string): ValueSource | undefined =>
  OF_ARGUMENT[`${command} ${name}`] ?? OF_ARGUMENT[name];
