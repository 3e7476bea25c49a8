import type { CommandModule } from '../command.ts';
import { TUNNEL_NAMES } from '../edge/config/config.ts';
import type { DoctorFlags } from './doctor/flags.ts';
import { baseUrlValue, listOf, oneOf, portValue, urlValue } from './option-values.ts';

/** `vonage-flow doctor`: declared here; what it looks at stands in `doctor/`. */
export const doctor: CommandModule = {
  name: 'doctor',
  summary: 'Check account, application, webhooks, tunnel and clock',
  declare: (command, run) => {
    command
      .usage('[options]')
      .option('-c, --config <file>', 'config file (default: the nearest)')
      .option('-a, --app <id>', 'application id (or VONAGE_APPLICATION_ID, or the config)')
      .option('--api-key <key>', 'API key (or VONAGE_API_KEY)')
      .option('--api-secret <secret>', 'API secret (better: VONAGE_API_SECRET)')
      .option('--private-key <file>', 'the application’s private key (or VONAGE_PRIVATE_KEY)')
      .option('--signature-secret <secret>', 'to check signatures (or VONAGE_SIGNATURE_SECRET)')
      .option('-e, --emulator [url]', 'the emulator that runs for this folder, or another', urlValue)
      .option('-p, --port <number>', 'the port that listen shall have', portValue)
      .option(
        '--tunnel <names>',
        'localtunnel (default), cloudflared, ngrok; or a list',
        listOf(oneOf(TUNNEL_NAMES)),
      )
      .option('--tunnel-host <url>', 'a localtunnel server of your own', baseUrlValue)
      .option('--public-url <url>', 'your own tunnel or host that leads here', baseUrlValue)
      .option('--json', 'as JSON')
      .addHelpText(
        'after',
        `
Examples:
  vonage-flow doctor
  vonage-flow doctor --emulator
  vonage-flow doctor --tunnel cloudflared
  vonage-flow doctor --json | jq '.checks[] | select(.verdict == "fault")'

It changes nothing, and prints no secret. The tunnel is opened for a moment,
asked for an answer of our own, and closed. Each line says what was looked at
and, behind ! and ✗, what to do.
Exit codes: 0 nothing is broken, 1 something is.
`,
      )
      .action((flags: DoctorFlags) => {
        run(async (world) => (await import('./doctor/run.ts')).runDoctor(flags, world));
      });
  },
};
