'use strict';

/** Why a call of the library failed. */
class RapportError extends Error {
  constructor(status, statusCode, message, details = {}) {
    super(message);
    this.status = status;
    this.statusCode = statusCode;
    this.file = details.file || null;
    this.line = details.line || null;
    this.column = details.column || null;
    this.diagnostics = details.diagnostics ?? [];
    this.report = details.report ?? '';
  }
}
RapportError.prototype.name = 'RapportError';

/** What a binding finds wrong in an argument, under the status that the library would give. */
function invalidArgument(message) {
  return new RapportError('invalid_argument', 1, message);
}

function invalidState(message) {
  return new RapportError('invalid_state', 5, message);
}

module.exports = { RapportError, invalidArgument, invalidState };
