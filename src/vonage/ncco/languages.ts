/**
 * Languages that `talk` is known to speak (ncco.md §13, from two SDKs of 2026). One that is missing here may work
 * all the same.
 */
// biome-ignore format: one line per language would hide the list.
export const SPOKEN_LANGUAGES = [
  'af-ZA', 'ar', 'bg-BG', 'bn-IN', 'ca-ES', 'cmn-CN', 'cmn-TW', 'cs-CZ', 'cy-GB', 'da-DK', 'de-AT',
  'de-DE', 'el-GR', 'en-AU', 'en-GB', 'en-GB-SCT', 'en-GB-WLS', 'en-IE', 'en-IN', 'en-NZ', 'en-US',
  'en-ZA', 'es-CO', 'es-ES', 'es-MX', 'es-US', 'eu-ES', 'fi-FI', 'fil-PH', 'fr-CA', 'fr-FR', 'gl-ES',
  'gu-IN', 'he-IL', 'hi-IN', 'hu-HU', 'id-ID', 'is-IS', 'it-IT', 'ja-JP', 'kn-IN', 'ko-KR', 'lt-LT',
  'lv-LV', 'ml-IN', 'mr-IN', 'ms-MY', 'nb-NO', 'nl-BE', 'nl-NL', 'no-NO', 'pa-IN', 'pl-PL', 'pt-BR',
  'pt-PT', 'ro-RO', 'ru-RU', 'sk-SK', 'sr-RS', 'sv-SE', 'ta-IN', 'te-IN', 'th-TH', 'tr-TR', 'uk-UA',
  'vi-VN', 'yue-CN',
] as const;

/**
 * Languages that speech recognition and transcription are known to understand (ncco.md §14). Mandarin is `zh` here
 * and `cmn-CN` above. Letter case does not count.
 */
// biome-ignore format: one line per language would hide the list.
export const UNDERSTOOD_LANGUAGES = [
  'af-ZA', 'am-ET', 'ar-AE', 'ar-BH', 'ar-DZ', 'ar-EG', 'ar-IL', 'ar-IQ', 'ar-JO', 'ar-KW', 'ar-LB',
  'ar-MA', 'ar-OM', 'ar-PS', 'ar-QA', 'ar-SA', 'ar-TN', 'az-AZ', 'bg-BG', 'bn-BD', 'bn-IN', 'ca-ES',
  'cs-CZ', 'da-DK', 'de-DE', 'el-GR', 'en-AU', 'en-CA', 'en-GB', 'en-GH', 'en-IE', 'en-IN', 'en-KE',
  'en-NG', 'en-NZ', 'en-PH', 'en-TZ', 'en-US', 'en-ZA', 'es-AR', 'es-BO', 'es-CL', 'es-CO', 'es-CR',
  'es-DO', 'es-EC', 'es-ES', 'es-GT', 'es-HN', 'es-MX', 'es-NI', 'es-PA', 'es-PE', 'es-PR', 'es-PY',
  'es-SV', 'es-US', 'es-UY', 'es-VE', 'eu-ES', 'fa-IR', 'fi-FI', 'fr-CA', 'fr-FR', 'gl-ES', 'gu-IN',
  'he-IL', 'hi-IN', 'hr-HR', 'hu-HU', 'hy-AM', 'id-ID', 'is-IS', 'it-IT', 'ja-JP', 'jv-ID', 'ka-GE',
  'km-KH', 'kn-IN', 'ko-KR', 'lo-LA', 'lt-LT', 'lv-LV', 'ml-IN', 'mr-IN', 'ms-MY', 'nb-NO', 'ne-NP',
  'nl-NL', 'pl-PL', 'pt-BR', 'pt-PT', 'ro-RO', 'ru-RU', 'si-LK', 'sk-SK', 'sl-SI', 'sq-AL', 'sr-RS',
  'su-ID', 'sv-SE', 'sw-KE', 'sw-TZ', 'ta-IN', 'ta-LK', 'ta-MY', 'ta-SG', 'te-IN', 'th-TH', 'tr-TR',
  'uk-UA', 'ur-IN', 'ur-PK', 'vi-VN', 'zh', 'zu-ZA',
] as const;
