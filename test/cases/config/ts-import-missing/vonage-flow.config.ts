import { hello } from './nccos/helo';

export default { answer: 'hello', nccos: { hello } };
