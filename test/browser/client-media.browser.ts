import { randomBytes } from 'node:crypto';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { createClientMedia } from '../../src/edge/emulator/client/media/client-media.ts';
import { askApi } from '../support/ask-api.ts';
import { FAKE_MICROPHONE, testBrowser } from '../support/browser.ts';
import {
  type AppPlatform,
  CALLER,
  NUMBER,
  startAppPlatform,
  tokenOf,
} from '../support/client-sdk/app-platform.ts';
import { serveSdkPage } from '../support/client-sdk/browser-page.ts';
import { openProbe } from '../support/client-sdk/stun-probe.ts';
import { fixedClock } from '../support/emulator-backend.ts';

// The unmodified Client SDK in a real browser, with its own WebRTC: does a call's connection come about, both ways?

/** A machine, or a container, whose only interface is loopback is enough. */
const browser = testBrowser(FAKE_MICROPHONE, '--allow-loopback-in-peer-connection');

let site: Awaited<ReturnType<typeof serveSdkPage>>;
let platform: AppPlatform;
beforeAll(async () => {
  [site, platform] = await Promise.all([serveSdkPage(), startAppPlatform({ clock: fixedClock })]);
});
afterAll(async () => {
  await platform[Symbol.asyncDispose]();
  await site.close();
});

/** A page in which the user is logged in. */
const open = async (user: string): Promise<Page> => {
  const { page } = await browser.open(site.url, { permissions: ['microphone'] });
  const { api } = platform.emulator;
  await page.evaluate(`logIn(${JSON.stringify(api)}, ${JSON.stringify(platform.token(user))})`);
  return page;
};

/** How the connection of a call is, once something was heard over it. */
const connectionOf = async (page: Page, call: string): Promise<unknown> => {
  await page.waitForFunction(
    `client.getPeerConnection(${JSON.stringify(call)}).getStats().then((stats) =>
      [...stats.values()].some(({ type, packetsReceived }) => type === 'inbound-rtp' && packetsReceived > 2))`,
  );
  return page.evaluate(`(async () => {
    const connection = client.getPeerConnection(${JSON.stringify(call)});
    const stats = [...(await connection.getStats()).values()];
    const inbound = stats.find(({ type }) => type === 'inbound-rtp');
    const transport = stats.find(({ type }) => type === 'transport');
    return {
      state: connection.connectionState,
      lost: inbound.packetsLost,
      level: inbound.audioLevel,
      srtp: transport.srtpCipher,
    };
  })()`);
};

const CONNECTED = { state: 'connected', lost: 0, level: 0, srtp: 'SRTP_AES128_CM_HMAC_SHA1_80' };

it('calls out, is connected, hears nothing, hangs up', async () => {
  platform.ncco = [{ action: 'talk', text: 'Hello', loop: 0 }];
  const page = await open('alice');
  const call = String(await page.evaluate(`client.serverCall({ to: '${NUMBER}' })`));
  expect(await connectionOf(page, call)).toEqual(CONNECTED);
  await page.evaluate(`client.hangup('${call}')`);
  await page.waitForFunction('heard.length > 0');
  expect(await page.evaluate('heard')).toEqual([['callHangup', call, 'LOCAL_HANGUP']]);
});

it('takes a call, is connected, hears nothing, is hung up on', async () => {
  platform.ncco = [{ action: 'connect', endpoint: [{ type: 'app', user: 'alice' }] }];
  const page = await open('alice');
  const over = platform.call();
  await page.waitForFunction('heard.length > 0');
  const [[, call]] = (await page.evaluate('heard')) as [[string, string]];
  await page.evaluate(`client.answer('${call}')`);
  expect(await connectionOf(page, call)).toEqual(CONNECTED);
  const { leg } = (await platform.noticed(
    (event) => event.name === 'call-placed' && event.from === CALLER,
  )) as { leg: string };
  await askApi(
    platform.emulator,
    'PUT',
    `/v1/calls/${leg}`,
    { action: 'hangup' },
    {
      authorization: `Bearer ${tokenOf(platform)}`,
    },
  );
  await over;
  await page.waitForFunction('heard.length > 1');
  expect(await page.evaluate('heard')).toEqual([
    ['callInvite', call, CALLER, 'phone'],
    ['callHangup', call, 'REMOTE_HANGUP'],
  ]);
});

it('connects two hundred at once, and forgets them when they have closed', async () => {
  const media = createClientMedia({
    clock: fixedClock,
    chance: { hex: (bytes) => randomBytes(bytes).toString('hex') },
    failed: (error) => {
      throw error;
    },
  });
  onTestFinished(() => media.stop());
  await media.open();
  const answers: string[] = [];
  const { page } = await browser.open(site.url, { permissions: ['microphone'] });
  await page.exposeFunction('answerOf', (offer: string) => {
    const answer = media.answer(offer)!;
    answer.keepFor(`leg ${answers.length}`, 'end');
    answers.push(answer.sdp);
    return answer.sdp;
  });
  const names = await page.evaluate(`(async () => {
    const open = async () => {
      const connection = new RTCPeerConnection();
      // To encode the sound of a microphone for each would be work for the browser, not for us.
      connection.addTransceiver('audio', { direction: 'recvonly' });
      await connection.setLocalDescription(await connection.createOffer());
      const { sdp } = connection.localDescription;
      await connection.setRemoteDescription({ type: 'answer', sdp: await answerOf(sdp) });
      await new Promise((resolve, reject) => {
        connection.onconnectionstatechange = () => {
          if (connection.connectionState === 'connected') resolve();
          if (connection.connectionState === 'failed') reject(new Error('failed'));
        };
        connection.onconnectionstatechange();
      });
      return { connection, name: /^a=ice-ufrag:(\\S+)/m.exec(sdp)[1], answer: connection.remoteDescription.sdp };
    };
    window.opened = await Promise.all(Array.from({ length: 200 }, open));
    return opened.map(({ name, answer }) => ({ name, sdp: answer }));
  })()`);
  const sides = names as readonly { readonly name: string; readonly sdp: string }[];
  const areThere = (): Promise<readonly boolean[]> =>
    Promise.all(
      sides.map(async ({ name, sdp }) => {
        await using probe = await openProbe(name);
        return (await probe.answered(sdp, media.offer('another leg')!))[0]!;
      }),
    );
  expect(await areThere()).toEqual(sides.map(() => true));
  await page.evaluate('opened.forEach(({ connection }) => connection.close())');
  while ((await areThere()).includes(true));
});
