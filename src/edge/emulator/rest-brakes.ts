import { type Fault, restFaultOf } from '../../emulator/fault.ts';
import type { ApiFamily } from '../../emulator/rest/api-family.ts';
import { failedOnDemand } from '../../emulator/rest/failed-on-demand.ts';
import type { RestReply } from '../../emulator/rest/problem.ts';

export interface BrakedRequest {
  readonly family: ApiFamily;
  readonly method: string;
  readonly application: string | undefined;
  /** Milliseconds on a clock that never goes back. */
  readonly at: number;
}

export interface BrakeOptions {
  /** True: the platform's limits hold. */
  readonly limits: boolean;
  /** What goes wrong on purpose; asked at every request. */
  readonly faults: () => readonly Fault[];
  readonly seed: string;
}

/** A second, of the platform's limits (voice-api.md §1): 3 new calls, 15 other requests of the Voice API. */
const NEW_CALLS = 3;
const OTHER_REQUESTS = 15;
const SECOND_MS = 1000;

/**
 * Makes requests fail that are right: by the platform's limits, or because somebody asked for it. Gives the reply that
 * a request gets instead of its own, or undefined.
 */
export const createBrakes = (options: BrakeOptions): ((request: BrakedRequest) => RestReply | undefined) => {
  let requestsEver = 0;
  /** When the requests of the last second came, by application and kind. */
  const recent = new Map<string, readonly number[]>();

  const overLimit = ({ family, method, application, at }: BrakedRequest): RestReply | undefined => {
    if (!options.limits || family !== 'voice') return undefined;
    const isNewCall = method === 'POST';
    const most = isNewCall ? NEW_CALLS : OTHER_REQUESTS;
    const name = `${application}/${isNewCall}`;
    const second = (recent.get(name) ?? []).filter((before) => before > at - SECOND_MS);
    // What was refused does not count: else a loop that tries again would never get through.
    if (second.length >= most) {
      const what = isNewCall ? 'new calls' : 'requests';
      return failedOnDemand(family, 429, `more than ${most} ${what} in a second`);
    }
    recent.set(name, [...second, at]);
    return undefined;
  };

  return (request) => {
    requestsEver += 1;
    const status = restFaultOf(options.faults(), requestsEver, options.seed);
    if (status !== undefined) return failedOnDemand(request.family, status, 'fault on demand');
    return overLimit(request);
  };
};
