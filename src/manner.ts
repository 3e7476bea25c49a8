import type { Output, World } from './world.ts';

/** The environment variable for those who want `--screen-reader` always. */
export const SCREEN_READER = 'VONAGE_FLOW_SCREEN_READER';

/** Wider than any line of ours: nothing is cut off or broken, for a terminal breaks lines itself. */
const UNBROKEN = 400;

/**
 * The world as its user wants to be spoken to: without colours (`--no-color`), in words for a screen reader (`--screen-reader`), and
 * in ASCII where the locale is not UTF-8. The flags may stand anywhere.
 */
export const inManner = async (args: readonly string[], world: World): Promise<World> => {
  const end = args.indexOf('--');
  const ours = end === -1 ? args : args.slice(0, end);
  let said = world;
  if (ours.includes('--no-color')) said = withOutputs(said, (output) => derived(output, { colorLevel: 0 }));
  if (lacksUtf8(world)) {
    const { asciiText } = await import('./text/ascii-text.ts');
    said = withOutputs(said, (output) =>
      output.isTerminal
        ? derived(output, {
            write: (text) => output.write(asciiText(text)),
            exact: (text) => output.write(text),
          })
        : output,
    );
  }
  return ours.includes('--screen-reader') || isSet(world.env[SCREEN_READER]) ? spoken(said, ours) : said;
};

const isSet = (value: string | undefined): boolean =>
  value !== undefined && value !== '' && value !== '0' && value.toLowerCase() !== 'false';

/** Nothing is drawn over, coloured or boxed, and questions are answered in a plain line. */
const spoken = async (world: World, args: readonly string[]): Promise<World> => {
  const { spokenText } = await import('./text/spoken-text.ts');
  // What an NCCO does comes one after the other; all else goes from one to another.
  const arrow = commandOf(args)[0] === 'ncco' ? 'then' : 'to';
  const inWords = (output: Output, isForPeople: boolean): Output =>
    derived(output, {
      colorLevel: 0,
      canRedraw: false,
      speaks: true,
      columns: () => UNBROKEN,
      ...(isForPeople && { write: (text) => output.write(spokenText(text, arrow)) }),
      exact: output.exact ?? output.write,
    });
  const keyboard: World['keyboard'] = Object.create(world.keyboard, {
    ask: {
      value: (question: string, typed?: string) =>
        world.keyboard.ask(
          typed === undefined || typed === '' ? question : `${question}(it was ${typed}) `,
          undefined,
          'plainly',
        ),
    },
  });
  const hasJson = args.includes('--json');
  return Object.create(world, {
    stdout: { value: inWords(world.stdout, !hasJson && writesForPeople(args, world.stdout)) },
    stderr: { value: inWords(world.stderr, !hasJson) },
    keyboard: { value: keyboard },
  });
};

/** Commands whose stdout is read by people; of all others it is data. */
const FOR_PEOPLE: ReadonlySet<string> = new Set([
  'listen',
  'call',
  'ncco',
  'app',
  'flows',
  'doctor',
  'emulator',
  'init',
]);

const commandOf = (args: readonly string[]): readonly string[] => args.filter((arg) => !arg.startsWith('-'));

const writesForPeople = (args: readonly string[], { isTerminal }: Output): boolean => {
  const [command = '', verb] = commandOf(args);
  // A list in a pipe is a table for programs.
  if (!FOR_PEOPLE.has(command) || verb === 'export' || (verb === 'list' && !isTerminal)) return false;
  return !args.some((arg) => arg.startsWith('--format'));
};

/** By the rule of POSIX for the variables of the locale; where none is set, terminals of today are taken for granted. */
const lacksUtf8 = ({ env, platform }: World): boolean => {
  if (platform === 'win32') return false;
  const locale = [env['LC_ALL'], env['LC_CTYPE'], env['LANG']].find(
    (value) => value !== undefined && value !== '',
  );
  return locale !== undefined && !/utf-?8/i.test(locale);
};

// Inheriting, so that nothing has to be named here twice; a copy would ask for the folders of the world, and those may be missing.
const withOutputs = (world: World, change: (output: Output) => Output): World =>
  Object.create(world, {
    stdout: { value: change(world.stdout) },
    stderr: { value: change(world.stderr) },
  });

const derived = (output: Output, changes: Partial<Output>): Output =>
  Object.create(
    output,
    Object.fromEntries(Object.entries(changes).map(([name, value]) => [name, { value }])),
  );
