/** Where the preload finds the emulator: it is inherited, so that the children of a child are redirected too. */
export const REDIRECT_VARIABLE = 'VONAGE_FLOW_REDIRECT';
