import type { CommandModule } from '../command.ts';
import { SHELLS } from './completion/shells.ts';
import { oneOf } from './option-values.ts';

/** `vonage-flow completion`: declared here; the scripts and what they ask stand in `completion/`. */
export const completion: CommandModule = {
  name: 'completion',
  summary: 'Print the completion script of a shell',
  declare: (command, run) => {
    command
      .argument('<shell>', 'bash, zsh, fish or powershell', oneOf(SHELLS))
      .usage('[options] <shell>')
      .addHelpText(
        'after',
        `
Install it, in a line of the file that your shell reads at its start:
  bash  ~/.bashrc                   eval "$(vonage-flow completion bash)"
  zsh   ~/.zshrc, behind compinit   eval "$(vonage-flow completion zsh)"
  fish  ~/.config/fish/config.fish  vonage-flow completion fish | source
  PowerShell, $PROFILE:
    vonage-flow completion powershell | Out-String | Invoke-Expression

The script asks vonage-flow itself, so that it is never out of date: commands,
options and their values, NCCOs and users of the nearest config, scenario files,
and the applications that are known on this machine. Nothing is asked of Vonage.
`,
      )
      .action((shell: (typeof SHELLS)[number]) => {
        run(async (world) => (await import('./completion/run.ts')).runCompletion(shell, world));
      });
  },
};
