import { createRequire } from 'node:module';
import type { World } from '../../world.ts';
import type { PrivateFolder } from '../private-folder.ts';
import { openAuthority } from './authority.ts';
import { openConnectProxy } from './connect-proxy.ts';
import { dialAs } from './dial.ts';
import { noProxyBeside } from './no-proxy.ts';
import { REDIRECT_VARIABLE } from './redirect-variable.ts';
import { requireOption } from './require-option.ts';
import { extraBundle, trustedBundle } from './trusted.ts';

/** What sends a command, and all that it starts, to the emulator instead of to Vonage. */
export interface Redirect {
  /** To be added to the command's environment. */
  readonly env: Readonly<Record<string, string>>;
  close(): Promise<void>;
}

/**
 * Opens both ways: a preload for processes of Node, and a proxy for all others, with what they have to trust.
 *
 * @param base the environment that the command would have
 * @throws Failure when the project's folder cannot keep a certificate authority
 */
export const openRedirect = async (
  emulator: string,
  base: World['env'],
  folder: PrivateFolder,
  world: World,
): Promise<Redirect> => {
  const authority = await openAuthority(world.cwd, world.clock);
  const trusted = folder.write('trusted.pem', trustedBundle(base, authority.certificate));
  const extra = folder.write('extra.pem', extraBundle(base, authority.certificate));
  const proxy = await openConnectProxy({ emulator, authority, dial: dialAs(base) });
  const direct = noProxyBeside(base['no_proxy'] ?? base['NO_PROXY']);
  return {
    env: {
      [REDIRECT_VARIABLE]: emulator,
      NODE_OPTIONS: `${base['NODE_OPTIONS'] ?? ''} ${requireOption(preloadFile())}`.trim(),
      // Programs read the one or the other. Plain HTTP is left alone: Vonage's APIs are https, a user's server is not.
      HTTPS_PROXY: proxy.address,
      https_proxy: proxy.address,
      NO_PROXY: direct,
      no_proxy: direct,
      SSL_CERT_FILE: trusted,
      REQUESTS_CA_BUNDLE: trusted,
      CURL_CA_BUNDLE: trusted,
      NODE_EXTRA_CA_CERTS: extra,
    },
    close: () => proxy.close(),
  };
};

/** By the package's own name, which leads to dist from wherever this file runs. */
const preloadFile = (): string => createRequire(import.meta.url).resolve('vonage-flow/redirect');
