import { factsOf } from '../api-failure.ts';
import type { Applications } from '../applications.ts';

/** Applications whose PUTs are watched. */
export interface WatchedWrites {
  readonly applications: Applications;
  /** True once a PUT was carried out or may have been; one that the platform refused does not count. */
  mayHaveChanged(): boolean;
}

/** The same applications, with a memory of whether any PUT can have changed something. */
export const watchWrites = (applications: Applications): WatchedWrites => {
  let changed = false;
  return {
    mayHaveChanged: () => changed,
    applications: {
      ...applications,
      write: async (application, within) => {
        const before = changed;
        changed = true;
        try {
          return await applications.write(application, within);
        } catch (error) {
          if (factsOf(error)?.outcomeUnknown === false) changed = before;
          throw error;
        }
      },
    },
  };
};
