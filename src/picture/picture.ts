/**
 * What a program does, as a graph: the one model that the outline, the flowchart and the JSON are drawn from. Texts
 * are as they were written, whatever they hold; who prints them escapes them.
 */
export interface Picture {
  /** The file. */
  readonly name: string;
  readonly groups: readonly Group[];
  readonly nodes: readonly PictureNode[];
  readonly edges: readonly Edge[];
}

/** One NCCO, or one list of branches. */
export interface Group {
  readonly id: string;
  /** Its name in the config; of one that is written inside a branch, `menu (branch 2)`. */
  readonly name: string;
  /** Whether other NCCOs can lead to it by that name. */
  readonly isNamed: boolean;
  readonly file?: string;
  /** Its first node. */
  readonly entry: string;
  readonly reached: Reached;
}

/**
 * Whether a call can come here: `yes`; `by-address` when the answer leads nowhere near, but whoever asks its public
 * address gets it; `never` when what stands before it never goes on.
 */
export type Reached = 'yes' | 'by-address' | 'never';

export type PictureNode = { readonly id: string; readonly words: string; readonly reached: Reached } & (
  | { readonly kind: 'call' | 'end' | 'apology' }
  /** An action. */
  | {
      readonly kind: 'step';
      readonly group: string;
      /** Its place in the NCCO, from 0. */
      readonly index: number;
      /** Its name, when it has one. */
      readonly action?: string;
      readonly details: readonly string[];
      /** Why the platform refuses it. */
      readonly fault?: string;
    }
  /** The first branch that matches is taken. */
  | { readonly kind: 'choice'; readonly group: string }
  /** An NCCO without an action. */
  | { readonly kind: 'nothing'; readonly group: string }
  /** Somebody else's server, which may reply with an NCCO. */
  | { readonly kind: 'server' }
  /** A name that does not exist, or in a group of its own what is no NCCO or cannot be read. */
  | { readonly kind: 'missing'; readonly group?: string }
);

export type StepNode = Extract<PictureNode, { readonly kind: 'step' }>;

export interface Edge {
  readonly from: string;
  readonly to: string;
  /** `next`: the list goes on; `branch`: of a choice; `reply`: what the webhook's reply leads to; `aside`: for the called party alone. */
  readonly kind: 'next' | 'branch' | 'reply' | 'aside';
  /** On which condition, in words; absent: always. */
  readonly label?: string;
}
