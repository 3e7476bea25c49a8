import { hello } from './hello';

export default { answer: 'hello', nccos: { hello } };
