const { defineConfig } = require('vonage-flow');
const { join } = require('node:path');
const { hello } = require('./hello.cjs');
const data = require('./data.json');

module.exports = defineConfig({ users: [...data.users, typeof join, typeof __dirname], nccos: { hello } });
