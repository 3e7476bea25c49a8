import type { Clock } from '../../world.ts';

/** A public address that leads to the listener. */
export interface Tunnel {
  readonly kind: 'none' | 'localtunnel' | 'public-url';
  /** Without a slash at the end. */
  readonly url: string;
  /** Ends the tunnel and resolves when its connections are gone. A second call does nothing. */
  close(): Promise<void>;
}

export type TunnelChoice =
  /** The listener's own loopback address: for an emulator on this machine. */
  | { readonly kind: 'none' }
  /** `host` is the control server's URL, when it is not the public one. */
  | { readonly kind: 'localtunnel'; readonly host?: string | undefined }
  /** Somebody's own tunnel leads here already. */
  | { readonly kind: 'public-url'; readonly url: string };

export interface TunnelOptions {
  /** The port on which the listener listens. */
  readonly port: number;
  readonly world: { readonly clock: Clock };
  /** Hears what goes wrong while the tunnel is open, and what to do. */
  readonly onTrouble: (words: string, tryThis: string) => void;
  readonly signal?: AbortSignal | undefined;
}
