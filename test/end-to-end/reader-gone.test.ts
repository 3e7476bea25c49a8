import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { journals, listenTo, putsTo, read, serverWith } from '../support/account.ts';
import { ODD_APPLICATIONS } from '../support/odd-applications.ts';
import { emptyPlace, type Listening } from '../support/whole-flow.ts';

const APPLICATION = ODD_APPLICATIONS.find(([oddity]) => oddity === 'all capabilities')![1];

/** The reader of stdout ends, as `head` does once it has its lines; the next line finds that out. */
const readerGoes = async (listen: Listening): Promise<void> => {
  listen.child.stdout?.destroy();
  await once(listen.child.stdout!, 'close');
  await fetch(`${listen.publicUrl}/event`, { method: 'POST', body: '{}' }).catch(() => undefined);
};

describe('listen whose reader has gone', () => {
  it('gives back, and ends as ever', async () => {
    const server = await serverWith(APPLICATION);
    const place = emptyPlace();
    const before = await read(server);
    const listen = await listenTo(server, place);
    expect(await read(server)).not.toEqual(before);
    await readerGoes(listen);
    expect(await listen.ended).toEqual({ code: 0, signal: null });
    expect({ application: await read(server), journals: journals(place) }).toEqual({
      application: before,
      journals: [],
    });
  });

  it('takes the signal that ended the reader for the same stop', async () => {
    const server = await serverWith(APPLICATION);
    const place = emptyPlace();
    const before = await read(server);
    const listen = await listenTo(server, place);
    // In the midst of giving back.
    server.onWrite = () => {
      server.onWrite = undefined;
      listen.child.kill('SIGHUP');
    };
    await readerGoes(listen);
    expect(await listen.ended).toEqual({ code: 0, signal: null });
    expect({ application: await read(server), puts: putsTo(server) }).toEqual({
      application: before,
      puts: 2,
    });
  });
});
