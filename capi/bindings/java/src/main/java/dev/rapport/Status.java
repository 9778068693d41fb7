package dev.rapport;

/** What the library says about a call that failed, numbered as in the C interface. */
public enum Status {
  /** Never the status of an exception. */
  OK,
  /** An argument is malformed or out of range. */
  INVALID_ARGUMENT,
  /** The packs have errors: see {@link RapportException#diagnostics()}. */
  INVALID_PACK,
  /** A name or index does not exist. */
  NOT_FOUND,
  /** A stated limit; the object is unchanged. */
  LIMIT_EXCEEDED,
  /** A call out of order. */
  INVALID_STATE,
  /** A file could not be read. */
  IO,
  /** A defect in Rapport; please report it. */
  INTERNAL,
  /** The object may hold a part of the work: reset or close it. */
  OUT_OF_MEMORY,
  /** One that this version of the binding does not know. */
  UNKNOWN
}
