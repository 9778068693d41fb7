// Explanations, with the keys that the library writes.

import type { Speaker } from '../index.js';

export interface Hit {
  readonly cue: string;
  readonly turn: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Why it does not count. */
  readonly ignored?: 'negated' | 'quoted' | (string & {});
}

export interface Contribution {
  readonly cue?: string;
  readonly condition?: string;
  /** An entry of a word table. */
  readonly word?: string;
  /** Decayed; of a cue, before saturation. */
  readonly count: number;
  /** Of a word, as the table has it. */
  readonly weight: number;
  readonly contribution: number;
  /** true for a condition that could not be determined. */
  readonly unknown?: boolean;
}

export interface PersonaExplanation {
  readonly id: string;
  readonly label: string;
  readonly bias: number;
  readonly score: number;
  readonly probability: number;
  readonly reported: boolean;
  readonly contributions: readonly Contribution[];
  readonly why_not?: string;
}

export interface ScaleExplanation {
  readonly id: string;
  readonly level: number | null;
  /** Of the level; empty when it is unknown. */
  readonly name: string;
  readonly bias: number;
  readonly score: number;
  readonly next_threshold?: number;
  readonly contributions: readonly Contribution[];
}

/** A part of a condition. */
export interface ConditionPart {
  /** First and past-the-last byte of the policy's `when`. */
  readonly start: number;
  readonly end: number;
  readonly depth: number;
  readonly text: string;
  readonly value: string;
  /** false where it did not matter. */
  readonly evaluated: boolean;
}

export interface PolicyExplanation {
  readonly id: string;
  readonly help: string;
  readonly when: string;
  readonly outcome: 'true' | 'false' | 'unknown' | 'error' | (string & {});
  readonly applied: boolean;
  readonly effects: readonly string[];
  readonly parts: readonly ConditionPart[];
  readonly why_not?: string;
}

/** A need, or a kind of contact. */
export interface NeedExplanation {
  readonly id: string;
  readonly label: string;
  readonly when?: string;
  /** Of a need, those with hits. */
  readonly cues: readonly string[];
  readonly outcome: 'true' | 'false' | 'unknown' | 'error' | (string & {});
  readonly playbook: readonly string[];
  readonly why_not?: string;
}

export interface QuestionExplanation {
  readonly turn: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** "open", or how a reply took it up; "forgotten" when more than 32 came after it. */
  readonly state:
    | 'open'
    | 'shared_word'
    | 'yes_no'
    | 'figure'
    | 'statements'
    | 'forgotten'
    | (string & {});
  /** The turn of that reply. */
  readonly taken_up_by?: number;
}

export interface PromiseExplanation {
  readonly id: string;
  readonly turn: number;
  readonly text: string;
  readonly state: 'open' | 'kept' | 'overdue' | (string & {});
  /** The due time is from its own words. */
  readonly says_when: boolean;
  /** RFC 3339 text. */
  readonly due?: string;
  /** The turn that kept it. */
  readonly kept_by?: number;
}

export interface ProtocolExplanation {
  readonly id: string;
  readonly label: string;
  /** Empty before it starts. */
  readonly state: string;
  /** Each state that it could enter next. */
  readonly transitions: readonly {
    readonly to: string;
    readonly when: string;
    readonly why_not: string;
  }[];
}

/** Why and why not. */
export interface Explanation {
  readonly id: string;
  readonly ruleset: string;
  readonly turns: readonly { readonly by: Speaker; readonly text: string }[];
  readonly hits: readonly Hit[];
  readonly personas: readonly PersonaExplanation[];
  readonly scales: readonly ScaleExplanation[];
  readonly contact_kinds: readonly NeedExplanation[];
  readonly needs: readonly NeedExplanation[];
  readonly questions: readonly QuestionExplanation[];
  readonly promises: readonly PromiseExplanation[];
  readonly policies: readonly PolicyExplanation[];
  /** What a person decided in place of the rules, in words; absent when there is nothing. */
  readonly overridden?: readonly {
    readonly persona?: string;
    readonly scale?: string;
    readonly escalation?: string;
    readonly set: string;
    readonly found: string;
  }[];
  readonly protocols: readonly ProtocolExplanation[];
  /** The known facts, as text. */
  readonly facts: Readonly<Record<string, string>>;
  /** All signals, as text. */
  readonly signals: Readonly<Record<string, string>>;
}
