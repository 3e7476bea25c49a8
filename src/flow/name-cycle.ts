import type { Ncco } from './ncco-book.ts';

/** The first circle of names that lead to each other (`a`, `b`, `a`), or undefined: then every name leads to an end. */
export const nameCycle = (nccos: ReadonlyMap<string, Ncco>): readonly string[] | undefined => {
  const done = new Set<string>();
  const follow = (ncco: Ncco, way: readonly string[]): readonly string[] | undefined => {
    // Where a function leads shows when it is asked; the book looks out for circles then.
    if (ncco.kind === 'actions' || ncco.kind === 'computed') return undefined;
    if (ncco.kind === 'branches') {
      for (const branch of ncco.branches) {
        const cycle = follow(branch.ncco, way);
        if (cycle) return cycle;
      }
      return undefined;
    }
    const start = way.indexOf(ncco.name);
    if (start !== -1) return [...way.slice(start), ncco.name];
    const named = nccos.get(ncco.name);
    if (!named || done.has(ncco.name)) return undefined;
    const cycle = follow(named, [...way, ncco.name]);
    done.add(ncco.name);
    return cycle;
  };
  for (const name of nccos.keys()) {
    const cycle = follow({ kind: 'name', name }, []);
    if (cycle) return cycle;
  }
  return undefined;
};
