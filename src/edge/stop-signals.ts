/**
 * What ends a command: Ctrl-C, a request of the system, a terminal that goes away. On Windows Ctrl-Break has a signal of
 * its own, and a console that is closed comes as SIGHUP, with ten seconds until the process is ended.
 */
export const stopSignals = (platform: string): readonly NodeJS.Signals[] =>
  platform === 'win32' ? ['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGBREAK'] : ['SIGINT', 'SIGTERM', 'SIGHUP'];
