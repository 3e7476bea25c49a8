import type { CommandModule } from '../command.ts';
import type { UrlFlags } from './url/run.ts';

/** `vonage-flow url`: declared here; what it does stands in `url/`, loaded when it runs. */
export const url: CommandModule = {
  name: 'url',
  summary: 'Print a public address of the listen that runs',
  declare: (command, run) => {
    command
      .usage('[options] [name]')
      .argument('[name]', 'a slot (voice.event), an NCCO, or wss.<name>; without it the public address')
      .option('--json', 'all of them, as JSON')
      .addHelpText(
        'after',
        `
Examples:
  vonage-flow url                      https://….example.com
  vonage-flow url voice.event          where call events go
  vonage-flow url menu                 where the NCCO "menu" is served
  vonage-flow url wss.echo             the WebSocket that is built in
  vonage-flow url --json | jq -r '.slots["voice.answer"]'

A call that your own code makes names its answer_url and event_url itself, and
listen only sees those that lead to it. The same stands in
.vonage-flow/listen.json while listen runs, and in the environment of a command
that it starts: vonage-flow listen -- npm run dev
Exit codes: 0 found, 2 no such address, 3 no listen runs for this folder.`,
      )
      .action((name: string | undefined, flags: UrlFlags) => {
        run(async (world) => (await import('./url/run.ts')).runUrl(name, flags, world));
      });
  },
};
