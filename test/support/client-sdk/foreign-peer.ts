import { MediaStreamTrack, RTCPeerConnection, RTCRtpCodecParameters, RTCSessionDescription } from 'werift';

/**
 * A WebRTC peer that is not ours (werift), with the codec that we have: it knows what a browser knows, without one. Opus has
 * another number with it than with Chromium.
 */
export class ForeignPeer extends RTCPeerConnection {
  readonly #packets: Sound[] = [];
  #heardOne = (): void => {};

  constructor() {
    super({
      iceServers: [],
      iceUseIpv6: false,
      iceAdditionalHostAddresses: ['127.0.0.1'],
      codecs: {
        audio: [
          new RTCRtpCodecParameters({
            mimeType: 'audio/opus',
            clockRate: 48_000,
            channels: 2,
            payloadType: 96,
          }),
        ],
        video: [],
      },
    });
    // The track is there as soon as it is described.
    this.onTrack.subscribe((track) =>
      track.onReceiveRtp.subscribe(({ header, payload }) => {
        this.#packets.push({ payloadType: header.payloadType, payload: payload.toString('hex') });
        this.#heardOne();
      }),
    );
  }

  override get localDescription(): Description | null {
    const own = super.localDescription;
    return own && new Description(own);
  }

  /** What it calls itself in its checks. */
  get name(): string {
    return /^a=ice-ufrag:(\S+)/m.exec(this.localDescription?.sdp ?? '')?.[1] ?? '';
  }

  /** Resolves once it is connected. @throws when it has failed */
  connected(): Promise<void> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        if (this.connectionState === 'connected') resolve();
        else if (this.connectionState === 'failed') reject(new Error('the connection failed'));
      };
      this.connectionStateChange.subscribe(look);
      look();
    });
  }

  /** Resolves with the first packets of sound, once there are so many. */
  async heard(count: number): Promise<readonly Sound[]> {
    while (this.#packets.length < count)
      await new Promise<void>((resolve) => {
        this.#heardOne = resolve;
      });
    return this.#packets.slice(0, count);
  }
}

/** Made as a browser's is. */
class Description extends RTCSessionDescription {
  constructor({ type, sdp }: Pick<RTCSessionDescription, 'type' | 'sdp'>) {
    super(sdp, type);
  }
}

interface Sound {
  readonly payloadType: number;
  readonly payload: string;
}

/** It offers sound; `answer` makes the other side's description of its own. */
export const offerTo = async (answer: (sdp: string) => string): Promise<ForeignPeer> => {
  const peer = new ForeignPeer();
  peer.addTransceiver('audio');
  await peer.setLocalDescription(await peer.createOffer());
  await peer.setRemoteDescription({ type: 'answer', sdp: answer(peer.localDescription!.sdp) });
  return peer;
};

/** It takes an offer. */
export const acceptOffer = async (sdp: string): Promise<ForeignPeer> => {
  const peer = new ForeignPeer();
  await peer.setRemoteDescription({ type: 'offer', sdp });
  await peer.setLocalDescription(await peer.createAnswer());
  return peer;
};

/** Gives the Client SDK this peer, where `openClientApp` has put one that only plays a part. */
export const installForeignMedia = (): void => {
  const place = (name: string, value: unknown): void => {
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  };
  place('navigator', {
    mediaDevices: {
      getUserMedia: async () => ({ getTracks: () => [new MediaStreamTrack({ kind: 'audio' })] }),
    },
  });
  place('RTCPeerConnection', ForeignPeer);
  place('RTCSessionDescription', Description);
};
