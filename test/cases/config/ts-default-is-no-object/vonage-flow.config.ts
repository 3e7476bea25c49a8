export default ['hello'];
