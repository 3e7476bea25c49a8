export default async () => ({ users: ['alice'], answer: () => 'hello', nccos: { hello: [{ action: 'wait' }] } });
