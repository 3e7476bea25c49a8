import type { RestRequest } from '../input.ts';
import type { Turn } from '../turn.ts';
import type { RestReply } from './problem.ts';

/** Answers one method at one address; `params` are the values of its `:names`. */
export type Answer = (turn: Turn, request: RestRequest, params: Params) => RestReply;
export type Params = Readonly<Record<string, string>>;

/** What an API has, by path pattern (`/v1/calls/:uuid/talk`) and method. */
export type Routes = Readonly<Record<string, Readonly<Record<string, Answer>>>>;

export type Match =
  | { readonly is: 'answer'; readonly answer: Answer; readonly params: Params }
  | { readonly is: 'wrong-method'; readonly allowed: readonly string[] }
  | { readonly is: 'unknown' };

/** Finds who answers; a slash at the end changes nothing (voice-api.md §3). */
export const matchRoute = (routes: Routes, method: string, path: string): Match => {
  const steps = path.replace(/\/$/, '').split('/');
  for (const [pattern, methods] of Object.entries(routes)) {
    const params = paramsOf(pattern.split('/'), steps);
    if (params === undefined) continue;
    const answer = Object.hasOwn(methods, method) ? methods[method] : undefined;
    return answer ? { is: 'answer', answer, params } : { is: 'wrong-method', allowed: Object.keys(methods) };
  }
  return { is: 'unknown' };
};

const paramsOf = (pattern: readonly string[], steps: readonly string[]): Params | undefined => {
  if (pattern.length !== steps.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, name] of pattern.entries()) {
    const step = steps[index]!;
    if (!name.startsWith(':')) {
      if (name !== step) return undefined;
    } else if (step === '') return undefined;
    else params[name.slice(1)] = decoded(step);
  }
  return params;
};

const decoded = (step: string): string => {
  try {
    return decodeURIComponent(step);
  } catch {
    // A stray % is no encoding: the id is what it looks like.
    return step;
  }
};
