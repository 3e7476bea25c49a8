import type { Rule } from './rule.ts';
import { arrayNeeded } from './rules/array-needed.ts';
import { asynchronousSettings } from './rules/asynchronous-settings.ts';
import { authorizationValue } from './rules/authorization-value.ts';
import { bargeInStaysOn } from './rules/barge-in-stays-on.ts';
import { bargeInWithoutInput } from './rules/barge-in-without-input.ts';
import { bothDetections } from './rules/both-detections.ts';
import { channelsWithoutSplit } from './rules/channels-without-split.ts';
import { deprecatedOption } from './rules/deprecated-option.ts';
import { duplicateKey } from './rules/duplicate-key.ts';
import { emptyNcco } from './rules/empty-ncco.ts';
import { endlessLoop } from './rules/endless-loop.ts';
import { fromWithRandom } from './rules/from-with-random.ts';
import { headersSize } from './rules/headers-size.ts';
import { idShape } from './rules/id-shape.ts';
import { insecureWebsocket } from './rules/insecure-websocket.ts';
import { invalidUrl } from './rules/invalid-url.ts';
import { itemCount } from './rules/item-count.ts';
import { lateRecord } from './rules/late-record.ts';
import { legacyInput } from './rules/legacy-input.ts';
import { localUrl } from './rules/local-url.ts';
import { misplacedOption } from './rules/misplaced-option.ts';
import { missingOption } from './rules/missing-option.ts';
import { muteWithCanSpeak } from './rules/mute-with-can-speak.ts';
import { needlessArray } from './rules/needless-array.ts';
import { notAnAction } from './rules/not-an-action.ts';
import { notAnArray } from './rules/not-an-array.ts';
import { optionSpelling } from './rules/option-spelling.ts';
import { outOfRange } from './rules/out-of-range.ts';
import { phoneNumber } from './rules/phone-number.ts';
import { placeholderUrl } from './rules/placeholder-url.ts';
import { plusInNumber } from './rules/plus-in-number.ts';
import { providerWithoutOptions } from './rules/provider-without-options.ts';
import { quotedValue } from './rules/quoted-value.ts';
import { ringbackForPhone } from './rules/ringback-for-phone.ts';
import { sameOptionTwice } from './rules/same-option-twice.ts';
import { sipAddress } from './rules/sip-address.ts';
import { ssmlAttribute } from './rules/ssml-attribute.ts';
import { ssmlIgnored } from './rules/ssml-ignored.ts';
import { ssmlRoot } from './rules/ssml-root.ts';
import { ssmlSyntax } from './rules/ssml-syntax.ts';
import { ssmlTag } from './rules/ssml-tag.ts';
import { synchronousWithoutEventUrl } from './rules/synchronous-without-event-url.ts';
import { syntax } from './rules/syntax.ts';
import { textTooLong } from './rules/text-too-long.ts';
import { timeoutSpelling } from './rules/timeout-spelling.ts';
import { tooDeep } from './rules/too-deep.ts';
import { transcriptionWithoutRecord } from './rules/transcription-without-record.ts';
import { unansweredInput } from './rules/unanswered-input.ts';
import { undocumentedOption } from './rules/undocumented-option.ts';
import { unfilledTemplate } from './rules/unfilled-template.ts';
import { unknownAction } from './rules/unknown-action.ts';
import { unknownAddress } from './rules/unknown-address.ts';
import { unknownContentType } from './rules/unknown-content-type.ts';
import { unknownLanguage } from './rules/unknown-language.ts';
import { unknownOption } from './rules/unknown-option.ts';
import { unknownStyle } from './rules/unknown-style.ts';
import { unknownUser } from './rules/unknown-user.ts';
import { unknownVariable } from './rules/unknown-variable.ts';
import { unknownWord } from './rules/unknown-word.ts';
import { unreachableAction } from './rules/unreachable-action.ts';
import { unsetVariable } from './rules/unset-variable.ts';
import { unusedSettings } from './rules/unused-settings.ts';
import { wrongCharacters } from './rules/wrong-characters.ts';
import { wrongLength } from './rules/wrong-length.ts';
import { wrongType } from './rules/wrong-type.ts';

/**
 * All rules, in the order in which one best reads about them: from the whole to the detail, and what makes others
 * moot first. At one place findings are shown in this order.
 */
export const RULES: readonly Rule[] = [
  // What an NCCO is.
  syntax,
  tooDeep,
  duplicateKey,
  notAnArray,
  emptyNcco,
  notAnAction,
  unknownAction,
  // Values that a program did not fill in.
  unsetVariable,
  unfilledTemplate,
  unknownAddress,
  unknownVariable,
  // Names.
  optionSpelling,
  timeoutSpelling,
  misplacedOption,
  unknownOption,
  missingOption,
  sameOptionTwice,
  // Types and bounds.
  wrongType,
  quotedValue,
  arrayNeeded,
  needlessArray,
  itemCount,
  outOfRange,
  unknownWord,
  wrongCharacters,
  wrongLength,
  // Addresses and numbers.
  invalidUrl,
  localUrl,
  placeholderUrl,
  phoneNumber,
  plusInNumber,
  idShape,
  // Endpoints.
  sipAddress,
  insecureWebsocket,
  unknownContentType,
  authorizationValue,
  headersSize,
  unknownUser,
  // Calling somebody.
  fromWithRandom,
  synchronousWithoutEventUrl,
  bothDetections,
  ringbackForPhone,
  // Asking the caller.
  legacyInput,
  unusedSettings,
  asynchronousSettings,
  unansweredInput,
  // The order of actions.
  bargeInWithoutInput,
  bargeInStaysOn,
  endlessLoop,
  unreachableAction,
  lateRecord,
  // Recording and conversations.
  channelsWithoutSplit,
  transcriptionWithoutRecord,
  muteWithCanSpeak,
  // What is spoken.
  textTooLong,
  ssmlRoot,
  ssmlSyntax,
  ssmlTag,
  ssmlAttribute,
  ssmlIgnored,
  unknownLanguage,
  unknownStyle,
  providerWithoutOptions,
  // What is better left alone.
  deprecatedOption,
  undocumentedOption,
];
