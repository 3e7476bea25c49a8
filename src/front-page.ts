import type { CommandModule } from './command.ts';

/** What is written, and what it does. */
type Row = readonly [term: string, meaning: string];

/** What the program is, in a sentence. */
export const DESCRIPTION =
  'See and run the Vonage voice event flow: webhooks, NCCOs and events, live in your terminal.';

/** The options of the bare program, in the order of its page. */
export const OPTIONS = {
  version: ['-V, --version', 'print the version'],
  noColor: ['--no-color', 'no colours (NO_COLOR and FORCE_COLOR work too)'],
  screenReader: ['--screen-reader', 'words for a screen reader (or VONAGE_FLOW_SCREEN_READER=1)'],
  debug: ['--debug', 'show the stack of an unexpected error'],
  help: ['-h, --help', 'show this help; behind a command, its own'],
} as const satisfies Record<string, Row>;

/** The command that shows help, as commander wants it: usage and description. */
export const HELP_COMMAND = ['help [command]', 'Show the help of a command'] as const;

/** The commands, in the order of the page: what one needs on the first day, and what one finds when one looks for it. */
export interface Commands {
  readonly first: readonly CommandModule[];
  readonly more: readonly CommandModule[];
}

/** True when the arguments ask for the front page and nothing else. */
export const asksForFrontPage = (args: readonly string[]): boolean =>
  args.length === 0 || (args.length === 1 && ['-h', '--help', 'help'].includes(args[0]!));

/**
 * The help of the bare program, laid out as commander lays out that of its commands: it is what one sees first, and
 * comes without waiting for commander. `width`: of the terminal, in columns.
 */
export const frontPage = (commands: Commands, width: number): string => {
  const options = Object.values(OPTIONS);
  const first = commands.first.map(rowOf);
  const more = [...commands.more.map(rowOf), HELP_COMMAND];
  const indent = Math.max(...[...options, ...first, ...more].map(([term]) => term.length)) + 4;
  const table = (rows: readonly Row[]): readonly string[] =>
    rows.flatMap(([term, meaning]) =>
      wrapped(meaning, width - indent).map(
        (line, index) => (index === 0 ? `  ${term}` : '').padEnd(indent) + line,
      ),
    );
  return [
    'Usage: vonage-flow [options] [command]',
    '',
    ...wrapped(DESCRIPTION, width),
    '',
    'Options:',
    ...table(options),
    '',
    'Commands:',
    ...table(first),
    '',
    'More:',
    ...table(more),
    '',
    'Examples:',
    '  vonage-flow listen --emulator     the whole flow, no account needed',
    '  vonage-flow listen                your own application’s webhooks',
    '  vonage-flow call --answer-url http://localhost:8080/answer --press 1',
    '  vonage-flow app show --emulator   an application and its webhooks',
    '',
  ].join('\n');
};

const rowOf = ({ name, summary }: CommandModule): Row => [name, summary];

/** Narrower columns than this are not wrapped, as commander does not. */
const NARROWEST = 40;

const wrapped = (text: string, width: number): readonly string[] => {
  if (width < NARROWEST) return [text];
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
};
