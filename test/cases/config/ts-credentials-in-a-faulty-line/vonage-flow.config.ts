const apiSecret = 'abcd1234' as;
export default {};
