import type { TunnelKind } from '../../flow/notice.ts';
import type { World } from '../../world.ts';

/** A public address that leads to the listener. */
export interface Tunnel {
  readonly kind: TunnelKind;
  /** Without a slash at the end. */
  readonly url: string;
  /** What a provider that takes wishes can be asked for again, so that the address stays the same. */
  readonly name?: string | undefined;
  /** Ends the tunnel and resolves when its connections are gone. A second call does nothing. */
  close(): Promise<void>;
}

export type TunnelChoice =
  /** The listener's own loopback address: for an emulator on this machine. */
  | { readonly kind: 'none' }
  /** `host` is the control server's URL, when it is not the public one. */
  | { readonly kind: 'localtunnel'; readonly host?: string | undefined }
  /** A quick tunnel by the program that the user has installed. */
  | { readonly kind: 'cloudflared' }
  /** By the package that the user's project has installed. */
  | { readonly kind: 'ngrok' }
  /** Somebody's own tunnel leads here already. */
  | { readonly kind: 'public-url'; readonly url: string };

export interface TunnelOptions {
  /** The port on which the listener listens. */
  readonly port: number;
  readonly world: Pick<World, 'clock' | 'chance' | 'env' | 'platform' | 'homeDirectory' | 'secrets'>;
  /** The folder of the user's project, absolute. */
  readonly project: string;
  /** Hears, in words, that something looks wrong with the open tunnel: a look through it will tell. */
  readonly onDoubt: (words: string) => void;
  /** The name of a tunnel that was lost, to be had again. */
  readonly name?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}
