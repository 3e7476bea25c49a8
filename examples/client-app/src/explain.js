const USERS =
  'See users in vonage-flow.config.yaml; a change takes effect when listen --emulator is started again.';

/** What a code of the SDK means to whoever uses the page; the last ones are reasons of `sessionError`. */
const CODES = {
  'session:error:expired-token': ['The token has expired.', 'Log in again: that fetches a new one.'],
  'session:error:invalid-token': [
    'The token was refused.',
    `Is it for a user and an application that exist there? With the emulator: ${USERS[0].toLowerCase()}${USERS.slice(1)}`,
  ],
  'session:error:max-open-sessions-permitted': [
    'This user is logged in too many times.',
    'Close other pages, then log in again.',
  ],
  'system:error:permission': [
    'The token does not allow this.',
    'Its acl has to name /*/sessions/** and the other paths of the SDK.',
  ],
  'voice:error:media_timeout': [
    'No connection for sound came about.',
    'Does a VPN, a firewall or an extension keep the browser from UDP?',
  ],
  EXPIRED_TOKEN: ['The session ended, or its token has expired.', 'Log in again: that fetches a new one.'],
  TRANSPORT_CLOSED: ['The connection was lost and did not come back.', undefined],
  PING_TIMEOUT: ['The connection went silent.', undefined],
};

/**
 * An error, as two sentences for whoever uses the page: what happened, and what to do.
 *
 * @param doing what was tried, like `answering`
 * @param apiUrl of the emulator; undefined with the real platform
 */
export const explain = async (error, { doing, apiUrl }) => {
  if (error.tryThis !== undefined) {
    const { message, why, tryThis } = error;
    return {
      what: [message, ...(why === undefined ? [] : [why])].map(sentence).join(' '),
      tryThis: tryThis.length === 0 ? USERS : tryThis.map((step) => `→ ${step}`).join('\n'),
    };
  }
  const [what, tryThis] =
    CODES[error.code] ?? (await microphone(error, doing)) ?? unreachable(error, doing, apiUrl) ?? [];
  return {
    what: what ?? `${doing[0].toUpperCase()}${doing.slice(1)} failed: ${wordsOf(error)}`,
    tryThis: tryThis ?? nextStep(apiUrl),
  };
};

const sentence = (words) => `${words[0].toUpperCase()}${words.slice(1)}${/[.?!]$/.test(words) ? '' : '.'}`;

const wordsOf = ({ message, code }) => (code ? `${message} (${code})` : `${message}.`);

const nextStep = (apiUrl) =>
  apiUrl === undefined
    ? ''
    : 'Is vonage-flow listen --emulator still running in the other terminal? If it was started again, log in again.';

/** Of a call alone. The SDK says `Unexpected Null Value`, and nothing of a microphone. */
const microphone = async ({ code }, doing) => {
  if (doing !== 'answering' && doing !== 'calling') return undefined;
  if (navigator.mediaDevices === undefined)
    return ['The browser gives this page no microphone.', 'Open it by https, or at http://localhost.'];
  const devices = await navigator.mediaDevices.enumerateDevices();
  if (!devices.some(({ kind }) => kind === 'audioinput'))
    return ['There is no microphone.', 'Connect one, also for the emulator: the SDK begins no call without.'];
  // Firefox knows the name since version 132.
  const asked = await navigator.permissions.query({ name: 'microphone' }).catch(() => undefined);
  if (asked?.state === 'denied' || code === 'internal:error:unexpected_null_value')
    return ['The microphone was refused.', 'Allow it beside the address of this page, then try again.'];
  return undefined;
};

const unreachable = ({ code }, doing, apiUrl) =>
  doing === 'logging in' && code === 'session:error:timeout'
    ? [`Nothing answers at ${apiUrl ?? 'Vonage'}.`, apiUrl === undefined ? 'Is there a network?' : undefined]
    : undefined;
