import { badUsage } from '../../failure.ts';

/** The format that was asked for: `--json` is short for `--format json`. Fails when the two disagree. */
export const formatOf = <F extends string>(
  { format, json }: { readonly format?: F; readonly json?: boolean },
  usual: F,
): F | 'json' => {
  if (!json) return format ?? usual;
  if (format !== undefined && format !== 'json') {
    throw badUsage({
      what: `--json and --format ${format} are two formats`,
      why: '--json is short for --format json.',
      tryThis: 'leave one of them out',
    });
  }
  return 'json';
};
