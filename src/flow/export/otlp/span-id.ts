/** The ids of a trace's parts, made of those of the call, so that the same call is the same trace every time. */

const OFFSET = 0xcbf29ce484222325n;
const PRIME = 0x100000001b3n;

/** FNV-1a of 64 bits, as 16 hex digits. Spreads ids, and hides nothing. */
const hash = (text: string): string => {
  let state = OFFSET;
  for (const byte of new TextEncoder().encode(text))
    state = BigInt.asUintN(64, (state ^ BigInt(byte)) * PRIME);
  return state.toString(16).padStart(16, '0');
};

/** 32 hex digits: the very UUID of the call when it has one, so that it can be searched for; never all zeros. */
export const traceIdOf = (flow: string): string => {
  const digits = flow
    .replace(/^[A-Z]{3}-/, '')
    .replaceAll('-', '')
    .toLowerCase();
  return /^(?!0{32})[0-9a-f]{32}$/.test(digits) ? digits : `${hash(flow)}${hash(`trace ${flow}`)}`;
};

/** 16 hex digits: of the call itself, or of a part of it. */
export const spanIdOf = (flow: string, ...part: readonly (string | number)[]): string => {
  const id = hash([flow, ...part].join('\n'));
  // The one value that means "no span".
  return id === '0000000000000000' ? '0000000000000001' : id;
};
