import { describe, expect, it } from 'vitest';
import { openApplications } from '../../../src/edge/applications.ts';
import { startEmulator, type TestApplication } from '../../../src/edge/emulator/start-emulator.ts';
import { checkApplication } from '../../../src/emulator/rest/check-application.ts';
import type { JsonObject } from '../../../src/vonage/json.ts';
import { startBackend } from '../../support/emulator-backend.ts';
import { ODD_APPLICATIONS } from '../../support/odd-applications.ts';
import { basic } from '../../support/read-application.ts';

/** Two products of one company: a hotline and a shop, each with its server. */
const SAYS: Readonly<Record<string, string>> = {
  '/hotline': 'This is the hotline',
  '/shop': 'This is the shop',
};

const twoProducts = async () => {
  const server = await startBackend(({ path }) =>
    SAYS[path] === undefined ? { status: 204 } : { body: [{ action: 'talk', text: SAYS[path] }] },
  );
  const emulator = await startEmulator({
    seed: 'products',
    applications: [
      {
        name: 'hotline',
        answerUrl: `${server.url}/hotline`,
        eventUrl: `${server.url}/event`,
        users: ['alice'],
      },
      {
        id: '22222222-2222-4222-8222-222222222222',
        name: 'shop',
        capabilities: {
          voice: { webhooks: { answer_url: { address: `${server.url}/shop`, http_method: 'POST' } } },
        },
        numbers: ['447700900222', '447700900333'],
        users: ['bob'],
      },
    ],
  });
  return { server, emulator };
};

describe('applications of startEmulator', () => {
  it('leads the numbers and users of each to its own server', async () => {
    const { emulator } = await twoProducts();
    expect((await emulator.call()).said).toEqual(['This is the hotline']);
    expect((await emulator.call({ to: '447700900333' })).said).toEqual(['This is the shop']);
    expect((await emulator.call({ as: 'bob', to: '447700900999' })).said).toEqual(['This is the shop']);
    expect(emulator.applications).toMatchObject([
      { name: 'hotline', numbers: ['14155550100'], users: ['alice'] },
      { name: 'shop', numbers: ['447700900222', '447700900333'], users: ['bob'] },
    ]);
    await emulator.close();
  });

  it('tells each what it is: id and key in its environment, the id in its signatures', async () => {
    const { server, emulator } = await twoProducts();
    await emulator.call({ to: '447700900222' });
    const [hotline, shop] = emulator.applications;
    expect(shop!.id).toBe('22222222-2222-4222-8222-222222222222');
    expect(shop!.env).toMatchObject({
      VONAGE_APPLICATION_ID: shop!.id,
      VONAGE_API_KEY: emulator.env.VONAGE_API_KEY,
    });
    expect(shop!.env.VONAGE_PRIVATE_KEY).not.toBe(hotline!.env.VONAGE_PRIVATE_KEY);
    expect(hotline!.env).toEqual(emulator.env);
    const token = server.heard.find(({ path }) => path === '/shop')!.headers['authorization']!.split('.')[1]!;
    expect(JSON.parse(Buffer.from(token, 'base64url').toString())).toMatchObject({
      application_id: shop!.id,
    });
    await emulator.close();
  });

  it('gives the same ids for the same seed', async () => {
    const ids = async () => {
      await using emulator = await startEmulator({ seed: '7', applications: [{}, {}] });
      return emulator.applications.map(({ id }) => id);
    };
    const first = await ids();
    expect(new Set(first).size).toBe(2);
    expect(await ids()).toEqual(first);
  });

  it('takes back what it gave, byte for byte, by the unmodified SDK', async () => {
    // Some of them no platform can hold: their webhooks are texts.
    const odd = ODD_APPLICATIONS.filter(([, application]) => checkApplication(application).length === 0);
    const applications = odd.map(([, application]) => application as TestApplication);
    await using emulator = await startEmulator({ applications });
    const account = { apiKey: emulator.env.VONAGE_API_KEY, apiSecret: emulator.env.VONAGE_API_SECRET };
    const api = openApplications({ ...account, apiHost: emulator.api });
    const textOf = async (id: string): Promise<string> =>
      (
        await fetch(`${emulator.api}/v2/applications/${id}`, { headers: { authorization: basic(account) } })
      ).text();
    for (const [oddity, given] of odd) {
      const id = String(given['id']);
      const before = await textOf(id);
      expect(JSON.parse(before), oddity).toMatchObject(given);
      await api.write(await api.read(id));
      expect(await textOf(id), oddity).toBe(before);
    }
  });

  it.each<[mistake: string, applications: readonly JsonObject[], message: string]>([
    [
      'a slip',
      [{ anserUrl: 'http://127.0.0.1:1' }],
      'applications[0] has no field "anserUrl": did you mean "answerUrl"?',
    ],
    [
      'a method that no webhook has',
      [
        {},
        {
          capabilities: {
            voice: { webhooks: { answer_url: { address: 'http://a.example', http_method: 'PUT' } } },
          },
        },
      ],
      'applications[1]: capabilities.voice.webhooks.answer_url.http_method must be one of: GET, POST',
    ],
    ['one id twice', [{ id: 'a' }, { id: 'a' }], 'two applications have the id a'],
    [
      'one number twice',
      [{ numbers: ['14155550100'] }, { numbers: ['14155550100'] }],
      'two applications have the number 14155550100',
    ],
    [
      'a key that is none',
      [{ keys: { private_key: 'secret' } }],
      'applications[0]: keys.private_key is no PEM that can be read',
    ],
  ])('refuses %s', async (_mistake, applications, message) => {
    await expect(startEmulator({ applications })).rejects.toThrow(message);
  });

  it('refuses a URL that could be of any of them', async () => {
    await expect(startEmulator({ applications: [{}], answerUrl: 'http://127.0.0.1:1' })).rejects.toThrow(
      'answerUrl stands beside applications: write it into the one that it belongs to',
    );
  });
});
