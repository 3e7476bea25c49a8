const { words } = require('./words.ts');
exports.hello = () => [{ action: 'talk', text: words }];
