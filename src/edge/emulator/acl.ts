import { isJsonObject, type Json } from '../../vonage/json.ts';

/** Paths that a token opens; undefined when it opens all. */
export type Acl = readonly string[] | undefined;

/**
 * The `acl` of a token: an object `paths` with a pattern for each way in, `/v1/users/**` for instance (rtc-events.md §7.1). A token without one opens everything, as a server's does (U);
 * filters of a path are not looked at (U: no source shows one).
 */
export const aclOf = (claim: Json | undefined): Acl => {
  const paths = isJsonObject(claim) ? claim['paths'] : undefined;
  return isJsonObject(paths) ? Object.keys(paths) : undefined;
};

/** True when one of the patterns fits: `*` stands for one step of the path, `**` for all that follows, also nothing. */
export const isOpen = (acl: Acl, path: string): boolean => {
  const steps = stepsOf(path);
  return acl === undefined || acl.some((pattern) => fits(stepsOf(pattern), steps));
};

const stepsOf = (path: string): readonly string[] => path.split('/').filter((step) => step !== '');

const fits = (pattern: readonly string[], steps: readonly string[]): boolean => {
  const [first, ...rest] = pattern;
  if (first === undefined) return steps.length === 0;
  if (first === '**')
    return rest.length === 0 || steps.some((_step, index) => fits(rest, steps.slice(index)));
  const [step, ...others] = steps;
  return step !== undefined && (first === '*' || first === step) && fits(rest, others);
};
