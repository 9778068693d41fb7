<?php

declare(strict_types=1);

namespace Rapport;

use FFI;

require_once __DIR__ . '/Native.php';
require_once __DIR__ . '/Records.php';
require_once __DIR__ . '/Conversation.php';
require_once __DIR__ . '/Accumulator.php';

/** Version of this package. */
const VERSION = '0.1.0';

/** Version of the C library that is loaded. */
function libraryVersion(): string
{
    return Native::ffi()->rapport_version();
}

/** Collects packs and compiles them. */
final class Builder
{
    private readonly Handle $handle;

    public function __construct()
    {
        $this->handle = Native::make('builder_new', 'builder', null);
    }

    /** Adds core-en, the pack that is built in. */
    public function addDefault(): self
    {
        Native::call('builder_add_default', $this->handle->get());
        return $this;
    }

    /** Adds a pack from disk: its only file, or its manifest and the files that it lists. */
    public function addFile(string $path): self
    {
        Native::call('builder_add_file', $this->handle->get(), $path, strlen($path));
        return $this;
    }

    /**
     * Adds a file from memory; the name is for diagnostics and for a manifest's `files:`. A file whose name
     * ends in .tsv is a word table.
     */
    public function addText(string $text, string $name = 'pack.yaml'): self
    {
        Native::call('builder_add_bytes', $this->handle->get(), $name, strlen($name), $text, strlen($text));
        return $this;
    }

    public function build(): RuleSet
    {
        try {
            return new RuleSet(Native::make('builder_build', 'ruleset', $this->handle->get()));
        } catch (RapportException $e) {
            throw $e->status !== 'invalid_pack' ? $e : $e->with(
                $this->diagnostics(),
                Native::getText('builder_report', $this->handle->get()),
            );
        }
    }

    /**
     * Errors and warnings of the last build.
     *
     * @return list<Diagnostic>
     */
    public function diagnostics(): array
    {
        $handle = $this->handle->get();
        $all = [];
        for ($i = 0, $n = Native::getCount('builder_diagnostic_count', $handle); $i < $n; ++$i) {
            [$line, $column] = [Native::slot('uint32_t'), Native::slot('uint32_t')];
            Native::get('builder_diagnostic_place', $handle, $i, FFI::addr($line), FFI::addr($column), null);
            $severity = Native::getInt32('builder_diagnostic_severity', $handle, $i);
            $all[] = new Diagnostic(
                Native::ffi()->rapport_severity_name($severity),
                Native::getText('builder_diagnostic_code', $handle, $i),
                Native::getText('builder_diagnostic_file', $handle, $i),
                $line->cdata,
                $column->cdata,
                Native::getText('builder_diagnostic_message', $handle, $i),
                Native::getText('builder_diagnostic_snippet', $handle, $i),
                Native::getText('builder_diagnostic_hint', $handle, $i),
            );
        }
        return $all;
    }

    public function close(): void
    {
        $this->handle->close();
    }
}

/** Packs, compiled. Immutable. */
final class RuleSet
{
    /** A decision handle, which is kept, since it grows with use. */
    private ?Handle $decision = null;
    /** A review handle, likewise. */
    private ?Handle $review = null;
    /** @var ?array<string, string> */
    private ?array $factTypes = null;

    /** @internal */
    public function __construct(public readonly Handle $handle)
    {
    }

    /** The pack that is built in. */
    public static function default(): self
    {
        return (new Builder())->addDefault()->build();
    }

    /** One pack from disk: its only file, or its manifest and the files that it lists. */
    public static function fromFile(string $path): self
    {
        return (new Builder())->addFile($path)->build();
    }

    /** A pack of one file from memory; the name is for diagnostics. */
    public static function fromText(string $text, string $name = 'pack.yaml'): self
    {
        return (new Builder())->addText($text, $name)->build();
    }

    /** "core-en@1.0.0#1f2e3d4c5b6a7988": two rule sets of one name decide alike. */
    public function name(): string
    {
        return Native::getText('ruleset_name', $this->handle->get());
    }

    /** Of the packs, 64 hexadecimal digits. */
    public function hash(): string
    {
        return Native::getText('ruleset_hash', $this->handle->get());
    }

    public function language(): string
    {
        return Native::getText('ruleset_language', $this->handle->get());
    }

    // What the packs declare.

    /** @return list<Fact> */
    public function facts(): array
    {
        return $this->declared('fact', function (int $i): Fact {
            $type = Native::getInt32('ruleset_fact_type', $this->handle->get(), $i);
            return new Fact(
                $this->text('fact_id', $i),
                $this->text('fact_help', $i),
                Native::ffi()->rapport_fact_type_name($type),
                Native::getInt32('ruleset_fact_has_default', $this->handle->get(), $i) !== 0,
                $this->texts('fact_value_count', 'fact_value', $i),
            );
        });
    }

    /** @return list<Persona> */
    public function personas(): array
    {
        return $this->declared('persona', fn (int $i) => new Persona(
            $this->text('persona_id', $i),
            $this->text('persona_label', $i),
            $this->text('persona_display_name', $i),
            $this->text('persona_summary', $i),
        ));
    }

    /** @return list<Scale> */
    public function scales(): array
    {
        return $this->declared('scale', fn (int $i) => new Scale(
            $this->text('scale_id', $i),
            $this->text('scale_help', $i),
            $this->texts('scale_level_count', 'scale_level_name', $i),
        ));
    }

    /** @return list<Cue> */
    public function cues(): array
    {
        return $this->declared('cue', fn (int $i) => new Cue(
            $this->text('cue_id', $i),
            $this->text('cue_help', $i),
        ));
    }

    /** @return list<Policy> */
    public function policies(): array
    {
        return $this->declared('policy', fn (int $i) => new Policy(
            $this->text('policy_id', $i),
            $this->text('policy_when', $i),
            $this->text('policy_help', $i),
        ));
    }

    /**
     * What replies are held against.
     *
     * @return list<Check>
     */
    public function checks(): array
    {
        return $this->declared('check', fn (int $i) => new Check(
            $this->text('check_id', $i),
            $this->text('check_label', $i),
            Native::getInt32('ruleset_check_weight', $this->handle->get(), $i) / 1000,
            Native::getInt32('ruleset_check_is_fatal', $this->handle->get(), $i) !== 0,
            $this->text('check_help', $i),
        ));
    }

    /**
     * The type of every declared fact, such as ["tier" => "enum"].
     *
     * @return array<string, string>
     */
    public function factTypes(): array
    {
        return $this->factTypes ??= array_column($this->facts(), 'type', 'id');
    }

    /**
     * Decides about one record with the keys of docs/records.md.
     *
     * @param array<string, mixed> $record
     */
    public function decide(array $record, UnknownFacts $unknownFacts = UnknownFacts::Error): Decision
    {
        return new Decision($this->decideJson(self::encode($record), $unknownFacts));
    }

    /** The same from JSON to JSON, exactly as the library writes it. */
    public function decideJson(string $record, UnknownFacts $unknownFacts = UnknownFacts::Error): string
    {
        $decision = $this->decision($unknownFacts);
        return Native::callText('decide_json', $this->handle->get(), $record, strlen($record), $decision);
    }

    /**
     * Decides about many records in one call, one a line: JSON Lines in and out. A record that is
     * refused is answered with its error.
     */
    public function decideLines(string $records, UnknownFacts $unknownFacts = UnknownFacts::Error): string
    {
        $decision = $this->decision($unknownFacts);
        [$text, $length] = [Native::slot('char*'), Native::slot('size_t')];
        Native::call(
            'decide_lines',
            $this->handle->get(),
            $records,
            strlen($records),
            $decision,
            FFI::addr($text),
            FFI::addr($length),
            null,
        );
        return FFI::string($text, $length->cdata);
    }

    /**
     * Reviews the last turn of a record, which is a public one by an agent, after those before it.
     *
     * @param array<string, mixed> $record
     */
    public function review(
        array $record,
        ReviewDetail $detail = ReviewDetail::All,
        UnknownFacts $unknownFacts = UnknownFacts::Error,
    ): Review {
        return new Review($this->reviewJson(self::encode($record), $detail, $unknownFacts));
    }

    /** The same from JSON to JSON, exactly as the library writes it. */
    public function reviewJson(
        string $record,
        ReviewDetail $detail = ReviewDetail::All,
        UnknownFacts $unknownFacts = UnknownFacts::Error,
    ): string {
        $review = $this->reviewer($unknownFacts);
        return Native::callText(
            'review_json',
            $this->handle->get(),
            $record,
            strlen($record),
            $detail->value,
            $review,
        );
    }

    /** Reviews the replies of many records in one call, JSON Lines in and out. */
    public function reviewLines(
        string $records,
        ReviewDetail $detail = ReviewDetail::All,
        UnknownFacts $unknownFacts = UnknownFacts::Error,
    ): string {
        $review = $this->reviewer($unknownFacts);
        [$text, $length] = [Native::slot('char*'), Native::slot('size_t')];
        Native::call(
            'review_lines',
            $this->handle->get(),
            $records,
            strlen($records),
            $detail->value,
            $review,
            FFI::addr($text),
            FFI::addr($length),
            null,
        );
        return FFI::string($text, $length->cdata);
    }

    /**
     * Why and why not, with the keys of docs/records.md.
     *
     * @param array<string, mixed> $record
     * @return array<string, mixed>
     */
    public function explain(array $record, UnknownFacts $unknownFacts = UnknownFacts::Error): array
    {
        $json = $this->explainJson(self::encode($record), $unknownFacts);
        return json_decode($json, true, flags: JSON_THROW_ON_ERROR);
    }

    public function explainJson(string $record, UnknownFacts $unknownFacts = UnknownFacts::Error): string
    {
        $explanation = Native::make('explanation_new', 'explanation');
        Native::get('explanation_set_unknown_facts', $explanation->get(), $unknownFacts->value);
        return Native::callText(
            'explain_json',
            $this->handle->get(),
            $record,
            strlen($record),
            $explanation->get(),
        );
    }

    /** Gives the memory back now; conversations go on. */
    public function close(): void
    {
        $this->handle->close();
        $this->decision?->close();
        $this->review?->close();
    }

    public function isClosed(): bool
    {
        return $this->handle->isClosed();
    }

    private function decision(UnknownFacts $unknownFacts): FFI\CData
    {
        $this->handle->get(); // so that what is closed stays so
        $this->decision ??= Native::make('decision_new', 'decision');
        Native::get('decision_set_unknown_facts', $this->decision->get(), $unknownFacts->value);
        return $this->decision->get();
    }

    private function reviewer(UnknownFacts $unknownFacts): FFI\CData
    {
        $this->handle->get(); // so that what is closed stays so
        $this->review ??= Native::make('review_new', 'review');
        Native::get('review_set_unknown_facts', $this->review->get(), $unknownFacts->value);
        return $this->review->get();
    }

    /** @param array<string, mixed> $record */
    private static function encode(array $record): string
    {
        // JSON tells lists from maps; an empty array of PHP's may be either.
        if ($record === []) {
            throw new \InvalidArgumentException(
                "an empty array may be a list or a map: a record has at least turns, as in ['turns' => []]",
            );
        }
        if (array_is_list($record)) {
            throw new \InvalidArgumentException("a record is a map, as in ['turns' => []], not a list");
        }
        if (($record['facts'] ?? null) === []) {
            unset($record['facts']);
        }
        $flags = JSON_THROW_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE | JSON_UNESCAPED_UNICODE;
        return json_encode($record, $flags | JSON_UNESCAPED_SLASHES);
    }

    /**
     * @template T
     * @param callable(int): T $read
     * @return list<T>
     */
    private function declared(string $kind, callable $read): array
    {
        $count = Native::getCount("ruleset_{$kind}_count", $this->handle->get());
        return $count === 0 ? [] : array_map($read, range(0, $count - 1));
    }

    private function text(string $name, int ...$indices): string
    {
        return Native::getText("ruleset_$name", $this->handle->get(), ...$indices);
    }

    /** @return list<string> */
    private function texts(string $counter, string $name, int $index): array
    {
        $texts = [];
        $count = Native::getCount("ruleset_$counter", $this->handle->get(), $index);
        for ($inner = 0; $inner < $count; ++$inner) {
            $texts[] = $this->text($name, $index, $inner);
        }
        return $texts;
    }
}
