import { X509Certificate } from 'node:crypto';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, createServer, type SecureContext, type TLSSocket } from 'node:tls';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openAuthority } from '../../../src/edge/redirect/authority.ts';
import { newPlace } from '../../support/cli.ts';
import { fixedClock } from '../../support/emulator-backend.ts';

const DAY = 24 * 60 * 60 * 1000;
const NOW = fixedClock.now();
const laterBy = (days: number) => ({ ...fixedClock, now: () => NOW + days * DAY });

const project = (): { readonly folder: string; readonly file: string } => {
  const place = newPlace();
  onTestFinished(() => place.remove());
  return { folder: place.folder, file: join(place.folder, '.vonage-flow/redirect-ca.pem') };
};

/** Shakes hands with a server that shows the context; gives what the client thinks of it. */
const handshake = async (secureContext: SecureContext, host: string, ca: string) => {
  const server = createServer({ SNICallback: (_name, done) => done(null, secureContext) });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => void server.close());
  const { port } = server.address() as { port: number };
  return new Promise<string>((resolve) => {
    const socket: TLSSocket = connect({ host: '127.0.0.1', port, servername: host, ca }, () => {
      resolve('trusted');
      socket.destroy();
    });
    socket.on('error', (error: NodeJS.ErrnoException) => resolve(`${error.code} ${error.message}`));
  });
};

const NOW_CLOCK = { ...fixedClock, now: () => Date.now() };

describe('the authority of a project', () => {
  it('is made at first use, in a file that only its owner can read, and kept', async () => {
    const { folder, file } = project();
    const { certificate } = await openAuthority(folder, fixedClock);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, '.vonage-flow')).mode & 0o777).toBe(0o700);
    expect(readFileSync(join(folder, '.vonage-flow/.gitignore'), 'utf8')).toBe('*\n');
    expect(readFileSync(file, 'utf8')).toContain(certificate);
    expect((await openAuthority(folder, laterBy(300))).certificate).toBe(certificate);
  });

  it('is one for each project', async () => {
    const certificates = await Promise.all(
      [project(), project()].map(async ({ folder }) => (await openAuthority(folder, fixedClock)).certificate),
    );
    expect(new Set(certificates).size).toBe(2);
  });

  it.each([
    ['would end soon', laterBy(340), undefined],
    ['begins later, since the clock was put back', laterBy(-3), undefined],
    ['is half a file', fixedClock, '-----BEGIN PRIVATE KEY-----\nMIG'],
    ['is something else', fixedClock, 'hello'],
  ])('is replaced when it %s', async (_name, clock, text) => {
    const { folder, file } = project();
    const { certificate } = await openAuthority(folder, fixedClock);
    if (text !== undefined) writeFileSync(file, text);
    const next = await openAuthority(folder, clock);
    expect(next.certificate).not.toBe(certificate);
    const { validFrom, validTo } = new X509Certificate(next.certificate);
    expect(Date.parse(validFrom)).toBeLessThan(clock.now());
    expect(Date.parse(validTo)).toBeGreaterThan(clock.now() + 360 * DAY);
    expect(readFileSync(file, 'utf8')).toContain(next.certificate);
  });

  it('says what is wrong when it cannot be kept', async () => {
    const { folder } = project();
    writeFileSync(join(folder, '.vonage-flow'), 'a file where the folder should be');
    await expect(openAuthority(folder, fixedClock)).rejects.toMatchObject({
      what: `The certificate authority for --redirect could not be kept in ${join(folder, '.vonage-flow/redirect-ca.pem')}`,
      tryThis: ['make the folder writable', 'or do without --redirect'],
    });
  });

  it('speaks for Vonage’s hosts, to those who trust it', async () => {
    const authority = await openAuthority(project().folder, NOW_CLOCK);
    const context = await authority.contextFor('api.nexmo.com');
    expect(await handshake(context, 'api.nexmo.com', authority.certificate)).toBe('trusted');
    expect(await handshake(context, 'rest.nexmo.com', authority.certificate)).toMatch(
      /^ERR_TLS_CERT_ALTNAME_INVALID /,
    );
    const other = await openAuthority(project().folder, NOW_CLOCK);
    expect(await handshake(context, 'api.nexmo.com', other.certificate)).not.toBe('trusted');
  });

  it('can speak for no other host, whoever has its key', async () => {
    const authority = await openAuthority(project().folder, NOW_CLOCK);
    const context = await authority.contextFor('example.com');
    expect(await handshake(context, 'example.com', authority.certificate)).toContain(
      'permitted subtree violation',
    );
  });

  it('makes one certificate a host', async () => {
    const authority = await openAuthority(project().folder, fixedClock);
    const [first, again, other] = await Promise.all(
      ['api.nexmo.com', 'api.nexmo.com', 'rest.nexmo.com'].map((host) => authority.contextFor(host)),
    );
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });
});
