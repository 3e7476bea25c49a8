// Stands in for @ngrok/ngrok 1.7.0: the same functions, and it really forwards. What it was asked is kept for tests.
'use strict';
const forward = require('./forward.cjs');

const opened = [];

exports.opened = opened;
exports.forward = async (config) => {
  if (config.authtoken !== 'good-authtoken') {
    const error = new Error(
      `failed to connect session: authentication failed: The authtoken you specified is properly formed, but it is invalid. Your authtoken: ${config.authtoken} error_code: ERR_NGROK_107`,
    );
    throw Object.assign(error, { errorCode: 'ERR_NGROK_107' });
  }
  const { url, close } = await forward(Number(config.addr.split(':')[1]));
  const tunnel = { config, url, isOpen: true };
  opened.push(tunnel);
  return {
    url: () => `${url}/`,
    close: async () => {
      tunnel.isOpen = false;
      close();
    },
  };
};
