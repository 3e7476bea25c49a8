/** Numbers that nobody has: what they begin with, and how many digits follow. */
interface Range {
  readonly begins: readonly string[];
  readonly more: number;
}

/** 555-0100 to 555-0199 of each North American area is kept for fiction (NANPA). */
const AREAS = [
  ...['201', '202', '212', '213', '303', '305', '312', '404', '415', '503'],
  ...['512', '602', '617', '619', '702', '713', '718', '808', '916', '972'],
];

const NORTH_AMERICA: Range = { begins: AREAS.map((area) => `1${area}55501`), more: 2 };

/** By country code, what its regulator has set aside for films and books. */
const RANGES: readonly (readonly [country: string, range: Range])[] = [
  ['1', NORTH_AMERICA],
  // ARCEP: 06 39 98 XX XX.
  ['33', { begins: ['3363998'], more: 4 }],
  // Ofcom: 07700 900000 to 900999.
  ['44', { begins: ['447700900'], more: 3 }],
  // Bundesnetzagentur: (0)30 23125 000 to 999.
  ['49', { begins: ['493023125'], more: 3 }],
  // ACMA: (02) 5550 XXXX and (02) 7010 XXXX.
  ['61', { begins: ['6125550', '6127010'], more: 4 }],
  // ComReg: 020 91X XXXX.
  ['353', { begins: ['3532091'], more: 5 }],
];

/** The `at`th number that nobody has, of the country of a number where there is a range for it; undefined when all are given. */
export const fictionalNumber = (digits: string, at: number, tried: number): string | undefined => {
  const range = RANGES.find(([country]) => digits.startsWith(country))?.[1] ?? NORTH_AMERICA;
  const { begins, more } = tried < sizeOf(range) ? range : NORTH_AMERICA;
  const size = sizeOf({ begins, more });
  if (tried >= sizeOf(range) + sizeOf(NORTH_AMERICA)) return undefined;
  const place = (at + tried) % size;
  const each = 10 ** more;
  return `${begins[Math.floor(place / each)]}${String(place % each).padStart(more, '0')}`;
};

const sizeOf = ({ begins, more }: Range): number => begins.length * 10 ** more;
