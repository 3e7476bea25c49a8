import type { Rule } from './rule.ts';

/** What reports find around an NCCO. No rule of the linter, so it cannot be switched off; explained like one. */
export type OtherFinding = Pick<Rule, 'id' | 'severity' | 'law' | 'why' | 'source' | 'note'>;

/** What `listen` would refuse a config for. */
export const configFault: OtherFinding = {
  id: 'config',
  severity: 'error',
  law: 'A config has known keys, names that lead somewhere, and files that are there.',
  why: 'vonage-flow listen does not start with it.',
  source: 'docs/config.md',
  note: 'It is looked at when a config is among the files. It cannot be switched off.',
};

/** A file of which nobody knows what is in it. */
export const unreadableFile: OtherFinding = {
  id: 'unreadable-file',
  severity: 'error',
  law: 'A file can be read, is UTF-8 text and not larger than 10 MB.',
  why: 'Nobody knows what is in it, so nobody can say that it is fine.',
  source: 'what the system said',
  note: 'It cannot be switched off; name fewer files to leave one out.',
};

/** A server that does not answer with 200. */
export const answerStatus: OtherFinding = {
  id: 'answer-status',
  severity: 'error',
  law: 'A server answers the request for an NCCO with 200.',
  why: 'Vonage then asks the fallback address, or ends the call.',
  source: "Vonage's webhook reference",
  note: 'It is looked at when an address is among the files. It cannot be switched off.',
};

/** In the order in which they are listed, behind the rules. */
export const OTHER_FINDINGS: readonly OtherFinding[] = [configFault, unreadableFile, answerStatus];
