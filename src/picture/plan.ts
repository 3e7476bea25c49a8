import type { Json, JsonObject } from '../vonage/json.ts';

/** What is served under a name, as it is written: neither checked nor compiled, so that faults can be shown too. */
export type Plan =
  | {
      readonly kind: 'actions';
      readonly actions: readonly Json[];
      /** The file that they stand in, where it is not the program's own. */
      readonly file?: string;
    }
  | { readonly kind: 'branches'; readonly branches: readonly PlannedBranch[] }
  | { readonly kind: 'name'; readonly name: string }
  /** Made by a function for each webhook. */
  | { readonly kind: 'made' }
  /** Nothing that could be shown, and why. */
  | { readonly kind: 'nothing'; readonly why: string };

/** Fields and what they have to be, or a function that decides. */
export type When = JsonObject | 'function';

export interface PlannedBranch {
  /** Absent: always. */
  readonly when?: When;
  readonly plan: Plan;
}

/** All NCCOs that know each other by name: those of a config, of a map, or the one of a file. */
export interface Program {
  /** The file, as people know it. */
  readonly name: string;
  /** What a call is answered with, where that is said. */
  readonly answer?: Plan;
  readonly nccos: ReadonlyMap<string, Plan>;
  /** Of a config a name that is not there does not exist; what stands alone may be part of a config. */
  readonly isConfig: boolean;
}
