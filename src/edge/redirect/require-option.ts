/** For NODE_OPTIONS: a file that is required before all else. Its path is quoted as Node reads it there, when it has to be. */
export const requireOption = (path: string): string =>
  `--require ${/^[\w./@+-]+$/.test(path) ? path : JSON.stringify(path)}`;
