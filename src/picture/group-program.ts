import type { Plan, Program, When } from './plan.ts';
import { readStep, type Step } from './read-step.ts';

/** What an edge can lead to before there are edges: a group by its place, or nothing. */
export type Target = { readonly group: number } | { readonly nothing: string };

/** A group with what is in it, before it is a picture. */
export interface DraftGroup {
  readonly name: string;
  readonly isNamed: boolean;
  readonly file?: string;
  readonly holds:
    | { readonly kind: 'steps'; readonly steps: readonly Step[] }
    | {
        readonly kind: 'choice';
        readonly branches: readonly { readonly when?: When; readonly target: Target }[];
      }
    | { readonly kind: 'nothing' | 'missing'; readonly why: string };
}

export interface Draft {
  readonly groups: readonly DraftGroup[];
  /** The group that a name stands for, through other names where one is but another for it; undefined: none of ours. */
  readonly named: (name: string) => Target | undefined;
  readonly answer: Target | undefined;
}

/** Takes a program apart into groups: one for each NCCO and each list of branches, wherever it is written. */
export const groupProgram = ({ nccos, answer, isConfig }: Program): Draft => {
  const groups: DraftGroup[] = [];
  const places = new Map<string, number>();
  for (const [name, plan] of nccos) if (plan.kind !== 'name') places.set(name, places.size);
  // The names come first, so that whatever is written elsewhere can lead to them.
  groups.length = places.size;

  const named = (name: string): Target => {
    const seen = new Set<string>();
    for (let at = name; ; ) {
      const plan = nccos.get(at);
      if (!plan || seen.has(at)) {
        return { nothing: plan ? `the names lead in a circle: ${name}` : `there is no NCCO "${at}"` };
      }
      if (plan.kind !== 'name') return { group: places.get(at)! };
      seen.add(at);
      at = plan.name;
    }
  };

  const targetOf = (plan: Plan, name: string): Target => {
    if (plan.kind === 'name') return named(plan.name);
    const group = groups.push(EMPTY) - 1;
    groups[group] = groupOf(plan, name, false);
    return { group };
  };

  const groupOf = (plan: Exclude<Plan, { kind: 'name' }>, name: string, isNamed: boolean): DraftGroup => {
    switch (plan.kind) {
      case 'actions':
        return {
          name,
          isNamed,
          ...(plan.file !== undefined && { file: plan.file }),
          holds:
            plan.actions.length === 0
              ? {
                  kind: 'nothing',
                  why: 'no action: an answer that ends the call, a reply that changes nothing',
                }
              : { kind: 'steps', steps: plan.actions.map(readStep) },
        };
      case 'branches': {
        const branches = plan.branches.map((branch, index) => ({
          ...(branch.when && { when: branch.when }),
          target: targetOf(branch.plan, `${name} (branch ${index + 1})`),
        }));
        return { name, isNamed, holds: { kind: 'choice', branches } };
      }
      case 'made':
        return { name, isNamed, holds: { kind: 'nothing', why: 'a function makes it for each webhook' } };
      case 'nothing':
        return { name, isNamed, holds: { kind: 'missing', why: plan.why } };
      default:
        return plan satisfies never;
    }
  };

  for (const [name, plan] of nccos) {
    if (plan.kind !== 'name') groups[places.get(name)!] = groupOf(plan, name, true);
  }
  return {
    named: (name) => (isConfig || nccos.has(name) ? named(name) : undefined),
    answer: answer && targetOf(answer, 'answer'),
    groups,
  };
};

const EMPTY: DraftGroup = { name: '', isNamed: false, holds: { kind: 'nothing', why: '' } };
