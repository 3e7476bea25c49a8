import { need } from './need';

export default {
  application: need('VONAGE_FLOW_TEST_THAT_IS_NOT_SET'),
};
