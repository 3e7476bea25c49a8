import { newTrack, PeerConnection, SessionDescription } from './peer-connection.ts';

/**
 * Puts the objects of a browser where the SDK looks for them when a call begins (client-sdk.md §6): a microphone, a
 * connection, and something that plays. For session and chat it needs none.
 */
export const installMedia = (): void => {
  const place = (name: string, value: unknown): void => {
    // By definition, because Node's own `navigator` cannot be assigned to.
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  };
  place('navigator', { mediaDevices: { getUserMedia: async () => ({ getTracks: () => [newTrack()] }) } });
  place('RTCPeerConnection', PeerConnection);
  place('RTCSessionDescription', SessionDescription);
  place(
    'Audio',
    class {
      pause(): void {}
    },
  );
};
