import { installMedia } from './install-media.ts';
import type { PeerConnection } from './peer-connection.ts';
import { type Recorder, recordCallbacks } from './recorder.ts';
import { loadSdk, type VonageClient } from './sdk.ts';

export interface ClientAppOptions {
  /** `http://127.0.0.1:PORT`: where its HTTP calls go, and its socket as well. */
  readonly api: string;
  /** A user's JWT; without one the app is not logged in yet. */
  readonly token?: string;
  /** Another address for the socket than for HTTP. */
  readonly websocketUrl?: string;
  /** Takes up this session again. */
  readonly sessionId?: string;
  /** Named in complaints. */
  readonly name?: string;
  /** More configuration of the SDK. */
  readonly config?: Readonly<Record<string, unknown>>;
}

/** An app with the real SDK in it. */
export interface ClientApp extends Recorder {
  readonly client: VonageClient;
  /** What `createSession` gave; empty before there is a session. */
  readonly session: string;
  /** The connection of a call, to let something happen to it. */
  connection(callId: string): PeerConnection;
  /** Logs out, if there is a session, and stops waiting. */
  close(): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/**
 * Opens an app with the unmodified `@vonage/client-sdk`, media excepted, and logs in when there is a token. Any number of them
 * live in one process. `await using` closes it; then only timers of the SDK's are left, which nothing waits for.
 * @throws what `createSession` rejects with
 */
export const openClientApp = async (options: ClientAppOptions): Promise<ClientApp> => {
  installMedia();
  const { VonageClient } = await loadSdk();
  const { api, token, websocketUrl = api } = options;
  const client = new VonageClient({
    apiUrl: api,
    websocketUrl,
    // It would report to a host of its own.
    rtcStatsTelemetry: false,
    disableInternalLogger: true,
    ...options.config,
  });
  const recorder = recordCallbacks(client, options.name ?? 'the app');
  const session = token === undefined ? '' : await client.createSession(token, options.sessionId);
  const close = async (): Promise<void> => {
    recorder.close();
    // Rejects when there is no session (any more), which is as well.
    await client.deleteSession().catch(() => undefined);
  };
  return {
    ...recorder,
    client,
    session,
    connection: (callId) => {
      const connection = client.getPeerConnection(callId);
      if (!connection) throw new Error(`there is no connection for ${callId}`);
      // Installed above; the SDK hands back what it was given.
      return connection as PeerConnection;
    },
    close,
    [Symbol.asyncDispose]: close,
  };
};
