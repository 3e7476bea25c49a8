import { askDate } from '../../../edge/doctor/ask-date.ts';
import { serveProof } from '../../../edge/doctor/serve-proof.ts';
import { DEFAULT_PORT } from '../../../edge/listener.ts';
import { oneLine } from '../../../edge/one-line.ts';
import { makeProof, proveReachable } from '../../../edge/proof.ts';
import { firstProven } from '../../../edge/tunnels/first-proven.ts';
import { openTunnel } from '../../../edge/tunnels/open-tunnel.ts';
import type { Tunnel, TunnelChoice } from '../../../edge/tunnels/tunnel.ts';
import { Failure } from '../../../failure.ts';
import { servesRealCallers } from '../../app/guards.ts';
import { tooPlain, tunnelChoices } from '../../listen/tunnel-choices.ts';
import { type Check, type Finding, fault, faultOf, ok, skipped, warning } from '../check.ts';
import type { Patient } from '../patient.ts';

/** For all ways in of a list together: the whole look takes twenty seconds at most. */
const OPENING_MILLISECONDS = 12_000;
/** A fresh name may need a moment to become known. */
const PROVING_MILLISECONDS = 5_000;

/** Opens the way in as `listen` would, asks for a nonce through its public URL, and closes it again. */
export const tunnel: Check = {
  name: 'tunnel',
  look: async (patient) => {
    const { config, flags } = patient;
    if (flags.emulator !== undefined) return [skipped('the emulator needs none')];
    // A broken config is told by its own check.
    const { publicUrl, tunnel: names, directory } = await config().catch(() => NO_CONFIG);
    const choices = tunnelChoices({
      flags: { ...flags, tunnelHost: flags.tunnelHost === undefined ? undefined : [flags.tunnelHost] },
      config: { publicUrl, tunnel: names },
      source: { emulator: undefined },
    });
    const [first] = choices;
    if (first?.kind === 'none') return [skipped('the config says none')];
    return first?.kind === 'public-url'
      ? lookThrough(patient, first)
      : prove(patient, choices, directory ?? patient.world.cwd);
  },
};

const NO_CONFIG = { publicUrl: undefined, tunnel: undefined, directory: undefined };

/** Somebody's own way in leads to the port of `listen`; where that is taken nothing can answer there now. */
const lookThrough = async (
  patient: Patient,
  choice: TunnelChoice & { kind: 'public-url' },
): Promise<readonly Finding[]> => {
  const port = await patient.port();
  if (port !== 0 && !(await patient.isPortFree())) {
    const asked = await askDate(choice.url);
    return [
      asked.ok
        ? ok(
            `${oneLine(choice.url)} can be reached; whether it leads to port ${port} cannot be seen while that is taken`,
          )
        : fault(`${oneLine(choice.url)} cannot be reached: ${asked.why}`, ...OWN),
    ];
  }
  const [finding] = await prove(patient, [choice], '');
  if (finding === undefined) return [];
  return [
    finding.verdict === 'ok'
      ? finding
      : { ...finding, tryThis: [`let it lead to http://localhost:${port || DEFAULT_PORT}`, ...OWN] },
  ];
};

const OWN = ['start your own tunnel, or take publicUrl out of the config'];

const prove = async (
  { world, flags, config, credentials, port }: Patient,
  choices: readonly TunnelChoice[],
  project: string,
): Promise<readonly Finding[]> => {
  const { clock } = world;
  const proof = makeProof(world.chance);
  const isOwn = choices.some(({ kind }) => kind === 'public-url');
  const served = await serveProof(proof, isOwn ? await port() : 0);
  const signal = AbortSignal.any([world.stop.requested, AbortSignal.timeout(OPENING_MILLISECONDS)]);
  const application = (await credentials().catch(() => undefined))?.applicationId?.value;
  const marked = await config().catch(() => undefined);
  let doubt: string | undefined;
  const open = async (choice: TunnelChoice): Promise<Tunnel> => {
    if (choice.kind === 'localtunnel' && application !== undefined && servesRealCallers(marked, application))
      throw tooPlain();
    const onDoubt = (words: string): void => {
      doubt = words;
    };
    const tunnel = await openTunnel(choice, { port: served.port, project, world, signal, onDoubt });
    try {
      await proveReachable(tunnel.url, proof, { clock, signal, deadlineMs: PROVING_MILLISECONDS });
      return tunnel;
    } catch (error) {
      await tunnel.close();
      throw error;
    }
  };
  try {
    const { tunnel, choice, passedOver } = await firstProven(choices, open, world.stop.requested);
    await tunnel.close();
    const name = choice.kind === 'public-url' ? oneLine(choice.url) : nameOf(choice);
    return [
      ok(`${name}: our own answer came back through it`),
      ...passedOver.map(({ what, why }) =>
        warning([what, why].filter(Boolean).join(': '), 'listen goes on to the next in the list'),
      ),
    ];
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const late = signal.aborted && !world.stop.requested.aborted;
    const seen = late
      ? fault(`${choices.map(nameOf).join(', ')}: not open within ${OPENING_MILLISECONDS / 1000} s`)
      : faultOf(error);
    const words = doubt === undefined ? seen.words : `${seen.words} Meanwhile ${doubt}.`;
    const other = flags.tunnel?.includes('cloudflared') === true ? 'ngrok' : 'cloudflared';
    return [
      fault(
        words,
        `see whether another one works: vonage-flow doctor --tunnel ${other}`,
        'or name a way in of your own: vonage-flow listen --public-url https://…',
        ...seen.tryThis.slice(0, 1),
      ),
    ];
  } finally {
    await served.close();
  }
};

const nameOf = (choice: TunnelChoice): string =>
  choice.kind === 'localtunnel' && choice.host !== undefined
    ? `localtunnel at ${oneLine(choice.host)}`
    : choice.kind;
