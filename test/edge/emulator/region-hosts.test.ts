import { request } from 'node:http';
import { expect, it } from 'vitest';
import { startEmulatorHost } from '../../../src/edge/emulator/host.ts';
import type { RunningEmulator } from '../../../src/edge/emulator/running-emulator.ts';
import { tokenFor } from '../../support/ask-api.ts';
import { fixedClock, startBackend } from '../../support/emulator-backend.ts';

/** Asks for a call as a client does whose hosts lead here (`--redirect`): with the name that it knows. */
const statusAt = (host: string, emulator: RunningEmulator, call: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    request(`${emulator.api}/v1/calls/${call}`, {
      headers: { host, authorization: `Bearer ${tokenFor(emulator)}` },
    })
      .on('response', (response) => resolve(response.resume().statusCode))
      .on('error', reject)
      .end();
  });

it.each([
  ['api-eu-3.vonage.com', 200],
  ['api-us-3.vonage.com', 404],
  ['api.nexmo.com', 200],
  ['127.0.0.1', 200],
])('an inbound call of eu-west is asked for at %s: %i', async (host, status) => {
  const backend = await startBackend(() => ({ body: [{ action: 'talk', text: 'Hello' }] }));
  const emulator = await startEmulatorHost({
    clock: fixedClock,
    seed: 'regions',
    speed: 'instant',
    numbers: ['442079460111'],
    users: [],
  });
  try {
    const { api, about } = emulator;
    const changed = await fetch(`${api}/v2/applications/${about.applicationId}`, {
      method: 'PUT',
      headers: {
        'content-type': 'application/json',
        authorization: `Basic ${Buffer.from(`${about.apiKey}:${about.apiSecret}`).toString('base64')}`,
      },
      body: JSON.stringify({
        name: 'regional',
        keys: { public_key: about.publicKey },
        capabilities: {
          voice: {
            region: 'eu-west',
            webhooks: { answer_url: { address: `${backend.url}/answer`, http_method: 'GET' } },
          },
        },
      }),
    });
    expect(changed.status).toBe(200);
    const { call } = await emulator.placeCall({ from: '447700900222', to: '442079460111', press: [] });
    expect(await statusAt(host, emulator, call)).toBe(status);
  } finally {
    await emulator.close();
    await backend.close();
  }
});
