import { isJsonObject } from '../../vonage/json.ts';
import type { ObjectNode, Place } from '../node.ts';
import type { Finding, Rule } from '../rule.ts';
import { UNSET_WORDS } from '../urls.ts';
import { quote } from '../words.ts';

/** The shortest number that Vonage's own pattern allows; shorter ones are short codes, which some networks have. */
const FEWEST_DIGITS = 7;
/** E.164. */
const MOST_DIGITS = 15;

/** As it should be. */
const INTERNATIONAL = new RegExp(`^[1-9]\\d{${FEWEST_DIGITS - 1},${MOST_DIGITS - 1}}$`);

export const phoneNumber: Rule = {
  id: 'phone-number',
  severity: 'error',
  law: 'A phone number is digits alone, with the country code first: "14155550100".',
  why: 'The call to this number fails.',
  source: 'ncco.md §1 row 12, §4, §15 row 8',
  note: 'A warning for `from`, and for numbers that look national or are very short.',
  create: ({ report }) => ({
    'text phone-number'({ value, place, name, owner, isUncertain }) {
      if (INTERNATIONAL.test(value)) return;
      // Beside a WebSocket or an app a text is a good caller.
      if (value === '' || UNSET_WORDS.has(value.toLowerCase())) return;
      if (name === 'from' && !callsPhone(owner)) return;
      const fault = faultOf(value, place, name);
      if (!fault) return;
      const why = name === 'from' ? 'The called party sees no number, or the call is not made.' : undefined;
      report({
        place,
        isUncertain: isUncertain || name === 'from',
        ...(why !== undefined && { why }),
        ...fault,
      });
    },
  }),
};

const callsPhone = ({ value }: ObjectNode): boolean => {
  const endpoint: unknown = Array.isArray(value['endpoint']) ? value['endpoint'][0] : value['endpoint'];
  return isJsonObject(endpoint) && endpoint['type'] === 'phone';
};

const faultOf = (
  value: string,
  place: Place,
  name: string,
): Pick<Finding, 'message' | 'suggestion' | 'fix' | 'severity'> | undefined => {
  const digits = value.startsWith('+') ? value.slice(1) : value;
  if (/^\d+$/.test(digits)) {
    if (digits.startsWith('00')) {
      return corrected(place, digits.slice(2), `"${name}" begins with 00; the country code comes first`);
    }
    if (digits.length > MOST_DIGITS) {
      return { message: `"${name}" has ${digits.length} digits; the longest number has ${MOST_DIGITS}` };
    }
    if (digits.startsWith('0')) {
      return {
        severity: 'warning',
        message: `"${name}" begins with 0, as numbers are dialled inside a country`,
        suggestion: 'write the country code in place of the 0: 447… for a British 07…',
      };
    }
    if (digits.length < FEWEST_DIGITS) {
      return {
        severity: 'warning',
        message: `"${name}" has ${digits.length} digits only; is the country code there?`,
      };
    }
    return undefined;
  }
  // Letters are no number, however they are counted.
  if (/[^\d\s+().\-/]/.test(value)) {
    return {
      message: `"${name}" has to be digits; this is ${quote(value)}`,
      suggestion: 'write digits, such as "14155550100"',
    };
  }
  const plain = value.replace(/\D/g, '').replace(/^00/, '');
  const isCertain =
    plain.length >= FEWEST_DIGITS &&
    plain.length <= MOST_DIGITS &&
    !/\(0\)/.test(value) &&
    !/^[(]?0[1-9]/.test(value);
  const message = `"${name}" has to be digits alone; this is ${quote(value)}`;
  return isCertain
    ? corrected(place, plain, message)
    : { message, suggestion: 'write digits, such as "14155550100"' };
};

const corrected = (
  place: Place,
  value: string,
  message: string,
): Pick<Finding, 'message' | 'suggestion' | 'fix'> => ({
  message,
  suggestion: `write "${value}"`,
  fix: { title: `write "${value}"`, isSafe: true, edits: [{ do: 'replace-value', place, value }] },
});
