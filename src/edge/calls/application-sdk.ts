/** What a token of an application is made of. */
export interface ApplicationKey {
  readonly applicationId: string;
  /** PEM. */
  readonly privateKey: string;
}

/** The SDK has none of its own. Placing a call may take a while at the carrier's side; fifteen seconds are longer than any that were seen. */
const TIMEOUT_MILLISECONDS = 15_000;

/**
 * The unmodified `@vonage/server-sdk` with the token of an application, loaded when it is first asked for. As in `applications.ts` only its
 * authenticated transport is used.
 */
export const applicationSdk = ({
  applicationId,
  privateKey,
}: ApplicationKey): (() => Promise<Pick<import('@vonage/server-sdk').Vonage, 'voice' | 'conversations'>>) => {
  let loading: Promise<import('@vonage/server-sdk').Vonage> | undefined;
  return () => {
    loading ??= import('@vonage/server-sdk').then(
      ({ Vonage }) => new Vonage({ applicationId, privateKey }, { timeout: TIMEOUT_MILLISECONDS }),
    );
    return loading;
  };
};
