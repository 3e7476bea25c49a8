import type { CommandModule } from '../command.ts';
import { digitsValue, oneOf, urlValue } from './option-values.ts';
import type { TriggerFlags } from './trigger/flags.ts';
import { settingValue } from './trigger/setting-value.ts';

/** `vonage-flow trigger`: one webhook, as the platform would send it. */
export const trigger: CommandModule = {
  name: 'trigger',
  summary: 'Send one webhook of any kind, signed, to your server',
  declare: (command, run) => {
    command
      .argument('[kind]', 'completed, input, answer, member:joined …; without one: all kinds')
      .usage('[options] [kind]')
      .optionsGroup('Where to:')
      .option('-u, --to-url <url>', 'any address (default: the slot of the listen that runs here)', urlValue)
      .option('--at <name>', 'another address of that listen, by its name: menu, voice.event …')
      .option('--method <method>', 'GET or POST (default: as the slot does)', oneOf(['GET', 'POST']))
      .optionsGroup('What is in it:')
      .option('--from <who>', 'the caller')
      .option('--to <who>', 'the number called')
      .option('--uuid <leg>', 'the leg (default: a new one)')
      .option('--conversation <id>', 'the conversation (default: a new one)')
      .option('--digits <keys>', 'for input: what was pressed', digitsValue)
      .option('--speech <words>', 'for input: what was said')
      .option('--set <field=value>', 'any field, as in dtmf.timed_out=true (repeatable)', settingValue)
      .option('--unset <field>', 'leave a field out (repeatable)', (field: string, before: string[] = []) => [
        ...before,
        field,
      ])
      .optionsGroup('How:')
      .option('--signature-secret <secret>', 'to sign with (or VONAGE_SIGNATURE_SECRET)')
      .option('--unsigned', 'without a signature')
      .option('--dry-run', 'print it, send nothing')
      .option('--json', 'what was sent and what came back, as JSON')
      .addHelpText(
        'after',
        `
Examples:
  vonage-flow trigger completed
  vonage-flow trigger answer --to-url http://localhost:8080/answer
  vonage-flow trigger input --digits 1 --at menu
  vonage-flow trigger member:joined --set body.user.name=alice
  vonage-flow trigger failed --set detail=cannot_route --dry-run

For a whole call: vonage-flow call. Exit codes: 0 fine, 1 the reply is an error
or a bad NCCO, 2 bad usage, 3 nobody answered.
`,
      )
      .action((kind: string | undefined, flags: TriggerFlags) => {
        run(async (world) => (await import('./trigger/run.ts')).runTrigger(kind, flags, world));
      });
  },
};
