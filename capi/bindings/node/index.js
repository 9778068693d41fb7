'use strict';

const { Accumulator } = require('./lib/accumulator.js');
const { Conversation } = require('./lib/conversation.js');
const { Decision } = require('./lib/decision.js');
const { RapportError } = require('./lib/errors.js');
const { Review } = require('./lib/review.js');
const { RuleSet } = require('./lib/rule-set.js');
const { RuleSetBuilder } = require('./lib/rule-set-builder.js');
const { version } = require('./lib/native.js');

module.exports = {
  Accumulator,
  Conversation,
  Decision,
  RapportError,
  Review,
  RuleSet,
  RuleSetBuilder,
  version,
};
