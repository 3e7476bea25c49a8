// `npm start`: the example IVR on the emulator, with one call placed by itself. At a terminal it stays, so that you can
// place more (key c); elsewhere it ends with the call.
const stays = process.stdin.isTTY && process.stdout.isTTY;
process.argv.splice(
  2,
  0,
  'listen',
  '--emulator',
  ...['--config', 'examples/ivr/vonage-flow.config.yaml'],
  ...['--call', '--press', '1'],
  ...(stays ? [] : ['--once']),
);
await import('../bin/vonage-flow.js');
