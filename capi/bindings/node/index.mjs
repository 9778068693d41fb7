import rapport from './index.js';

export const {
  Accumulator,
  Conversation,
  Decision,
  RapportError,
  Review,
  RuleSet,
  RuleSetBuilder,
  version,
} = rapport;
export default rapport;
