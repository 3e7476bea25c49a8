/** Why a recorded body is not as it was. @param isRedacted the config names fields that are kept out of records */
export const maskedWords = (isRedacted: boolean): string =>
  isRedacted
    ? 'fields of it were redacted when it was recorded, as the config wants it'
    : 'secrets in it were masked when it was recorded';
