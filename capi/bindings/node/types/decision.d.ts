// What a decision consists of.

/** Where something stands in a turn, and its words there. */
export interface Place {
  /** From 0. */
  readonly turn: number;
  /** First and past-the-last byte of the turn's text in UTF-8. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** What the customer writes for. */
export interface Contact {
  /** Or "none". */
  readonly kind: string;
  /** Further kinds that hold. */
  readonly also: readonly string[];
}

/** What the customer needs. The place is where it was voiced last; a condition alone has none. */
export interface Need extends Partial<Place> {
  readonly id: string;
  readonly label: string;
}

/** A question that no reply has taken up. */
export type OpenQuestion = Place;

/** What an agent promised. */
export interface Promised extends Place {
  readonly id: string;
  readonly label: string;
  /** null when it is not known. `json` has the microseconds. */
  readonly due: Date | null;
  readonly state: 'open' | 'kept' | 'overdue' | (string & {});
}

export interface ProtocolStep {
  readonly id: string;
  readonly label: string;
  readonly status: 'open' | 'next' | 'done' | 'not_needed' | 'throughout' | (string & {});
  /** The action that goes with it. */
  readonly action: string | null;
  /** Where it was done first; only when it is done. */
  readonly turn?: number;
  readonly start?: number;
  readonly end?: number;
}

/** What an agent should not have said. */
export interface ProtocolFault {
  readonly id: string;
  readonly label: string;
  readonly turn: number;
  readonly start: number;
  readonly end: number;
}

/** How far a protocol is that has started. */
export interface Protocol {
  readonly id: string;
  readonly label: string;
  readonly state: string;
  readonly stateLabel: string;
  /** Nothing is next in this state. */
  readonly ended: boolean;
  readonly startedTurn: number;
  /** Since when it is in this state. */
  readonly sinceTurn: number;
  /** The step to be done now. */
  readonly next: string | null;
  /** Steps of the state, then others that were done. */
  readonly steps: readonly ProtocolStep[];
  readonly faults: readonly ProtocolFault[];
}

/** What gave a reason: the key that `kind` names is there, and holds the `id`. */
export interface Reason {
  readonly kind: 'policy' | 'persona' | 'need' | 'contact_kind' | (string & {});
  readonly id: string;
  readonly policy?: string;
  readonly persona?: string;
  readonly need?: string;
  readonly contact_kind?: string;
}

export interface Action {
  readonly id: string;
  readonly label: string;
  readonly by: 'agent' | 'system' | 'supervisor' | (string & {});
  readonly kind: string;
  readonly reasons: readonly Reason[];
  /** Lines to say, with every placeholder filled; the best first. */
  readonly say: readonly string[];
  /** Whose approval it needs first. */
  readonly approvalFrom: string | null;
  /** The host has not said whether it offers this. */
  readonly availabilityUnknown: boolean;
}

export interface Forbidden {
  readonly id: string;
  readonly policy: string;
  /** Holds only because the policy's condition is unknown. */
  readonly undetermined: boolean;
}

export interface Approval {
  readonly action: string;
  readonly from: string;
}

export interface LimitReason {
  readonly limit: string;
  readonly unit: string;
  readonly policy: string;
  /** Holds only because the policy's condition is unknown. */
  readonly undetermined: boolean;
}

export interface Flag {
  readonly id: string;
  readonly policy: string;
}

export interface Escalation {
  /** The route. */
  readonly to: string;
  readonly label: string;
  readonly level: number;
  readonly reasons: readonly string[];
  /** One for each reason. */
  readonly policies: readonly string[];
  /** null without times, or when the pack states no time. `json` has the microseconds. */
  readonly due: Date | null;
  /** The turn from which it has held without a break, from 0. */
  readonly sinceTurn: number;
  /** false once acknowledged, until a later turn gives a further reason. */
  readonly isNew: boolean;
}

/** A cue that hit in the customer's words. */
export interface CueEvidence {
  readonly kind: 'cue';
  /** The cue's, as is `cue`. */
  readonly id: string;
  readonly cue: string;
  readonly condition?: undefined;
  readonly word?: undefined;
  /** From 0. */
  readonly turn: number;
  /** First and past-the-last byte of the turn's text in UTF-8. */
  readonly start: number;
  readonly end: number;
  /** The words there. */
  readonly text: string;
  /** The type for which it counted; null when only policies read it. */
  readonly persona: string | null;
  readonly weight: number;
}

/** A word or pair of words of the customer's that is in a word table. */
export interface WordEvidence {
  readonly kind: 'word';
  /** The word's or pair's entry in the table, as is `word`. */
  readonly id: string;
  /** Such as "slow", "no reply" or "{number} days". */
  readonly word: string;
  readonly cue?: undefined;
  readonly condition?: undefined;
  /** From 0. */
  readonly turn: number;
  /** First and past-the-last byte of the turn's text in UTF-8. */
  readonly start: number;
  readonly end: number;
  /** The words there. */
  readonly text: string;
  /** The type for or against which it counted. */
  readonly persona: string | null;
  /** What it added to that type's lead over `none`. */
  readonly weight: number;
}

/** A condition that held. */
export interface ConditionEvidence {
  readonly kind: 'condition';
  /** The condition's, as is `condition`. */
  readonly id: string;
  readonly condition: string;
  readonly cue?: undefined;
  readonly word?: undefined;
  readonly turn?: undefined;
  readonly start?: undefined;
  readonly end?: undefined;
  readonly text?: undefined;
  readonly persona: string | null;
  readonly weight: number;
}

export type Evidence = CueEvidence | ConditionEvidence | WordEvidence;

/** A policy, condition, need or kind of contact that could not be determined. */
export interface Undetermined {
  readonly policy?: string;
  readonly condition?: string;
  readonly need?: string;
  readonly contact_kind?: string;
  /** Facts and signals that are not known. */
  readonly missing: readonly string[];
  /** What failed, such as "overflow"; null when something is merely not known. */
  readonly error: string | null;
}

/** What a person decided in place of the rules. */
export interface Overridden {
  readonly kind: 'persona' | 'scale' | 'escalation' | (string & {});
  /** The persona that was set; the scale; the route. */
  readonly id: string;
  /** Of a scale: the level that was set. */
  readonly level: number | null;
  /** Of an escalation. */
  readonly override: 'hold' | 'suppress' | (string & {}) | null;
  /** The persona or the level that the rules found; null when the level is not known. */
  readonly found: string | number | null;
  /** Of an escalation: why policies escalate, also those that were suppressed. */
  readonly reasons: readonly string[];
  /** One for each reason. */
  readonly policies: readonly string[];
}

export type Abstained =
  'threshold' | 'margin' | 'no_evidence' | 'language' | 'override' | (string & {});
