import { badUsage } from '../../failure.ts';
import { oneLine } from '../one-line.ts';
import type { Tunnel, TunnelChoice, TunnelOptions } from './tunnel.ts';

/** Opens the chosen way from the outside to the listener. Fails within 15 s when it cannot be had. */
export const openTunnel = async (choice: TunnelChoice, options: TunnelOptions): Promise<Tunnel> => {
  switch (choice.kind) {
    case 'none':
      return { kind: 'none', url: `http://127.0.0.1:${options.port}`, close: async () => undefined };
    case 'public-url':
      return { kind: 'public-url', url: publicUrl(choice.url, '--public-url'), close: async () => undefined };
    case 'localtunnel': {
      const { openLocaltunnel } = await import('./localtunnel.ts');
      return openLocaltunnel(
        choice.host === undefined ? undefined : publicUrl(choice.host, '--tunnel-host'),
        options,
      );
    }
    case 'cloudflared': {
      const { openCloudflared } = await import('./cloudflared.ts');
      return openCloudflared(options);
    }
    case 'ngrok': {
      const { openNgrok } = await import('./ngrok.ts');
      return openNgrok(options);
    }
    default:
      return choice satisfies never;
  }
};

/** A URL to which paths can be added: http or https, without query, fragment or a password. */
const publicUrl = (text: string, flag: string): string => {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const isPlain =
    url !== undefined && /^https?:$/.test(url.protocol) && !url.search && !url.hash && !url.username;
  if (isPlain) return text.replace(/\/+$/, '');
  throw badUsage({
    what: `${flag} "${oneLine(text, 80)}" is not a URL that paths can be added to`,
    why: 'It has to begin with https:// or http://, and may have no query, no fragment and no password.',
    tryThis: `give it like this: ${flag} https://abc.example.com`,
  });
};
