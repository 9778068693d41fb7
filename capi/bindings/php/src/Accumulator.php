<?php

declare(strict_types=1);

namespace Rapport;

/**
 * What many records say together: each is added and forgotten, and the report may be asked for at any
 * time. Parts that other processes, machines or days counted come together by merge(); between them
 * they travel as bytes, by save() and load(). The report is the same however the records were spread.
 */
final class Accumulator
{
    private function __construct(private readonly Handle $handle)
    {
    }

    /**
     * Of a kind, "coaching", "acceptance", "feedback" or "metrics".
     *
     * @param array<string, mixed> $options those of include/rapport/accumulator.h
     */
    public static function create(RuleSet $rules, string $kind, array $options = []): self
    {
        $json = $options === [] ? '' : json_encode($options, JSON_THROW_ON_ERROR);
        return new self(Native::make(
            'accumulator_new',
            'accumulator',
            $rules->handle->get(),
            $kind,
            strlen($kind),
            $json,
            strlen($json),
        ));
    }

    /** What save() gave, counted with rules of the same hash. The bytes are not trusted. */
    public static function load(RuleSet $rules, string $saved): self
    {
        $handle = $rules->handle->get(); // beside $rules, which keeps it alive during the call
        return new self(Native::make('accumulator_load', 'accumulator', $handle, $saved, strlen($saved)));
    }

    public function kind(): string
    {
        return Native::getText('accumulator_kind', $this->handle->get());
    }

    /**
     * Counts one record. One that is refused changes nothing.
     *
     * @param string|array<string, mixed> $record JSON, or an array with the keys of docs/records.md
     */
    public function add(string|array $record): self
    {
        $line = is_array($record)
            ? json_encode($record, JSON_THROW_ON_ERROR | JSON_PRESERVE_ZERO_FRACTION)
            : $record;
        Native::call('accumulator_add_json', $this->handle->get(), $line, strlen($line));
        return $this;
    }

    /** Adds what another of the same kind, options and rules has counted. */
    public function merge(self $other): self
    {
        Native::call('accumulator_merge', $this->handle->get(), $other->handle->get());
        return $this;
    }

    /** All that was counted, as bytes. It holds names and quotations, whatever the options show. */
    public function save(): string
    {
        return Native::callText('accumulator_save', $this->handle->get());
    }

    /** @return array<string, mixed> what the command of the kind prints with --json */
    public function report(): array
    {
        return json_decode($this->reportJson(), true, flags: JSON_THROW_ON_ERROR);
    }

    /** The same as the library writes it. */
    public function reportJson(): string
    {
        return Native::callText('accumulator_report_json', $this->handle->get());
    }

    public function close(): void
    {
        $this->handle->close();
    }
}
