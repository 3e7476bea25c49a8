/** What commander understood of `init`'s command line. */
export interface InitFlags {
  readonly number?: string;
  readonly app?: string;
  readonly forward?: string;
  readonly out?: string;
  readonly yes?: boolean;
}
