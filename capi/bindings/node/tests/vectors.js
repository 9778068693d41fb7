'use strict';

// The test vectors of the repository.

const fs = require('node:fs');
const path = require('node:path');
const { RuleSet } = require('rapport');

const folder = path.join(process.env.RAPPORT_SOURCE_DIR, 'tests', 'vectors');

function read(name) {
  return fs.readFileSync(path.join(folder, name), 'utf8');
}

/** Lines without their line breaks; every one has one. */
function lines(name) {
  return read(name).split('\n').slice(0, -1);
}

/** The frozen pack. */
function frozen() {
  return RuleSet.fromFile(path.join(folder, 'pack.yaml'));
}

/** Conversations as [id, line, decision line]. */
function conversations() {
  const decisions = lines('decisions.jsonl');
  return lines('conversations.jsonl').map((line, i) => [JSON.parse(line).id, line, decisions[i]]);
}

/** Replies as [id, line, review line, review line of a draft]. */
function replies() {
  const reviews = lines('reviews.jsonl');
  const drafts = lines('drafts.jsonl');
  return lines('replies.jsonl').map((line, i) => [
    JSON.parse(line).id,
    line,
    reviews[i],
    drafts[i],
  ]);
}

module.exports = { conversations, folder, frozen, lines, read, replies };
