import { oneLine } from '../one-line.ts';

export interface CloudflaredWords {
  readonly why: string;
  readonly tryThis: readonly string[];
}

const OTHER_WAYS = ['use another tunnel: --tunnel localtunnel or ngrok, or your own: --public-url <url>'];

/** What cloudflared prints when a quick tunnel cannot be had, the surest sign first (tunnel/quick_tunnel.go; cloudflared issues 972, 555). */
const REASONS: readonly (readonly [sign: RegExp, words: CloudflaredWords])[] = [
  [
    /429 Too Many Requests|error code: 1015/,
    {
      why: 'Cloudflare limits how many quick tunnels an address may open, and this one has had its share (429)',
      tryThis: ['wait some minutes, and start again', ...OTHER_WAYS],
    },
  ],
  [
    // Older versions say no more of a rate limit than that a page was no JSON.
    /failed to unmarshall? quick Tunnel/i,
    {
      why: 'Cloudflare answered with a page instead of a tunnel: too many quick tunnels were opened here, or its service is out of order',
      tryThis: ['wait some minutes, and start again', ...OTHER_WAYS],
    },
  ],
  [
    /failed to parse quick Tunnel ID/i,
    {
      why: 'Cloudflare gave a tunnel without a name: its service for quick tunnels is out of order',
      tryThis: ['try again later; https://www.cloudflarestatus.com tells more', ...OTHER_WAYS],
    },
  ],
  [
    /failed to request quick Tunnel/i,
    {
      why: 'api.trycloudflare.com could not be asked: no network, or a firewall in between',
      tryThis: ['see whether https://api.trycloudflare.com can be reached from here', ...OTHER_WAYS],
    },
  ],
];

/** The meaning of the last lines of a cloudflared that ended, or that never named its address. */
export const whyCloudflaredEnded = (lines: readonly string[]): CloudflaredWords => {
  const text = lines.join('\n');
  const known = REASONS.find(([sign]) => sign.test(text));
  if (known) return known[1];
  const last = lines.filter((line) => line.trim() !== '').at(-1);
  return {
    why: last === undefined ? 'it said nothing' : `its last words were "${oneLine(last, 200)}"`,
    tryThis: ['see what it says by itself: cloudflared tunnel --url http://localhost:4747', ...OTHER_WAYS],
  };
};
