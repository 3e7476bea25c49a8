/** The query of a request's URL; of a name that stands twice the last one counts. */
export const queryOf = ({ url }: { readonly url: string }): Readonly<Record<string, string>> =>
  Object.fromEntries(new URLSearchParams(url.split('?').slice(1).join('?')));
