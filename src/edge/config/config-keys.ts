/**
 * The keys of a config, as people are told of them. They stand apart from the schema, so that a text can be recognised as
 * a config without loading it.
 */
export const CONFIG_KEYS = [
  'application',
  'production',
  'port',
  'tunnel',
  'publicUrl',
  'borrow',
  'webhooks',
  'signedCallbacks',
  'region',
  'numbers',
  'users',
  'answer',
  'nccos',
  'forward',
  'copy',
  'forwardPaths',
  'sockets',
  'safetyNet',
  'redact',
  'lint',
] as const;
