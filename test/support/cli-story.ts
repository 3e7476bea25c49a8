import type { Place } from './cli.ts';
import { runCli } from './cli.ts';

/** Commands and what they said, as one reads it at a terminal; a golden file of them is documentation. */
export interface CliStory {
  /** Runs the real command, in words of a shell without its quotes: `app show`, or as a list. */
  run(line: string | readonly string[]): Promise<number | null>;
  /** Something that happened beside the commands. */
  note(words: string): void;
  text(): string;
}

/** @param replace random text → the word that stands for it */
export const cliStory = (
  place: Place,
  env: Readonly<Record<string, string>>,
  replace: Readonly<Record<string, string>> = {},
): CliStory => {
  const parts: string[] = [];
  const plain = (text: string): string =>
    Object.entries({ [place.folder]: '<folder>', ...replace }).reduce(
      (shown, [random, word]) => shown.replaceAll(random, word),
      text,
    );
  return {
    run: async (line) => {
      const args = typeof line === 'string' ? line.split(' ') : line;
      const { code, stdout, stderr } = await runCli(args, place, env);
      const typed = args.map((arg) => (/[\s"'*?;]/.test(arg) ? JSON.stringify(arg) : arg)).join(' ');
      parts.push(
        plain(`$ vonage-flow ${typed}\n${stdout}${stderr}${code === 0 ? '' : `[exit code ${code}]\n`}`),
      );
      return code;
    },
    note: (words) => void parts.push(`# ${words}\n`),
    text: () => parts.join('\n'),
  };
};
