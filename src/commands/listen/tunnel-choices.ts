import { isLoopbackUrl } from '../../edge/is-loopback.ts';
import type { TunnelChoice } from '../../edge/tunnels/tunnel.ts';
import { badUsage } from '../../failure.ts';
import { servesRealCallers } from '../app/guards.ts';
import type { Run } from './run.ts';

interface TunnelWishes {
  readonly flags: Pick<Run['flags'], 'publicUrl' | 'tunnel'> & {
    readonly tunnelHost?: readonly string[] | undefined;
  };
  readonly config: { readonly [key in 'publicUrl' | 'tunnel']?: Run['config'][key] | undefined };
  readonly source: { readonly emulator: unknown };
}

/**
 * The ways in that may be tried, the first proven one wins. Flags beat the config. The emulator is on this machine and
 * needs no tunnel; it gets one only when that is asked for.
 */
export const tunnelChoices = ({ flags, config, source }: TunnelWishes): readonly TunnelChoice[] => {
  const publicUrl =
    flags.publicUrl ??
    (flags.tunnel === undefined && flags.tunnelHost === undefined ? config.publicUrl : undefined);
  if (publicUrl !== undefined) return [{ kind: 'public-url', url: publicUrl }];
  const wished = flags.tunnel ?? (flags.tunnelHost === undefined ? undefined : ['localtunnel' as const]);
  const kinds = wished ?? (source.emulator ? ['none' as const] : (config.tunnel ?? ['localtunnel' as const]));
  return kinds.flatMap((kind): readonly TunnelChoice[] =>
    kind === 'localtunnel' && flags.tunnelHost !== undefined
      ? flags.tunnelHost.map((host) => ({ kind, host }))
      : [{ kind }],
  );
};

/** Refuses a way in that would harm somebody; other ones of a list are tried then. */
export const refuseHarmful = (choice: TunnelChoice, run: Pick<Run, 'flags' | 'config' | 'source'>): void => {
  const { flags, config, source } = run;
  // Nobody calls an emulated application.
  if (source.emulator) return;
  if (choice.kind === 'none' && flags.configure && source.apiHost === undefined) throw notReachable();
  const { applicationId } = source;
  const isProduction =
    flags.configure && applicationId !== undefined && servesRealCallers(config, applicationId);
  if (choice.kind === 'localtunnel' && isProduction) throw tooPlain();
};

/** Vonage cannot reach this machine's own addresses: every call would fail while they stand in the application. */
const notReachable = () =>
  badUsage({
    what: 'Without a tunnel Vonage cannot reach this listener, so the application was left alone',
    why: 'Its calls would be sent to an address of this machine.',
    tryThis: [
      'name your own way in: --public-url https://…',
      'or leave the tunnel to us: drop --tunnel none (or `tunnel: none` in the config)',
      'or leave the application alone: --no-configure',
    ],
  });

/** A localtunnel for an application that the config marks `production: true`. */
export const tooPlain = () =>
  badUsage({
    what: 'The config marks this application as production, and localtunnel is not for real callers',
    why: "Between the tunnel's server and this machine webhooks are plain text, and whoever runs that server can read and change them.",
    tryThis: [
      'use a tunnel that is encrypted to the end: --tunnel cloudflared or --tunnel ngrok',
      'or your own: --public-url https://…',
      'or an application of your own for the development: --app <id>',
    ],
  });

/** What a person should know about a way in, once per run. */
export const remarkOn = (choice: TunnelChoice): string | undefined => {
  if (choice.kind !== 'localtunnel') return undefined;
  if (choice.host !== undefined && isLoopbackUrl(choice.host)) return undefined;
  return (
    "localtunnel: between the tunnel's server and this machine webhooks are plain text, and whoever runs that server " +
    'can read them. For more than trying out: --tunnel cloudflared, --tunnel ngrok or --public-url.'
  );
};
