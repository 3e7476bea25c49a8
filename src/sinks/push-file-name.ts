/** Pushes stand below the records, and go as they do. */
export const PUSHES_FOLDER = 'pushes';

/** `2026-03-01T09-30-00Z-alice-call.json`, of the time in milliseconds since 1970; no system minds a character of it. */
export const pushFileName = (at: number, user: string | undefined, event: string): string => {
  const time = new Date(at)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '-');
  const what = event === 'member:invited' ? 'call' : plain(event);
  return `${[time, ...(user === undefined ? [] : [plain(user)]), what].join('-')}.json`;
};

const LONGEST_WORD = 60;

const plain = (word: string): string => word.replaceAll(/[^\w]+/g, '-').slice(0, LONGEST_WORD);

const NAME = /^\d{4}-\d\d-\d\dT\d\d-\d\d-\d\dZ-[\w-]+\.json$/;

/** Only what this program named is ever removed. */
export const isPushFileName = (name: string): boolean => NAME.test(name);
