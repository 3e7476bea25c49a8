const LOCAL_HOST =
  /^(localhost|.+\.(localhost|local|internal|lan)|127(\.\d+){3}|0\.0\.0\.0|10(\.\d+){3}|192\.168(\.\d+){2}|172\.(1[6-9]|2\d|3[01])(\.\d+){2}|169\.254(\.\d+){2}|\[::1?\]|\[f[cd][0-9a-f:]*\]|\[fe80:[0-9a-f:]*\])$/;

/**
 * Whether a host means something on one machine or in one network only, so that Vonage cannot reach it: loopback, RFC
 * 1918 and the like, names without a dot.
 *
 * @param host in lower case, without a port; an IPv6 address in brackets
 */
export const isLocalHost = (host: string): boolean =>
  LOCAL_HOST.test(host) || !(host.includes('.') || host.includes(':'));
