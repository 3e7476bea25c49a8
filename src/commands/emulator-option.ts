/** The option as it was given, to go behind a command that is advised: so that what is said can be copied. */
export const emulatorOption = (emulator: string | true | undefined): string =>
  emulator === undefined ? '' : emulator === true ? ' --emulator' : ` --emulator=${emulator}`;
