import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  type ClientMedia,
  createClientMedia,
} from '../../../../../src/edge/emulator/client/media/client-media.ts';
import { encodeMessage } from '../../../../../src/edge/emulator/client/media/dtls/handshake-inbox.ts';
import {
  encodeRecord,
  HANDSHAKE,
  placeOf,
} from '../../../../../src/edge/emulator/client/media/dtls/record.ts';
import { numberIn, vectorOf } from '../../../../../src/edge/emulator/client/media/wire.ts';
import type { Clock } from '../../../../../src/world.ts';
import { helloWith } from '../../../../support/client-sdk/dtls-client.ts';
import { acceptOffer, offerTo } from '../../../../support/client-sdk/foreign-peer.ts';
import { openLossyPath, type Passing } from '../../../../support/client-sdk/lossy-path.ts';
import { openProbe, type Probe } from '../../../../support/client-sdk/stun-probe.ts';
import { fixedClock } from '../../../../support/emulator-backend.ts';
import { steppedClock } from '../../../../support/stepped-clock.ts';

// Real UDP on loopback, and at its other end a WebRTC peer that is not ours, or somebody who sends what he likes.

const SILENCE = 'f8fffe';
const CHANCE = { hex: (bytes: number): string => randomBytes(bytes).toString('hex') };

const openMedia = async (clock: Clock = fixedClock): Promise<ClientMedia> => {
  const media = createClientMedia({
    clock,
    chance: CHANCE,
    failed: (error) => {
      throw error;
    },
  });
  await media.open();
  onTestFinished(() => media.stop());
  return media;
};

const probe = async (name?: string): Promise<Probe> => {
  const opened = await openProbe(name);
  onTestFinished(() => opened[Symbol.asyncDispose]());
  return opened;
};

/** As the Client SDK makes one. */
const OFFER = [
  'v=0',
  'o=- 1 2 IN IP4 127.0.0.1',
  's=-',
  't=0 0',
  'm=audio 9 UDP/TLS/RTP/SAVPF 111',
  'a=mid:0',
  'a=rtpmap:111 opus/48000/2',
  '',
].join('\r\n');

const answerFor = (
  media: ClientMedia,
  leg: string,
  until: 'knock' | 'end' = 'knock',
  offer = OFFER,
): string => {
  const answer = media.answer(offer)!;
  answer.keepFor(leg, until);
  return answer.sdp;
};

describe('a peer that is not ours', () => {
  it('offers, is connected, and hears silence under the number that it has for Opus', async () => {
    const media = await openMedia();
    const peer = await offerTo((offer) => answerFor(media, 'leg', 'knock', offer));
    await peer.connected();
    expect(await peer.heard(2)).toEqual(Array(2).fill({ payloadType: 96, payload: SILENCE }));
    await peer.close();
  });

  it('takes an offer, is connected, and hears silence', async () => {
    const media = await openMedia();
    const peer = await acceptOffer(media.offer('leg')!);
    await peer.connected();
    expect(await peer.heard(2)).toEqual(Array(2).fill({ payloadType: 111, payload: SILENCE }));
    await peer.close();
  });

  it('has the call alone, once it is connected, of all who were told of it', async () => {
    const media = await openMedia();
    const sdp = media.offer('leg')!;
    const one = await probe();
    const other = media.offer('other')!;
    expect(await one.answered(sdp, other)).toEqual([true, true]);
    const peer = await acceptOffer(sdp);
    await peer.connected();
    expect(await one.answered(sdp, other)).toEqual([false, true]);
    await peer.close();
  });

  it('whose handshake leads nowhere has no endpoint any more', async () => {
    const media = await openMedia();
    const [sdp, other] = [media.offer('leg')!, media.offer('other')!];
    const one = await probe();
    expect(await one.answered(other, sdp)).toEqual([true, true]);
    one.send(encodeRecord(HANDSHAKE, placeOf(0, 1), encodeMessage(1, 0, helloWith())), sdp);
    expect(await one.answered(sdp, other)).toEqual([false, true]);
  });

  it('is known by eight addresses, and by the one that it goes on checking among them', async () => {
    const media = await openMedia();
    const [sdp, other] = [media.offer('leg')!, media.offer('other')!];
    const [used, unused, ...more] = await Promise.all(Array.from({ length: 9 }, () => probe()));
    for (const one of [used!, unused!, ...more.slice(0, -1), used!, more.at(-1)!])
      expect(await one.answered(sdp)).toEqual([true]);
    const wrong = encodeRecord(HANDSHAKE, placeOf(0, 1), encodeMessage(1, 0, helloWith()));
    // What comes from an address that is not known is read by nobody.
    for (const [one, isEnded] of [
      [unused!, false],
      [used!, true],
    ] as const) {
      one.send(wrong, sdp);
      expect(await one.answered(other)).toEqual([true]);
      expect(await more[0]!.answered(sdp, other)).toEqual([!isEnded, true]);
    }
  });

  it('that proves itself by another password gets no answer', async () => {
    const media = await openMedia();
    const sdp = media.offer('leg')!;
    const one = await probe();
    const wrong = sdp.replace(/^a=ice-pwd:.*$/m, `a=ice-pwd:${'0'.repeat(32)}`);
    expect(await one.answered(wrong, sdp)).toEqual([false, true]);
  });
});

describe('on a bad path', () => {
  /** The handshake has two datagrams in each direction: the client's hello and its key, our hello and our finish. */
  it.each<[lost: string, isLost: (passing: Passing) => boolean]>([
    ['its hello', ({ isDtls, way, number }) => isDtls && way === 'to us' && number === 1],
    ['our hello', ({ isDtls, way, number }) => isDtls && way === 'to the app' && number === 1],
    ['its key', ({ isDtls, way, number }) => isDtls && way === 'to us' && number === 2],
    ['our finish', ({ isDtls, way, number }) => isDtls && way === 'to the app' && number === 2],
    ['one of three', ({ number }) => number % 3 === 0],
  ])('it is connected also when %s is lost', async (_lost, isLost) => {
    const media = await openMedia();
    await using path = await openLossyPath(isLost);
    const peer = await offerTo((offer) => path.over(answerFor(media, 'leg', 'knock', offer)));
    await peer.connected();
    expect(await peer.heard(1)).toHaveLength(1);
    await peer.close();
  });
});

describe('an endpoint lives', () => {
  /** What is answered of these, and of one that always is. */
  const alive = async (media: ClientMedia, ...descriptions: readonly string[]): Promise<readonly boolean[]> =>
    (await (await probe()).answered(...descriptions, media.offer('another leg')!)).slice(0, -1);

  it('from its offer to the end of its leg, and is offered in the same words all the time', async () => {
    const media = await openMedia();
    const sdp = media.offer('leg')!;
    expect(media.offer('leg')).toBe(sdp);
    expect(await alive(media, sdp)).toEqual([true]);
    media.close('leg');
    expect(await alive(media, sdp)).toEqual([false]);
    expect(media.offer('leg')).not.toBe(sdp);
  });

  it('no longer than the request whose offer it answers, when that is refused', async () => {
    const media = await openMedia();
    const answer = media.answer(OFFER)!;
    answer.drop();
    expect(await alive(media, answer.sdp)).toEqual([false]);
  });

  it('until another takes its place', async () => {
    const media = await openMedia();
    const before = answerFor(media, 'leg');
    const after = answerFor(media, 'leg', 'end');
    expect(await alive(media, before, after)).toEqual([false, true]);
  });

  it('for a minute without a knock, and with one as long as the leg', async () => {
    const clock = steppedClock();
    const media = await openMedia(clock);
    const silent = answerFor(media, 'silent');
    const knocked = answerFor(media, 'knocked');
    const anew = answerFor(media, 'anew', 'end');
    media.claim('knocked');
    await clock.pass(59_000);
    const later = answerFor(media, 'later');
    expect(await alive(media, silent, knocked, anew, later)).toEqual([true, true, true, true]);
    await clock.pass(1000);
    answerFor(media, 'the next one');
    expect(await alive(media, silent, knocked, anew, later)).toEqual([false, true, true, true]);
  });

  it('not at all when a thousand others wait for their knock', async () => {
    const media = await openMedia();
    const first = answerFor(media, 'first');
    const second = answerFor(media, 'second');
    for (let count = 0; count < 999; count += 1) answerFor(media, `leg ${count}`);
    expect(await alive(media, first, second)).toEqual([false, true]);
  });

  it('until all is stopped, and there is none before it was opened', async () => {
    const media = createClientMedia({ clock: fixedClock, chance: CHANCE, failed: () => {} });
    expect([media.offer('leg'), media.answer(OFFER)]).toEqual([undefined, undefined]);
    await media.open();
    expect(media.offer('leg')).toContain('m=audio');
    media.stop();
    expect([media.offer('leg'), media.answer(OFFER)]).toEqual([undefined, undefined]);
  });
});

it('answers no offer that is none', async () => {
  const media = await openMedia();
  expect(media.answer('hello')).toBeUndefined();
});

describe('whatever is sent', () => {
  const bytes = (most: number): fc.Arbitrary<Buffer> =>
    fc.uint8Array({ maxLength: most }).map((some) => Buffer.from(some));
  const handshake = fc
    .tuple(fc.constantFrom(1, 11, 16, 20), fc.nat(300), fc.nat(5), fc.nat(300), bytes(300))
    .map(([type, length, sequence, offset, part]) =>
      Buffer.concat([
        numberIn(1, type),
        numberIn(3, length),
        numberIn(2, sequence),
        numberIn(3, offset),
        vectorOf(3, part),
      ]),
    );
  const record = fc
    .tuple(fc.constantFrom(20, 21, 22, 23), fc.nat(2), fc.nat(9), fc.oneof(handshake, bytes(100)))
    .map(([type, epoch, sequence, body]) => encodeRecord(type, placeOf(epoch, sequence), body));
  const check = fc
    .tuple(bytes(100), fc.constantFrom('2112a442', '00000000'))
    .map(([body, cookie]) =>
      Buffer.concat([numberIn(2, 1), numberIn(2, body.length), Buffer.from(cookie, 'hex'), body]),
    );
  const datagram = fc.oneof(record, check, bytes(200));

  it('to an endpoint, also by who has its password, the others go on', async () => {
    const media = await openMedia();
    const one = await probe();
    let legs = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(datagram, { minLength: 1, maxLength: 200 }), async (datagrams) => {
        legs += 1;
        const sdp = media.offer(`leg ${legs}`)!;
        // From here on what comes from this address is read as DTLS.
        await one.answered(sdp);
        for (const some of datagrams) one.send(some, sdp);
        expect(await one.answered(media.offer('another leg')!)).toEqual([true]);
      }),
      { numRuns: 50 },
    );
  });
});
