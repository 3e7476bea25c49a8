#!/usr/bin/env node
// Stands in for cloudflared: takes its arguments, prints what it prints (seen in 2026.8.2), and really forwards.
// CLOUDFLARED_STAND_IN says how it behaves.
'use strict';
const { appendFileSync } = require('node:fs');
const { join } = require('node:path');
const forward = require('./forward.cjs');

const mode = process.env.CLOUDFLARED_STAND_IN ?? 'works';
const say = (level, words) => process.stderr.write(`2026-03-01T09:30:00Z ${level} ${words}\n`);
const box = (lines) => {
  const longest = Math.max(...lines.map((line) => line.length));
  const edge = `+${'-'.repeat(longest + 4)}+`;
  return [edge, ...lines.map((line) => `|  ${line.padEnd(longest)}  |`), edge];
};
const fail = (words) => {
  process.stderr.write(`${words}\n`);
  process.exit(1);
};

const [command, ...rest] = process.argv.slice(2);
const target = rest[rest.indexOf('--url') + 1] ?? '';
if (command !== 'tunnel' || !rest.includes('--no-autoupdate') || !URL.canParse(target))
  fail(`odd arguments: ${process.argv.slice(2).join(' ')}`);
// For tests that end it from outside.
appendFileSync(join(__dirname, 'pids'), `${process.pid}\n`);

say(
  'INF',
  'Thank you for trying Cloudflare Tunnel. Doing so, without a Cloudflare account, is a quick way to experiment and try it out. However, be aware that these account-less Tunnels have no uptime guarantee, are subject to the Cloudflare Online Services Terms of Use (https://www.cloudflare.com/website-terms/), and Cloudflare reserves the right to investigate your use of Tunnels for violations of such terms. If you intend to use Tunnels in production you should use a pre-created named tunnel by following: https://developers.cloudflare.com/cloudflare-one/connections/connect-apps',
);
say('INF', 'Requesting new quick Tunnel on trycloudflare.com...');

const FAILURES = {
  'rate-limit': () => {
    say(
      'ERR',
      `Error unmarshaling QuickTunnel response: error code: 1015 error="invalid character 'e' looking for beginning of value" status_code="429 Too Many Requests"`,
    );
    fail("failed to unmarshal quick Tunnel: invalid character 'e' looking for beginning of value");
  },
  'old-rate-limit': () =>
    fail("failed to unmarshall quick Tunnel: invalid character 'e' looking for beginning of value"),
  'no-network': () =>
    fail(
      'failed to request quick Tunnel: Post "https://api.trycloudflare.com/tunnel": dial tcp: lookup api.trycloudflare.com on 127.0.0.11:53: no such host',
    ),
  'no-name': () => fail('failed to parse quick Tunnel ID: invalid UUID length: 0'),
  odd: () => fail('something \u001b[31mnew went wrong'),
  silent: () => setInterval(() => {}, 1000),
};

if (FAILURES[mode]) FAILURES[mode]();
else {
  forward(Number(new URL(target).port)).then(({ url, close }) => {
    for (const line of box([
      'Your quick Tunnel has been created! Visit it at (it may take some time to be reachable):',
      url,
    ]))
      say('INF', line);
    setTimeout(
      () =>
        say(
          'INF',
          'Registered tunnel connection connIndex=0 connection=6e2d7a4c-0000-4000-8000-000000000000 event=0 ip=127.0.0.1 location=xyz01 protocol=quic',
        ),
      20,
    );
    process.on('SIGTERM', () => {
      if (mode === 'stubborn') return;
      say('INF', 'Initiating graceful shutdown due to signal terminated ...');
      close();
      process.exit(0);
    });
  });
}
