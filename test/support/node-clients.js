// An application that knows nothing of an emulator: asks Vonage's hosts in every way that programs of Node do, and tells
// what each of them got, as JSON.
import { execFileSync } from 'node:child_process';
import http from 'node:http';
import https, { request as namedRequest } from 'node:https';
import { createRequire } from 'node:module';
import net from 'node:net';
import tls from 'node:tls';
import { Worker } from 'node:worker_threads';
import { Vonage } from '@vonage/server-sdk';
import { Agent, EnvHttpProxyAgent, Pool, setGlobalDispatcher, request as undiciRequest } from 'undici';

const require = createRequire(import.meta.url);
const { VONAGE_API_KEY: apiKey, VONAGE_API_SECRET: apiSecret } = process.env;
const headers = { authorization: `Basic ${btoa(`${apiKey}:${apiSecret}`)}` };
const NUMBERS = 'https://rest.nexmo.com/account/numbers';

const vonage = new Vonage({
  apiKey,
  apiSecret,
  applicationId: process.env.VONAGE_APPLICATION_ID,
  privateKey: process.env.VONAGE_PRIVATE_KEY,
});

/** Status and Host of a request by Node's own client. */
const asked = (ask) =>
  new Promise((resolve, reject) => {
    const request = ask((response) => {
      response.resume();
      response.on('end', () => resolve(`${response.statusCode} ${request.getHeader('host')}`));
    });
    request.on('error', reject);
    request.end();
  });

const agent = new https.Agent({ keepAlive: true });

const CLIENTS = {
  'https.request': () => asked((heard) => https.request(NUMBERS, { headers }, heard)),
  'a named import': () => asked((heard) => namedRequest(NUMBERS, { headers }, heard)),
  'a URL': () => asked((heard) => https.request(new URL(NUMBERS), { headers }, heard)),
  'require, options': () =>
    asked((heard) =>
      require('node:https').get({ host: 'rest.nexmo.com', path: '/account/numbers', headers }, heard),
    ),
  'hostname and port': () =>
    asked((heard) =>
      https.get({ hostname: 'REST.nexmo.com', port: 443, path: '/account/numbers', headers }, heard),
    ),
  'an agent, first': () => asked((heard) => https.get(NUMBERS, { headers, agent }, heard)),
  'an agent, again': () => asked((heard) => https.get(NUMBERS, { headers, agent }, heard)),
  'plain http': () => asked((heard) => http.get('http://rest.nexmo.com/account/numbers', { headers }, heard)),
  'a regional host': () =>
    asked((heard) => https.get('https://api-eu-3.vonage.com/account/numbers', { headers }, heard)),
  fetch: async () => {
    const response = await fetch(NUMBERS, { headers });
    return `${response.status} ${response.url}`;
  },
  'fetch with a Request': async () => {
    const request = new Request('https://api.nexmo.com/v2/applications', {
      method: 'POST',
      headers: { ...headers, 'content-type': 'application/json' },
      body: JSON.stringify({ name: 'made by fetch' }),
    });
    const response = await fetch(request);
    return `${response.status} ${(await response.json()).name}`;
  },
  'undici.request': async () => (await undiciRequest(NUMBERS, { headers })).statusCode,
  'undici.Pool': async () => {
    const pool = new Pool('https://rest.nexmo.com');
    const { statusCode } = await pool.request({ path: '/account/numbers', method: 'GET', headers });
    await pool.close();
    return statusCode;
  },
  'undici through the proxy': async () => {
    const dispatcher = new EnvHttpProxyAgent();
    const { statusCode } = await undiciRequest(NUMBERS, { headers, dispatcher });
    await dispatcher.close();
    return statusCode;
  },
  'a dispatcher of the app': async () => {
    setGlobalDispatcher(new Agent());
    return (await fetch(NUMBERS, { headers })).status;
  },
  'tls.connect(port, host)': () =>
    new Promise((resolve, reject) => {
      const socket = tls.connect(443, 'api.nexmo.com', {}, () => {
        resolve(socket.authorized);
        socket.destroy();
      });
      socket.on('error', reject);
    }),
  'net.connect(port, host)': () =>
    new Promise((resolve, reject) => {
      const socket = net.connect(80, 'api.nexmo.com', () => {
        resolve('connected');
        socket.destroy();
      });
      socket.on('error', reject);
    }),
  'the SDK, applications': async () => {
    const names = [];
    for await (const { name } of vonage.applications.listAllApplications()) names.push(name);
    return names;
  },
  'the SDK, a new application': async () =>
    (await vonage.applications.createApplication({ name: 'made by the SDK' })).name,
  'the SDK, numbers': async () =>
    (await vonage.numbers.getOwnedNumbers()).numbers.map(({ msisdn }) => msisdn),
  'a child of this process': async () =>
    execFileSync(process.execPath, ['-p', `fetch('${NUMBERS}').then((r) => console.log(r.status)), ''`], {
      encoding: 'utf8',
    }).trim(),
  'a worker': () =>
    new Promise((resolve, reject) => {
      const worker = new Worker(
        `fetch('${NUMBERS}').then((r) => require('node:worker_threads').parentPort.postMessage(r.status))`,
        { eval: true },
      );
      worker.once('message', resolve);
      worker.once('error', reject);
    }),
  'another host': () => asked((heard) => https.get('https://developer.vonage.com/', heard)),
  'another server': () =>
    new Promise((resolve, reject) => {
      const port = Number(process.env.OTHER_PORT);
      https
        .get({ host: '127.0.0.1', port, rejectUnauthorized: false }, (response) => {
          response.resume();
          resolve(`${response.statusCode} ${response.socket.getProtocol()}`);
        })
        .on('error', reject);
    }),
};

const results = {};
for (const [name, ask] of Object.entries(CLIENTS)) {
  results[name] = await ask().catch((error) => `${error.message}: ${error.cause?.message ?? ''}`);
}
console.log(JSON.stringify(results));
agent.destroy();
