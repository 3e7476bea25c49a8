import hello from './hello.json';

export default { nccos: { hello } };
