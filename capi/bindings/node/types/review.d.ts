// What a review of a reply consists of.

/** A place in the reply that counted. */
export interface ReviewSpan {
  readonly cue: string;
  /** First and past-the-last byte of the reply's text in UTF-8. */
  readonly start: number;
  readonly end: number;
  /** The words there. */
  readonly text: string;
}

/** Why a check failed. */
export type FailReason =
  | 'missing'
  | 'fault'
  | 'condition'
  | 'over_limit'
  | 'forbidden'
  | 'approval'
  | (string & {});

/** What one check says. */
export interface Finding {
  /** The check's id. */
  readonly check: string;
  readonly label: string;
  /** "na": not applicable. */
  readonly result: 'pass' | 'fail' | 'na' | (string & {});
  /** null unless it failed. */
  readonly reason: FailReason | null;
  readonly weight: number;
  /** Its fail blocks the reply. */
  readonly fatal: boolean;
  /** Does not apply, or fails, because its condition is unknown. */
  readonly undetermined: boolean;
  /** What is wrong, for the agent; null unless it failed. */
  readonly why: string | null;
  /** Of "over_limit", with the value in force. */
  readonly limit: string | null;
  readonly limitValue: number | null;
  /** The policy that set the limit, forbids or wants approval. */
  readonly policy: string | null;
  /** The route that approves. */
  readonly approvalFrom: string | null;
  /** By their place; of a pass, what was looked for. */
  readonly spans: readonly ReviewSpan[];
  /** Better wordings for a fail, the best first. */
  readonly suggestions: readonly string[];
}
