<?php

declare(strict_types=1);

namespace Rapport;

/** What a person decided about the escalations of a route, in place of the policies. */
enum EscalationRule: int
{
    /** It stands, whether or not a policy asks for it. */
    case Hold = 0;
    /** It does not stand, but for what policies of class `safety` ask for. */
    case Suppress = 1;
}

/** Who speaks. */
enum Speaker: int
{
    case Customer = 0;
    case Agent = 1;
    case Bot = 2;
    case System = 3;
    case ThirdParty = 4;
}

/** Who sees a turn. */
enum Visibility: int
{
    case Public = 0;
    case Internal = 1;
}

/** How the text of a turn is written. */
enum TextFormat: int
{
    case Text = 0;
    case Html = 1;
    case Email = 2;
    case Transcript = 3;
}

/** What is done about a record's facts that no pack declares. */
enum UnknownFacts: int
{
    case Error = 0;
    case Ignore = 1;
}

/** How much a review says. */
enum ReviewDetail: int
{
    /** Every finding, and the score. */
    case All = 0;
    /** What helps while the reply is being written: whether it is blocked, and the one tip. */
    case Draft = 1;
}

/** Why the library refused something. The code is the number of the status. */
final class RapportException extends \RuntimeException
{
    /**
     * @param string $status such as "not_found"
     * @param string $packFile the first error's place where a pack is wrong
     * @param list<Diagnostic> $diagnostics all errors and warnings where a pack is wrong
     * @param string $report the diagnostics as text
     */
    public function __construct(
        string $message,
        int $code,
        public readonly string $status,
        public readonly string $packFile = '',
        public readonly int $packLine = 0,
        public readonly int $packColumn = 0,
        public readonly array $diagnostics = [],
        public readonly string $report = '',
    ) {
        parent::__construct($message, $code);
    }

    /**
     * @internal
     * @param list<Diagnostic> $diagnostics
     */
    public function with(array $diagnostics, string $report): self
    {
        return new self(
            $this->getMessage(),
            $this->getCode(),
            $this->status,
            $this->packFile,
            $this->packLine,
            $this->packColumn,
            $diagnostics,
            $report,
        );
    }
}

/** An error or warning of a pack. Line and column count from 1; 0 is the whole file. */
final class Diagnostic
{
    public function __construct(
        /** "error" or "warning". */
        public readonly string $severity,
        /** A stable word such as "unknown-key". */
        public readonly string $code,
        public readonly string $file,
        public readonly int $line,
        public readonly int $column,
        public readonly string $message,
        public readonly string $snippet,
        public readonly string $hint,
    ) {
    }
}

/** A fact that a pack declares. */
final class Fact
{
    /**
     * @param string $type such as "int"
     * @param list<string> $values an enum's
     */
    public function __construct(
        public readonly string $id,
        public readonly string $help,
        public readonly string $type,
        public readonly bool $hasDefault,
        public readonly array $values,
    ) {
    }
}

/** A customer type. The display name is neutral: it may be stored, or shown to the customer. */
final class Persona
{
    public function __construct(
        public readonly string $id,
        public readonly string $label,
        public readonly string $displayName,
        public readonly string $summary,
    ) {
    }
}

/** A scale such as hostility. */
final class Scale
{
    /** @param list<string> $levels the names from 0 */
    public function __construct(
        public readonly string $id,
        public readonly string $help,
        public readonly array $levels,
    ) {
    }
}

final class Cue
{
    public function __construct(public readonly string $id, public readonly string $help)
    {
    }
}

/** A policy and its condition. */
final class Policy
{
    public function __construct(
        public readonly string $id,
        public readonly string $when,
        public readonly string $help,
    ) {
    }
}

/** What replies are held against. */
final class Check
{
    public function __construct(
        public readonly string $id,
        public readonly string $label,
        public readonly float $weight,
        /** Its fail blocks the reply. */
        public readonly bool $isFatal,
        public readonly string $help,
    ) {
    }
}

/**
 * What is said of a reply, with what docs/records.md lists: the keys of findings are those of that
 * page. Immutable.
 */
final class Review
{
    public readonly string $id;
    /** A fatal check failed: the reply should not be sent as it is. */
    public readonly bool $blocked;
    /** @var ?array<string, mixed> the finding to mend first; null when no check failed */
    public readonly ?array $tip;
    /** 0 to 100; null when no check applies, and of a draft. */
    public readonly ?float $score;
    /** @var list<array<string, mixed>> of every check, by id; none of a draft */
    public readonly array $findings;
    /** Of the conversation before the reply; null of a draft. */
    public readonly ?string $persona;
    /** Name of the rule set that reviewed. */
    public readonly string $ruleset;

    /** @param string $json the review as the library wrote it */
    public function __construct(public readonly string $json)
    {
        $all = json_decode($json, true, flags: JSON_THROW_ON_ERROR);
        $this->id = $all['id'];
        $this->blocked = $all['blocked'];
        $this->findings = $all['findings'] ?? [];
        $this->tip = is_string($all['tip'])
            ? array_column($this->findings, null, 'check')[$all['tip']]
            : $all['tip'];
        $this->score = $all['score'] ?? null;
        $this->persona = $all['persona'] ?? null;
        $this->ruleset = $all['ruleset'];
    }
}

/**
 * What was decided, with what docs/records.md lists: the keys of lists are those of that page.
 * Immutable.
 */
final class Decision
{
    public readonly ?string $id;
    public readonly string $persona;
    /** "threshold", "margin", "no_evidence", "language" or "override" when no persona is reported. */
    public readonly ?string $abstained;
    public readonly string $top;
    public readonly float $probability;
    /** @var array<string, float> */
    public readonly array $personas;
    /** @var list<string> */
    public readonly array $also;
    /** @var array<string, ?int> null is unknown */
    public readonly array $scales;
    /** @var array{kind: string, also: list<string>} what the customer writes for; `kind` may be "none" */
    public readonly array $contact;
    /** @var list<array<string, mixed>> newest first; without `turn` when a condition alone tells the need */
    public readonly array $needs;
    /** @var list<array<string, mixed>> questions that no reply has taken up, oldest first */
    public readonly array $openQuestions;
    /**
     * @var list<array<string, mixed>> what agents promised: `due` is a DateTimeImmutable or null, `state`
     * "open", "kept" or "overdue"
     */
    public readonly array $promises;
    /**
     * @var list<array<string, mixed>> what to do, most important first; the `kind` of a reason is "policy",
     * "persona", "need" or "contact_kind", and its `id` what that key holds
     */
    public readonly array $actions;
    /** @var list<array<string, mixed>> */
    public readonly array $forbidden;
    /** @var list<array<string, string>> */
    public readonly array $approvals;
    /** @var array<string, int> */
    public readonly array $limits;
    /** @var list<array<string, mixed>> */
    public readonly array $limitReasons;
    /** @var list<array<string, string>> */
    public readonly array $flags;
    /** @var list<array<string, mixed>> `due` is a DateTimeImmutable or null */
    public readonly array $escalations;
    /** @var list<array<string, mixed>> `kind` is "cue", "condition" or "word", and `id` what that key holds */
    public readonly array $evidence;
    /** @var list<array<string, mixed>> */
    public readonly array $undetermined;
    /** @var list<array<string, mixed>> what a person decided in place of the rules; mostly empty */
    public readonly array $overridden;
    /** @var list<array<string, mixed>> those that have started; `next` and `ended` only where there are */
    public readonly array $protocols;
    /** Name of the rule set that decided. */
    public readonly string $ruleset;

    /** @param string $json the decision as the library wrote it */
    public function __construct(public readonly string $json)
    {
        $all = json_decode($json, true, flags: JSON_THROW_ON_ERROR);
        $this->id = $all['id'];
        $this->persona = $all['persona'];
        $this->abstained = $all['abstained'] ?? null;
        $this->top = $all['top'];
        $this->probability = $all['probability'];
        $this->personas = $all['personas'];
        $this->also = $all['also'];
        $this->scales = $all['scales'];
        $this->contact = $all['contact'];
        $this->needs = $all['needs'];
        $this->openQuestions = $all['open_questions'];
        $this->promises = self::timed($all['promises']);
        $this->actions = array_map(static function (array $action): array {
            $action['reasons'] = self::named($action['reasons'], ['policy', 'persona', 'need', 'contact_kind']);
            return $action;
        }, $all['actions']);
        $this->forbidden = $all['forbidden'];
        $this->approvals = $all['approvals'];
        $this->limits = $all['limits'];
        $this->limitReasons = $all['limit_reasons'];
        $this->flags = $all['flags'];
        $this->escalations = self::timed($all['escalations']);
        $this->evidence = self::named($all['evidence'], ['cue', 'word', 'condition']);
        $this->undetermined = $all['undetermined'];
        $this->overridden = $all['overridden'] ?? [];
        $this->protocols = $all['protocols'] ?? [];
        $this->ruleset = $all['ruleset'];
    }

    /**
     * @param list<array<string, mixed>> $items
     * @return list<array<string, mixed>> with `due` as an object or null
     */
    private static function timed(array $items): array
    {
        return array_map(static function (array $item): array {
            $item['due'] = isset($item['due']) ? new \DateTimeImmutable($item['due']) : null;
            return $item;
        }, $items);
    }

    /**
     * @param list<array<string, mixed>> $items
     * @param list<string> $kinds
     * @return list<array<string, mixed>> with the one of the kinds that each has, and the name it has there
     */
    private static function named(array $items, array $kinds): array
    {
        return array_map(static function (array $item) use ($kinds): array {
            $kind = key(array_intersect_key($item, array_flip($kinds))) ?? 'unknown';
            return ['kind' => $kind, 'id' => $item[$kind] ?? ''] + $item;
        }, $items);
    }
}
