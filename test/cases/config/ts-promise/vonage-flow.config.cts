export default Promise.resolve({ users: ['alice'] });
