import rapport from './index.js';

export const { Conversation, Decision, RapportError, RuleSet, RuleSetBuilder, version } = rapport;
export default rapport;
