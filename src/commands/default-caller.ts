/** Who calls when nobody says otherwise: a number reserved for fiction (555-01xx). */
export const DEFAULT_CALLER = '14155550123';
