/// <reference lib="es2020" />
/// <reference lib="esnext.disposable" />

import type {
  Abstained,
  Action,
  Approval,
  Contact,
  Escalation,
  Evidence,
  Flag,
  Forbidden,
  LimitReason,
  Need,
  OpenQuestion,
  Overridden,
  Promised,
  Protocol,
  Undetermined,
} from './types/decision.js';
import type { Finding } from './types/review.js';
import type { Explanation } from './types/explanation.js';

export * from './types/decision.js';
export * from './types/explanation.js';
export * from './types/review.js';

/** The version of the library that is loaded, such as "0.1.0". */
export function version(): string;

// ---- Values ------------------------------------------------------------------------------------

/**
 * A Date, a bigint of microseconds since 1970-01-01T00:00:00Z, or RFC 3339 text. That very instant
 * stands for a time that is not known.
 */
export type Time = Date | bigint | string;

/** Units that add up. A Temporal.Duration fits too, if it has neither years nor months. */
export interface DurationUnits {
  readonly weeks?: number;
  readonly days?: number;
  readonly hours?: number;
  readonly minutes?: number;
  readonly seconds?: number;
  readonly milliseconds?: number;
  readonly microseconds?: number;
}

/** Units, a bigint of microseconds, or text such as "90d" or "1h30m". */
export type Duration = DurationUnits | bigint | string;

/**
 * The value of a fact, by its declared type:
 *
 * - bool: boolean
 * - int: a whole number or a bigint; a number beyond Number.MAX_SAFE_INTEGER is a RangeError
 * - double: a number or a bigint
 * - string, enum: string
 * - duration: {@link Duration}
 * - timestamp: {@link Time}
 * - strings: list of strings
 *
 * null and undefined leave a fact unknown, or at its default.
 */
export type FactValue =
  boolean | number | bigint | string | Date | DurationUnits | readonly string[] | null | undefined;

export type Facts = Readonly<Record<string, FactValue>>;

export type Speaker = 'customer' | 'agent' | 'bot' | 'system' | 'third_party';
export type Visibility = 'public' | 'internal';
export type Format = 'text' | 'html' | 'email' | 'transcript';

/**
 * One message. Half a surrogate pair in any text is read as U+FFFD. addTurn() refuses other keys with
 * a TypeError.
 */
export interface Turn {
  readonly text: string;
  /** Who speaks: the customer, unless said otherwise. */
  readonly by?: Speaker | null;
  /** When it was sent, or began. */
  readonly at?: Time | null;
  /** When it ended, for calls; otherwise the same as `at`. */
  readonly end?: Time | null;
  /** Internal notes are never read as a reply. */
  readonly visibility?: Visibility | null;
  readonly format?: Format | null;
  /** BCP 47; when absent, it is found out from the words. */
  readonly language?: string | null;
  /** For the host's own use. */
  readonly id?: string | null;
  /** For the host's own use. */
  readonly author?: string | null;
}

/** A conversation as one object. Other keys are ignored. */
export interface ConversationRecord {
  readonly id?: string | number | bigint | null;
  readonly channel?: string | null;
  /** When the decision is made; otherwise at the last turn. */
  readonly now?: Time | null;
  readonly facts?: Facts | null;
  /** Oldest first. */
  readonly turns: readonly Turn[];
  /** Routes whose escalation the host has acted on. */
  readonly acknowledged?: readonly string[] | null;
  /** What people decided in place of the rules; they hold for this record. */
  readonly overrides?: {
    readonly persona?: string | null;
    readonly scales?: Readonly<Record<string, number>> | null;
    readonly escalations?: Readonly<Record<string, 'hold' | 'suppress'>> | null;
  } | null;
  /** What people said, for evaluation; deciding ignores it. */
  readonly label?: object | null;
  /** Of the agents, for coaching. */
  readonly team?: string | null;
  /** What people did with recommendations, oldest first, for acceptance. */
  readonly events?: readonly object[] | null;
}

// ---- Errors ------------------------------------------------------------------------------------

export type Status =
  | 'invalid_argument'
  | 'invalid_pack'
  | 'not_found'
  | 'limit_exceeded'
  | 'invalid_state'
  | 'io'
  | 'internal'
  | 'out_of_memory'
  | (string & {});

/** What is wrong with a pack, and where. */
export interface Diagnostic {
  readonly severity: 'error' | 'warning' | (string & {});
  /** A stable word such as "unknown-key". */
  readonly code: string;
  readonly file: string;
  /** From 1; 0 when it is about a file as a whole. */
  readonly line: number;
  /** From 1, in code points; 0 when it is about a file as a whole. */
  readonly column: number;
  /** How many code points a caret marks. */
  readonly width: number;
  readonly message: string;
  /** The line of the file; may be empty. */
  readonly snippet: string;
  /** What to do; may be empty. */
  readonly hint: string;
}

/**
 * Why a call of the library failed. A value of the wrong type of JavaScript, an unknown key of options
 * and an argument too many are a TypeError instead, and a number that does not fit, a RangeError.
 */
export class RapportError extends Error {
  private constructor();
  readonly name: 'RapportError';
  readonly status: Status;
  /** The number of the status in C. */
  readonly statusCode: number;
  /** The place of the first error of a pack; null when the error has none. */
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
  /** All errors and warnings of an invalid pack; otherwise empty. */
  readonly diagnostics: readonly Diagnostic[];
  /** The same as text for people; otherwise empty. */
  readonly report: string;
}

// ---- Rule sets ---------------------------------------------------------------------------------

export interface FactInfo {
  readonly id: string;
  readonly type:
    | 'bool'
    | 'int'
    | 'double'
    | 'string'
    | 'enum'
    | 'duration'
    | 'timestamp'
    | 'strings'
    | (string & {});
  readonly hasDefault: boolean;
  /** Of an enum; otherwise empty. */
  readonly values: readonly string[];
  readonly help: string;
}

export interface PersonaInfo {
  readonly id: string;
  readonly label: string;
  /** Neutral: may be stored, or shown to the customer. */
  readonly displayName: string;
  readonly summary: string;
}

export interface ScaleInfo {
  readonly id: string;
  /** Names of the levels, from level 0. */
  readonly levels: readonly string[];
  readonly help: string;
}

export interface CueInfo {
  readonly id: string;
  readonly help: string;
}

export interface PolicyInfo {
  readonly id: string;
  /** Its condition, as the pack writes it. */
  readonly when: string;
  readonly help: string;
}

export interface CheckInfo {
  readonly id: string;
  readonly label: string;
  readonly weight: number;
  /** Its fail blocks the reply. */
  readonly fatal: boolean;
  readonly help: string;
}

export interface DecideOptions {
  /** What is done about a record's facts that no pack declares. By default they are an error. */
  readonly unknownFacts?: 'error' | 'ignore';
}

export interface ReviewOptions extends DecideOptions {
  /** Only what helps while the reply is being written: the tip, no score and no findings. */
  readonly draft?: boolean;
}

export interface DecideAllOptions extends DecideOptions {
  /** How many records one call of the library takes: 1,000. */
  readonly batchSize?: number;
}

/** A record's decision, or why it was refused: what decide() would throw. */
export type Answer =
  | { readonly id: string; readonly decision: Decision; readonly error: null }
  | { readonly id: string | null; readonly decision: null; readonly error: Error };

/**
 * Compiled packs. Immutable.
 *
 * The object belongs to one thread, as every object of JavaScript does, but the rules behind it may
 * be used by any number of threads at once: give each worker what share() returns.
 */
export class RuleSet {
  private constructor();

  /** The pack that is built in, core-en. */
  static default(): RuleSet;
  /** One pack: its only file, or its manifest, with the files that it lists. */
  static fromFile(path: string): RuleSet;
  /** A pack of one file in memory; `name` is for messages. */
  static fromText(name: string, text: string | Uint8Array): RuleSet;
  /** What share() gave, in a worker. */
  static fromShared(shared: SharedArrayBuffer): RuleSet;

  /** Such as "core-en@1.0.0#1f2e3d4c5b6a7988": two rule sets of one name decide alike. */
  readonly name: string;
  /** Of the merged packs, 64 hexadecimal digits. */
  readonly hash: string;
  /** BCP 47. */
  readonly language: string;
  /** Memory that the compiled tables take, roughly. */
  readonly compiledBytes: number;

  readonly facts: readonly FactInfo[];
  readonly personas: readonly PersonaInfo[];
  readonly scales: readonly ScaleInfo[];
  readonly cues: readonly CueInfo[];
  readonly policies: readonly PolicyInfo[];
  /** What replies are held against, by id. */
  readonly checks: readonly CheckInfo[];

  /** Decides about a record. */
  decide(record: ConversationRecord, options?: DecideOptions): Decision;
  /** The same from JSON to JSON: exactly the text that the library writes, without line break. */
  decideJson(record: string | Uint8Array, options?: DecideOptions): string;
  /**
   * Decides about JSON Lines in one call. The answer has a line for each line; a record that is
   * refused is answered with {"id":...,"error":{...}}.
   */
  decideLines(records: string | Uint8Array, options?: DecideOptions): string;
  /**
   * Decides about many records, in batches. A record without an id has its number, from 1. A record
   * that is refused is answered with its error.
   */
  decideAll(
    records: Iterable<ConversationRecord>,
    options?: DecideAllOptions,
  ): Generator<Answer, void, undefined>;

  /** Reviews the last turn of a record, an agent's, after those before it. */
  review(record: ConversationRecord, options?: ReviewOptions): Review;
  /** The same from JSON to JSON. */
  reviewJson(record: string | Uint8Array, options?: ReviewOptions): string;
  /** Reviews JSON Lines in one call; the answers are as those of decideLines(). */
  reviewLines(records: string | Uint8Array, options?: ReviewOptions): string;

  /** Why and why not: what decide() would decide. */
  explain(record: ConversationRecord, options?: DecideOptions): Explanation;
  explainJson(record: string | Uint8Array, options?: DecideOptions): string;

  /**
   * The rules for another thread of this process: post the buffer to a worker, which passes it to
   * RuleSet.fromShared(). Call it once for each worker. Until a worker has taken them, the rules
   * stay in memory, even when this object is closed.
   */
  share(): SharedArrayBuffer;

  /** Frees the memory now rather than when this has become garbage. Conversations go on. */
  close(): void;
  [Symbol.dispose](): void;
}

/**
 * What many records say together: each is added and forgotten, and the report may be asked for at
 * any time. Parts that other workers, machines or days counted come together by merge(); between
 * them they travel as bytes, by save() and load(). The report is the same however the records were
 * spread.
 */
export class Accumulator {
  /** The options of each kind are those of include/rapport/accumulator.h. */
  constructor(
    rules: RuleSet,
    kind: 'coaching' | 'acceptance' | 'feedback' | 'metrics',
    options?: Readonly<Record<string, unknown>>,
  );
  /** What save() gave, counted with rules of the same hash. The bytes are not trusted. */
  static load(rules: RuleSet, saved: Uint8Array): Accumulator;

  readonly kind: string;
  /** Counts one record, as JSON or an object. One that is refused changes nothing. */
  add(record: string | Uint8Array | ConversationRecord): this;
  /** Adds what another of the same kind, options and rules has counted. */
  merge(other: Accumulator): this;
  /** All that was counted. It holds names and quotations, whatever the options show. */
  save(): Uint8Array;
  /** What the command of the kind prints with --json. */
  report(): unknown;
  reportJson(): string;

  close(): void;
  [Symbol.dispose](): void;
}

/** Bounds on what packs may ask for. The comments give the defaults. */
export interface PackLimits {
  /** Of one file: 20,000. */
  readonly yamlEvents?: number;
  /** Nesting of lists and maps: 32. */
  readonly yamlDepth?: number;
  /** 64. */
  readonly filesPerPack?: number;
  /** Of all cues: 10,000. */
  readonly phrases?: number;
  /** Words and steps that one phrase expands to: 4,096. */
  readonly phraseWords?: number;
  /** Nesting of one condition: 64. */
  readonly expressionDepth?: number;
  /** Of one YAML file: 256 KiB. */
  readonly fileBytes?: number;
  /** Of one word table: 8 MiB. */
  readonly tableBytes?: number;
  /** Of one YAML scalar: 16 KiB. */
  readonly scalarBytes?: number;
  /** Of one condition: 4 KiB. */
  readonly expressionBytes?: number;
  /** 64 MiB. */
  readonly compiledBytes?: number;
}

/** Collects packs, and compiles them together. */
export class RuleSetBuilder {
  constructor(limits?: PackLimits);

  /** core-en. A pack that extends it finds it without this. */
  addDefault(): this;
  /**
   * A pack's only file, or its manifest and the files that it lists; or an overlay of weights and
   * the table that it names.
   */
  addFile(path: string): this;
  /**
   * A file from memory: a pack, a manifest, a part that a manifest lists, or an overlay of weights.
   * `name` is what diagnostics show and what a manifest's `files:` resolve to. A file whose name
   * ends in .tsv is a word table, any other is YAML. Nothing is checked before building.
   */
  addText(name: string, text: string | Uint8Array): this;
  /** Merges the packs in the order in which they were added. May be called again, after more. */
  build(): RuleSet;

  /** Errors and warnings of the last build. */
  readonly diagnostics: readonly Diagnostic[];
  /** The same as text for people; empty when there are none. */
  readonly report: string;

  close(): void;
  [Symbol.dispose](): void;
}

// ---- Conversations -----------------------------------------------------------------------------

/** Bounds on one conversation. */
export interface ConversationLimits {
  /** A further turn is refused: 2,000. */
  readonly turns?: number;
  /** Longer text is cut at a character: 64 KiB. */
  readonly turnBytes?: number;
}

export interface ConversationOptions {
  /** When the decision is made; otherwise at the last turn. */
  readonly now?: Time | null;
  /** What the answer's `id` says. */
  readonly id?: string | number | bigint | null;
}

/** An agent's reply, one that is being written or one that was sent. */
export interface Reply {
  readonly text: string;
  /** When it was sent. */
  readonly at?: Time | null;
  readonly format?: Format | null;
}

export interface ReplyOptions extends ConversationOptions {
  /** Only what helps while the reply is being written: the tip, no score and no findings. */
  readonly draft?: boolean;
}

/**
 * The turns, facts and acknowledgements of one case. A turn is read when it is added; later
 * decisions cost no more for it. A method that throws leaves it unchanged, but for setFacts().
 *
 * It belongs to the thread that made it, and keeps its rules alive.
 */
export class Conversation {
  constructor(rules: RuleSet, limits?: ConversationLimits);

  /** Adds a message; a text alone is the customer's. */
  addTurn(turn: Turn | string): this;
  readonly turnCount: number;

  setFact(name: string, value: FactValue): this;
  /** Sets one after another, until one is refused. */
  setFacts(facts: Facts): this;
  /** Makes a fact unknown again, or its default. */
  clearFact(name: string): this;
  /**
   * Notes that the host has acted on the escalation to `route`: it is new again only when a later
   * turn gives a further reason.
   */
  acknowledge(route: string): this;
  /**
   * What a person, usually a supervisor, knows better than the rules; "none" is a persona too. It
   * holds until it is released, whatever turns follow. Scores and evidence stay what the rules find.
   */
  overridePersona(persona: string): this;
  releasePersona(): this;
  /** `level` is from 0. */
  overrideScale(scale: string, level: number): this;
  releaseScale(scale: string): this;
  /**
   * "hold": the escalation stands, whether or not a policy asks for it. "suppress": it does not,
   * but for what policies of class `safety` ask for.
   */
  overrideEscalation(route: string, rule: 'hold' | 'suppress'): this;
  releaseEscalation(route: string): this;
  /** All of them. */
  releaseOverrides(): this;
  /** Forgets turns, facts, acknowledgements and overrides, and keeps the memory for the next case. */
  reset(): this;

  /** Decides about the conversation as it stands. */
  decide(options?: ConversationOptions): Decision;
  /**
   * Reviews `reply` as the agent's next turn; it is not added. Without `now` it is the reply's time,
   * then that of the last turn. As long as the conversation and `now` are the same, a further call
   * reads the reply and nothing else, fast enough for every keystroke.
   */
  review(reply: Reply | string, options?: ReplyOptions): Review;
  reviewJson(reply: Reply | string, options?: ReplyOptions): string;
  /** Why and why not: what decide() would decide. */
  explain(options?: ConversationOptions): Explanation;
  explainJson(options?: ConversationOptions): string;

  /** Frees the memory now rather than when this has become garbage. */
  close(): void;
  [Symbol.dispose](): void;
}

// ---- Reviews -----------------------------------------------------------------------------------

/**
 * What is said of a reply: a value, which owes nothing to the rule set or conversation that it came
 * from. It is frozen, as is everything in it.
 */
export class Review {
  private constructor();

  readonly id: string;
  /** A fatal check failed: the reply should not be sent as it is. */
  readonly blocked: boolean;
  /** What to mend first; null when no check failed. */
  readonly tip: Finding | null;
  /** 0 to 100; null when no check applies, and of a draft. */
  readonly score: number | null;
  /** One for each check, by id; none of a draft. */
  readonly findings: readonly Finding[];
  /** Of the conversation before the reply; null of a draft. */
  readonly persona: string | null;
  /** The name of the rules that reviewed. */
  readonly ruleset: string;

  /** Exactly the text that the library writes, without line break. */
  readonly json: string;
  /** The object that `json` says, so that JSON.stringify() gives the library's own keys. */
  toJSON(): object;
}

// ---- Decisions ---------------------------------------------------------------------------------

/**
 * What was decided: a value, which owes nothing to the rule set or conversation that it came from.
 * It is frozen, as is everything in it.
 */
export class Decision {
  private constructor();

  readonly id: string;
  /** The customer type that is reported, or "none". */
  readonly persona: string;
  /** Why none is reported; null when one is. */
  readonly abstained: Abstained | null;
  /** The most probable type, reported or not. */
  readonly top: string;
  /** Of what is reported, from 0 to 1. */
  readonly probability: number;
  /** The probability of every type, and of "none". */
  readonly personas: Readonly<Record<string, number>>;
  /** Further types that are clear enough. */
  readonly also: readonly string[];
  /** The level of every scale, from 0; null when it is unknown. */
  readonly scales: Readonly<Record<string, number | null>>;
  /** What the customer writes for. */
  readonly contact: Contact;
  /** What the customer needs, newest first. */
  readonly needs: readonly Need[];
  /** Questions that no reply has taken up, oldest first. */
  readonly openQuestions: readonly OpenQuestion[];
  /** What agents promised. */
  readonly promises: readonly Promised[];
  /** What to do, most important first. */
  readonly actions: readonly Action[];
  /** Actions that must not be taken now. */
  readonly forbidden: readonly Forbidden[];
  /** Recommended actions that need somebody's approval first. */
  readonly approvals: readonly Approval[];
  /** The value of every limit that holds; beyond Number.MAX_SAFE_INTEGER only `json` is exact. */
  readonly limits: Readonly<Record<string, number>>;
  readonly limitReasons: readonly LimitReason[];
  readonly flags: readonly Flag[];
  /** Who must know, highest level first. */
  readonly escalations: readonly Escalation[];
  /** What counted, strongest first. */
  readonly evidence: readonly Evidence[];
  readonly undetermined: readonly Undetermined[];
  /** What a person decided in place of the rules; mostly empty. */
  readonly overridden: readonly Overridden[];
  /** Protocols that have started; mostly empty. */
  readonly protocols: readonly Protocol[];
  /** The name of the rules that decided. */
  readonly ruleset: string;

  /** Exactly the text that the library writes, without line break. */
  readonly json: string;
  /** The object that `json` says, so that JSON.stringify() gives the library's own keys. */
  toJSON(): object;
}
