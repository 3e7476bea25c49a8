import type { Command as Commander } from 'commander';
import type { CommandModule, Work } from '../command.ts';
import type { AccountFlags, ConfigureFlags, CreateFlags, RestoreFlags, ShowFlags } from './app/flags.ts';
import {
  capabilityValue,
  methodValue,
  regionValue,
  setValue,
  signingValue,
  slotsValue,
  timeoutValue,
} from './app/values.ts';
import { baseUrlValue, numbersValue } from './option-values.ts';

type Run = (work: Work) => void;

/** `vonage-flow app …`: declared here; what the verbs do stands in `app/`. */
export const app: CommandModule = {
  name: 'app',
  summary: 'Configure, show, make and restore applications',
  declare: (command, run) => {
    declareConfigure(
      command.command('configure').description('Point an application’s webhooks somewhere, safely'),
      run,
    );
    declareShow(
      command.command('show').description('Show an application, and what stands behind its URLs'),
      run,
    );
    declareList(command.command('list').description('List the applications of the account'), run);
    declareCreate(command.command('create').description('Make an application, with its key pair'), run);
    declareNumbers(command.command('numbers').description('List numbers, and where they lead'), run);
    declareRestore(command.command('restore').description('Give back what runs that died still hold'), run);
  },
};

const accountOptions = (command: Commander): Commander =>
  command
    .optionsGroup('Whose:')
    .option('-c, --config <file>', 'config file (default: the nearest)')
    .option('--api-key <key>', 'API key (or VONAGE_API_KEY)')
    .option('--api-secret <secret>', 'API secret (better: VONAGE_API_SECRET)')
    .option('-e, --emulator [url]', 'the emulator that runs for this folder, or another')
    .option('--json', 'the result as JSON on stdout');

const declareConfigure = (command: Commander, run: Run): void => {
  accountOptions(
    command
      .argument('[id]', 'the application (or VONAGE_APPLICATION_ID, or that of the config)')
      .usage('[options] [id]')
      .optionsGroup('Slot by slot:')
      .option('--set <slot=url>', 'the URL of a slot: voice.answer=https://… (repeatable)', setValue)
      .option('--method <slot=method>', 'GET or POST for a slot', methodValue)
      .option('--connect-timeout <slot=ms>', '300 to 1000, voice only', timeoutValue)
      .option('--socket-timeout <slot=ms>', '1000 to 5000, for events to 10000', timeoutValue)
      .option('--unset <slots>', 'slots to empty', slotsValue)
      .optionsGroup('Many at once:')
      .option('--base-url <url>', 'all slots there, at our paths: /webhooks/voice/answer …', baseUrlValue)
      .option('--keep-paths', 'with --base-url: at the paths that they have now')
      .option('--slots <slots>', 'with --base-url: these slots, not the default ones', slotsValue)
      .option('--from-config', 'what the config says under webhooks')
      .optionsGroup('The rest:')
      .option('--add-capability <names>', 'switch on voice, rtc, messages, verify or vbc', capabilityValue)
      .option('--signed-callbacks <on|off>', 'for voice and rtc, or one: voice=off', signingValue)
      .option('--region <name>', 'where calls run: eu-west …, or none', regionValue)
      .option('--link-number <number>', 'lead a number here (repeatable)', numbersValue)
      .optionsGroup('How:')
      .option('-y, --yes', 'change it without asking')
      .option('--dry-run', 'show the difference, change nothing')
      .option('--check', 'the same, and exit 1 when there is one (default: against the config)')
      .option('--undo', 'bring back what the last change replaced; again: the one before')
      .option('--reachable', 'only when something answers at the new URLs’ hosts')
      .option('--take-over', 'also from somebody who listens right now')
      .option('--production', 'also when the config says production: true'),
  )
    .addHelpText(
      'after',
      `
Examples:
  vonage-flow app configure --set voice.answer=https://calls.example.com/answer
  vonage-flow app configure --base-url https://calls.example.com
  vonage-flow app configure --base-url https://new.example.com --keep-paths
  vonage-flow app configure --set rtc.event=https://… --add-capability rtc
  vonage-flow app configure --check           in CI: is it as the config says?
  vonage-flow app configure --undo

Slots: voice.answer, voice.event, voice.fallback, rtc.event, messages.inbound,
messages.status, verify.status. Everything that is not named stays as it is.
Exit codes: 0 done, or as it should be; 1 --check found a difference; 2 bad
usage, or nobody could be asked; 3 it could not be done, or undone in part.
`,
    )
    .action((id: string | undefined, flags: ConfigureFlags) => {
      run(async (world) => (await import('./app/configure.ts')).runConfigure(id, flags, world));
    });
};

const declareShow = (command: Commander, run: Run): void => {
  accountOptions(
    command
      .argument('[id]', 'the application (or VONAGE_APPLICATION_ID, or that of the config)')
      .usage('[options] [id]')
      .option('--private-key <file>', 'does it fit? (or VONAGE_PRIVATE_KEY)')
      .option('--no-probe', 'without asking the hosts of the URLs'),
  )
    .addHelpText(
      'after',
      `
Examples:
  vonage-flow app show
  vonage-flow app show --emulator       the one of the emulator that runs here
  vonage-flow app show --json | jq '.slots[] | select(.dead)'

Hosts are asked once each, never at a webhook’s own path. The private key is
compared here; it is not sent.
`,
    )
    .action((id: string | undefined, flags: ShowFlags) => {
      run(async (world) => (await import('./app/show.ts')).runShow(id, flags, world));
    });
};

const declareList = (command: Commander, run: Run): void => {
  accountOptions(command.usage('[options]')).action((flags: AccountFlags) => {
    run(async (world) => (await import('./app/list.ts')).runList(flags, world));
  });
};

const declareNumbers = (command: Commander, run: Run): void => {
  accountOptions(
    command.argument('[id]', 'only those linked to this application').usage('[options] [id]'),
  ).action((id: string | undefined, flags: AccountFlags) => {
    run(async (world) => (await import('./app/numbers.ts')).runNumbers(id, flags, world));
  });
};

const declareCreate = (command: Commander, run: Run): void => {
  accountOptions(
    command
      .argument('[name]', 'its name (default: that of the folder)')
      .usage('[options] [name]')
      .option('--voice', 'with voice; both, when neither is named')
      .option('--rtc', 'with RTC events')
      .option('--key-file <file>', 'for the private key (default: <name>.key); never written over')
      .option('--link-number <number>', 'lead a number to it (repeatable)', numbersValue)
      .option('-y, --yes', 'take numbers from other applications without asking')
      .option('--production', 'also when the config says production: true'),
  )
    .addHelpText(
      'after',
      `
Examples:
  vonage-flow app create
  vonage-flow app create "ivr dev" --voice --rtc --link-number 14155550100
  vonage-flow app create --link-number 14155550100 --yes

A number is taken from another application only when you say so.
The key pair is made here, and only the public key is sent. A config without an
application gets the id; its comments stay.
`,
    )
    .action((name: string | undefined, flags: CreateFlags) => {
      run(async (world) => (await import('./app/create.ts')).runCreate(name, flags, world));
    });
};

const declareRestore = (command: Commander, run: Run): void => {
  accountOptions(
    command
      .argument('[id]', 'only this application (default: all that are held)')
      .usage('[options] [id]')
      .option('--forget', 'forget what is held, and touch nothing'),
  )
    .addHelpText(
      'after',
      `
Examples:
  vonage-flow app restore
  vonage-flow app restore 2f1e8a3c-0000-4000-8000-000000000001

What somebody else changed meanwhile stays as it is. Exit codes: 0 all is given
back, 3 something could not be.
`,
    )
    .action((id: string | undefined, flags: RestoreFlags) => {
      run(async (world) => (await import('./app/restore.ts')).runRestore(id, flags, world));
    });
};
