import { expect, it, vi } from 'vitest';
import type { Failure } from '../../../../../src/failure.ts';
import { NUMBER, startAppPlatform } from '../../../../support/client-sdk/app-platform.ts';

/** As a sandbox does that lets no program listen on UDP. */
vi.mock('node:dgram', async (load) => {
  const { createSocket, ...dgram } = await load<typeof import('node:dgram')>();
  return {
    ...dgram,
    createSocket: (...options: Parameters<typeof createSocket>) => {
      const socket = createSocket(...options);
      socket.bind = () => {
        socket.emit('error', new Error('bind EPERM 127.0.0.1'));
        return socket;
      };
      return socket;
    },
  };
});

it('is said once, and apps log in and call with a description that leads nowhere', async () => {
  const said: Failure[] = [];
  await using platform = await startAppPlatform({ mediaFailed: (error) => said.push(error as Failure) });
  platform.ncco = [{ action: 'talk', text: 'Hello' }];
  const alice = await platform.open('alice');
  await platform.open('bob');
  const call = await alice.client.serverCall({ to: NUMBER });
  expect(alice.connection(call).remoteDescription?.sdp).toContain('a=ice-ufrag:none');
  expect(said.map(({ what, why, tryThis }) => ({ what, why, tryThis }))).toEqual([
    {
      what: 'Calls of apps have no media: a browser will not connect them',
      why: 'No UDP socket can be opened on 127.0.0.1: bind EPERM 127.0.0.1',
      tryThis: ['let this program open one, and start it again; signalling goes on without'],
    },
  ]);
});
