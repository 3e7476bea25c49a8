import type { Command as Commander } from 'commander';
import type { CommandModule, Work } from '../command.ts';
import type { InitFlags, RulesFlags, ShowFlags, ValidateFlags } from './ncco/flags.ts';
import { countValue, numberValue, oneOf, ruleValue } from './option-values.ts';

/** `vonage-flow ncco …`: declared here; what the verbs do stands in `ncco/`. */
export const ncco: CommandModule = {
  name: 'ncco',
  summary: 'Check, show and begin NCCOs',
  declare: (command, run) => {
    declareValidate(
      command
        .command('validate')
        .description('Lint NCCOs: files, folders, configs, or what a server answers'),
      run,
    );
    declareShow(command.command('show').description('Show what NCCOs do: an outline, or a flowchart'), run);
    declareInit(command.command('init').description('Write a ready-made NCCO to begin with'), run);
    declareRules(command.command('rules').description('List the rules, or explain one'), run);
  },
};

const declareValidate = (command: Commander, run: (work: Work) => void): void => {
  command
    .argument('[files...]', 'files, folders, patterns, - for standard input, or http(s) addresses')
    .usage('[options] [files...]')
    .optionsGroup('What counts:')
    .option('--rule <id=severity>', 'off, info, warn or error for a rule (repeatable)', ruleValue)
    .option('--max-warnings <n>', 'more warnings than this are a failure', countValue)
    .option('-q, --quiet', 'errors only')
    .option('-c, --config <file>', 'config whose `lint` counts (default: the nearest)')
    .option('-w, --watch', 'check again on save, until Ctrl-C')
    .optionsGroup('Mending:')
    .option('--fix', 'mend in the files what is safe to mend, then report the rest')
    .option('--fix-dry-run', 'change nothing, print what --fix would do as a diff')
    .optionsGroup('Asking a server, as Vonage would:')
    .option('--method <method>', 'GET (default) or POST', oneOf(['GET', 'POST']))
    .option('--from <number>', 'the caller', numberValue)
    .option('--to <number>', 'the number called', numberValue)
    .optionsGroup('What you see:')
    .option(
      '--format <format>',
      'pretty (default), json, github, sarif or junit',
      oneOf(['pretty', 'json', 'github', 'sarif', 'junit']),
    )
    .option('--json', 'short for --format json')
    .addHelpText(
      'after',
      `
Examples:
  vonage-flow ncco validate answer.json nccos/
  vonage-flow ncco validate vonage-flow.config.yaml       every NCCO in it
  vonage-flow ncco validate http://localhost:8080/answer  what your server answers
  vonage-flow ncco validate --format github nccos/        annotations in CI
  vonage-flow ncco validate --fix nccos/                  mend what is safe
  vonage-flow ncco validate --fix-dry-run nccos/          look at it before

Without files: the config of this folder. A TypeScript or JavaScript file is
run to see what it exports, so it has to be named itself; those below a folder
that was named are passed over, and --fix leaves them alone.
Exit codes: 0 no errors, 1 errors or too many warnings, 2 bad usage, 3 a server
did not answer or a file could not be written. --fix keeps comments, order and
layout, and exits as for what is left; --fix-dry-run exits alike, with the diff
on stdout and the report on stderr. With - the mended text goes to stdout, the
report to stderr.
`,
    )
    .action((files: string[], flags: ValidateFlags) => {
      run(async (world) => (await import('./ncco/validate.ts')).runValidate(files, flags, world));
    });
};

const declareShow = (command: Commander, run: (work: Work) => void): void => {
  command
    .argument('[files...]', 'NCCO files, configs, folders, patterns, or - for standard input')
    .usage('[options] [files...]')
    .option('--format <format>', 'outline (default), mermaid or json', oneOf(['outline', 'mermaid', 'json']))
    .option('--json', 'short for --format json')
    .addHelpText(
      'after',
      `
Examples:
  vonage-flow ncco show                          the config of this folder
  vonage-flow ncco show answer.json
  vonage-flow ncco show --format mermaid > flow.mmd
  curl -s http://localhost:8080/answer | vonage-flow ncco show -

A config is followed from its answer through all branches and {{ urls.… }}.
The JSON is described in docs/ncco-show.md.
`,
    )
    .action((files: string[], flags: ShowFlags) => {
      run(async (world) => (await import('./ncco/show.ts')).runShow(files, flags, world));
    });
};

const declareInit = (command: Commander, run: (work: Work) => void): void => {
  command
    .argument('[template]', 'which one; without it you can choose')
    .usage('[options] [template]')
    .option('-o, --out <path>', 'the folder, or for an NCCO of one file that file (default: here)')
    .option('--force', 'write over what is there')
    .option('--list', 'list the templates, and write nothing')
    .addHelpText(
      'after',
      `
Examples:
  vonage-flow ncco init                   choose from a list
  vonage-flow ncco init ivr-menu          into this folder
  vonage-flow ncco init voicemail --out my-voicemail
  vonage-flow ncco init --list

Then vonage-flow listen --emulator runs it, with no account and no phone.
`,
    )
    .action((template: string | undefined, flags: InitFlags) => {
      run(async (world) => (await import('./ncco/init.ts')).runInit(template, flags, world));
    });
};

const declareRules = (command: Commander, run: (work: Work) => void): void => {
  command
    .argument('[id]', 'the rule to explain')
    .option('--json', 'as JSON')
    .action((id: string | undefined, flags: RulesFlags) => {
      run(async (world) => (await import('./ncco/rules.ts')).runRules(id, flags, world));
    });
};
