// Runs where every host of Vonage leads to an emulator: pins the application to a region, lets the command place a call, and asks for it at the
// hosts of two regions with the SDK. Prints what came of it.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { Vonage } from '@vonage/server-sdk';

const [bin] = process.argv.slice(2);
// The command finds the emulator under the names of Vonage's hosts only.
const env = { ...process.env, VONAGE_API_HOST: '' };
const run = (...args) => execFileSync(process.execPath, [bin, ...args], { env, encoding: 'utf8' });

writeFileSync('parcel.json', '[{ "action": "talk", "text": "Hello" }]');
run('app', 'configure', '--region', 'eu-west', '--yes');
const call = ['call', '--real', '--to', '447700900123', '--ncco', 'parcel.json', '--yes', '--json'];
const lines = run(...call, '--event-url', 'https://example.com/')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line));
const { uuid } = lines[0];

const key = process.env.VONAGE_PRIVATE_KEY;
const privateKey = key.includes('-----') ? key : readFileSync(key, 'utf8');
const askAt = (apiHost) => {
  const { voice } = new Vonage({ applicationId: process.env.VONAGE_APPLICATION_ID, privateKey }, { apiHost });
  return voice.getCall(uuid).then(
    ({ status }) => status,
    ({ response }) => response.status,
  );
};
const found = {};
for (const host of ['api-eu-3.vonage.com', 'api-us-3.vonage.com'])
  found[host] = await askAt(`https://${host}`);
process.stdout.write(JSON.stringify({ last: lines.at(-1).status, found }));
