import type { Command as Commander } from 'commander';
import type { CommandModule, Work } from '../command.ts';
import { urlValue } from './option-values.ts';
import type { TokenFlags } from './users/flags.ts';
import { tokenLifeValue } from './users/token-life-value.ts';

/** `vonage-flow users …`: declared here; what the verbs do stands in `users/`. */
export const users: CommandModule = {
  name: 'users',
  summary: 'Make a token for a Client SDK user',
  declare: (command, run) => {
    declareToken(command.command('token').description('Print a JWT with which a user’s app can log in'), run);
  },
};

const declareToken = (command: Commander, run: (work: Work) => void): void => {
  command
    .argument('<name>', 'the name of the user, not its id')
    .usage('[options] <name>')
    .option('--ttl <time>', 'how long it is good for: 1h (default), 15m, 24h at most', tokenLifeValue)
    .option(
      '-e, --emulator [url]',
      'of the emulator that runs for this folder, or of a running one',
      urlValue,
    )
    .option('-a, --app <id>', 'application id (or VONAGE_APPLICATION_ID, or the config)')
    .option('--private-key <file>', 'the application’s private key (or VONAGE_PRIVATE_KEY)')
    .option('-c, --config <file>', 'config file (default: the nearest)')
    .option('--json', 'the token and what is in it, as JSON')
    .addHelpText(
      'after',
      `
Examples:
  vonage-flow users token alice --emulator
  vonage-flow users token alice --ttl 24h | pbcopy
  vonage-flow users token alice --json | jq -r .token

The token is made on this machine and sent nowhere. It is worth as much as a
password: whoever has it is that user until it ends.
`,
    )
    .action((name: string, flags: TokenFlags) => {
      run(async (world) => (await import('./users/token.ts')).runToken(name, flags, world));
    });
};
