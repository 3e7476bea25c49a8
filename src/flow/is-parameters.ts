/**
 * Whether a text is nothing but a query, a form, a path or an address with a query: a parameter of it ends nowhere but where the next
 * one begins.
 */
export const isParameters = (text: string): boolean => PARAMETERS.test(text);

const PARAMETERS = /^(?:(?:[a-z][\w+.-]{0,20}:\/)?\/[^\s?]{0,2048}\?|[\w.%+[\]~-]{1,200}=)\S*$/i;
