/** `2026-03-01 09:30:35 UTC`: a page is read in other places than it was made. */
export const utcDayAndTime = (at: number): string =>
  `${new Date(at).toISOString().replace('T', ' ').slice(0, -5)} UTC`;

/** `09:30:35.040` */
export const utcTime = (at: number): string => new Date(at).toISOString().slice(-13, -1);
