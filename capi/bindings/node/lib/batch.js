'use strict';

const { decisionOf } = require('./decision.js');
const { refusal } = require('./native.js');

/** A record as its line, or with the exception that says why it has none. */
function prepare(record, number, toJson) {
  try {
    return { line: toJson(record, number), failure: null };
  } catch (failure) {
    return { line: '', failure, id: String(record?.id ?? number) };
  }
}

/** The answers to one batch; `decideLines` makes one call of the library. */
function* answers(batch, decideLines) {
  const lines = decideLines(batch.map(({ line }) => line).join('\n') + '\n').split('\n');
  for (const [index, { failure, id }] of batch.entries()) {
    if (failure !== null) {
      yield { id, decision: null, error: failure };
      continue;
    }
    const fields = JSON.parse(lines[index]);
    if (fields.error === undefined) {
      yield { id: fields.id, decision: decisionOf(lines[index], fields), error: null };
    } else {
      yield { id: fields.id, decision: null, error: refusal(fields.error) };
    }
  }
}

/** Answers any number of records, a batch at a time; `toJson` takes a record and its number. */
function* decideAll(records, batchSize, toJson, decideLines) {
  if (!Number.isInteger(batchSize) || batchSize < 1) {
    throw new RangeError('batchSize must be a whole number from 1');
  }
  let batch = [];
  let number = 0;
  for (const record of records) {
    number += 1;
    batch.push(prepare(record, number, toJson));
    if (batch.length < batchSize) continue;
    yield* answers(batch, decideLines);
    batch = [];
  }
  if (batch.length > 0) yield* answers(batch, decideLines);
}

module.exports = { decideAll };
