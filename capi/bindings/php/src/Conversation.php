<?php

declare(strict_types=1);

namespace Rapport;

use FFI;

/** The turns, facts, acknowledgements and overrides of one case. */
final class Conversation
{
    private readonly Handle $handle;
    private readonly Handle $decision;
    /** A review handle, from the first review on: it knows the conversation. */
    private ?Handle $review = null;
    /** @var array<string, string> */
    private readonly array $factTypes;

    /** At most so many turns of so many bytes each; 0 stands for the library's limit. */
    public function __construct(RuleSet $rules, int $turns = 0, int $turnBytes = 0)
    {
        $limits = Native::slot('rapport_conversation_limits');
        $limits->struct_size = FFI::sizeof($limits);
        $limits->turns = $turns;
        $limits->turn_bytes = $turnBytes;
        $this->handle = Native::make(
            'conversation_new',
            'conversation',
            $rules->handle->get(),
            FFI::addr($limits),
        );
        $this->decision = Native::make('decision_new', 'decision');
        $this->factTypes = $rules->factTypes();
    }

    /** Appends a message. `$at` is when it was sent or began, `$ended` when a call ended. */
    public function addTurn(
        string $text,
        Speaker $by = Speaker::Customer,
        ?\DateTimeInterface $at = null,
        ?\DateTimeInterface $ended = null,
        Visibility $visibility = Visibility::Public,
        TextFormat $format = TextFormat::Text,
        string $language = '',
        string $id = '',
        string $author = '',
    ): self {
        // The copies live until the call is over.
        [$turn, $copies] = self::turn(compact('text', 'language', 'id', 'author'), $format, $at);
        $turn->by = $by->value;
        $turn->visibility = $visibility->value;
        $turn->end = Native::instant($ended);
        Native::call('conversation_add_turn', $this->handle->get(), FFI::addr($turn));
        return $this;
    }

    /**
     * Sets a declared fact; null clears it. Where the pack declares a duration, a number is seconds,
     * and a string text such as "90d" or "1h30m"; months and years of an interval have no fixed length.
     *
     * @param null|bool|int|float|string|\DateInterval|\DateTimeInterface|list<string> $value
     */
    public function setFact(
        string $name,
        null|bool|int|float|string|array|\DateInterval|\DateTimeInterface $value,
    ): self {
        $isDuration = ($this->factTypes[$name] ?? '') === 'duration';
        return match (true) {
            $value === null => $this->clearFact($name),
            is_bool($value) => $this->set('bool', $name, (int) $value),
            $isDuration && is_string($value) =>
                $this->set('duration', $name, self::durationOf($name, $value)),
            is_string($value) => $this->set('string', $name, $value, strlen($value)),
            is_array($value) => $this->setStrings($name, array_values($value)),
            $value instanceof \DateInterval => $this->set('duration', $name, self::length($value)),
            $value instanceof \DateTimeInterface => $this->set('timestamp', $name, Native::instant($value)),
            $isDuration => $this->set('duration', $name, Native::microseconds($value)),
            is_int($value) => $this->set('int', $name, $value),
            default => $this->set('double', $name, $value),
        };
    }

    /** Makes a fact unknown again, or its default. */
    public function clearFact(string $name): self
    {
        Native::call('conversation_clear_fact', $this->handle->get(), $name, strlen($name));
        return $this;
    }

    /** Notes that the host has acted on the escalation to a route. */
    public function acknowledge(string $route): self
    {
        Native::call('conversation_acknowledge', $this->handle->get(), $route, strlen($route));
        return $this;
    }

    /**
     * Sets the persona in place of what the rules find, or "none": what a person, usually a supervisor,
     * knows better. Like every override it holds until it is released, whatever turns follow.
     */
    public function overridePersona(string $persona): self
    {
        Native::call('conversation_override_persona', $this->handle->get(), $persona, strlen($persona));
        return $this;
    }

    public function releasePersona(): self
    {
        Native::get('conversation_release_persona', $this->handle->get());
        return $this;
    }

    /** Sets the level of a scale, from 0. */
    public function overrideScale(string $scale, int $level): self
    {
        $number = Native::int32($level);
        Native::call('conversation_override_scale', $this->handle->get(), $scale, strlen($scale), $number);
        return $this;
    }

    public function releaseScale(string $scale): self
    {
        Native::call('conversation_release_scale', $this->handle->get(), $scale, strlen($scale));
        return $this;
    }

    /** Says whether the escalation to a route stands. */
    public function overrideEscalation(string $route, EscalationRule $rule): self
    {
        $length = strlen($route);
        Native::call('conversation_override_escalation', $this->handle->get(), $route, $length, $rule->value);
        return $this;
    }

    public function releaseEscalation(string $route): self
    {
        Native::call('conversation_release_escalation', $this->handle->get(), $route, strlen($route));
        return $this;
    }

    /** Releases all overrides. */
    public function releaseOverrides(): self
    {
        Native::get('conversation_release_overrides', $this->handle->get());
        return $this;
    }

    /** Forgets turns, facts, acknowledgements and overrides. */
    public function reset(): self
    {
        Native::get('conversation_reset', $this->handle->get());
        return $this;
    }

    public function turnCount(): int
    {
        return Native::getCount('conversation_turn_count', $this->handle->get());
    }

    /** Decides about the conversation as it stands; by default at the last turn's time. */
    public function decide(?\DateTimeInterface $now = null, string $id = ''): Decision
    {
        Native::call('decide', $this->handle->get(), Native::instant($now), $this->decision->get());
        return new Decision(Native::callText('decision_json', $this->decision->get(), $id, strlen($id)));
    }

    /**
     * Reviews `$reply` as the agent's next turn, one that is being written or one that was sent `$at` a
     * time. It is not added: use addTurn once it is sent. Without `$now`, `$at` is the time, else the last
     * turn's. As long as the conversation and `$now` are the same, a further call reads the reply and
     * nothing else.
     */
    public function review(
        string $reply,
        ?\DateTimeInterface $now = null,
        string $id = '',
        ?\DateTimeInterface $at = null,
        TextFormat $format = TextFormat::Text,
        ReviewDetail $detail = ReviewDetail::All,
    ): Review {
        // The copies live until the call is over.
        [$turn, $copies] = self::turn(['text' => $reply], $format, $at);
        $turn->by = Speaker::Agent->value;
        $conversation = $this->handle->get();
        $this->review ??= Native::make('review_new', 'review');
        $review = $this->review->get();
        Native::call('review_reply', $conversation, FFI::addr($turn), Native::instant($now), $review);
        return new Review(Native::callText('review_to_json', $review, $detail->value, $id, strlen($id)));
    }

    /**
     * Why and why not, with the keys of docs/records.md.
     *
     * @return array<string, mixed>
     */
    public function explain(?\DateTimeInterface $now = null, string $id = ''): array
    {
        return json_decode($this->explainJson($now, $id), true, flags: JSON_THROW_ON_ERROR);
    }

    public function explainJson(?\DateTimeInterface $now = null, string $id = ''): string
    {
        $explanation = Native::make('explanation_new', 'explanation');
        return Native::callText(
            'explain',
            $this->handle->get(),
            Native::instant($now),
            $id,
            strlen($id),
            $explanation->get(),
        );
    }

    /** Gives the memory back now. */
    public function close(): void
    {
        $this->handle->close();
        $this->decision->close();
        $this->review?->close();
    }

    public function isClosed(): bool
    {
        return $this->handle->isClosed();
    }

    /**
     * A turn as the structure of C, and the copies of texts that it points to.
     *
     * @param array<string, string> $texts
     * @return array{FFI\CData, list<FFI\CData>}
     */
    private static function turn(array $texts, TextFormat $format, ?\DateTimeInterface $at): array
    {
        $turn = Native::slot('rapport_turn');
        $turn->struct_size = FFI::sizeof($turn);
        $turn->format = $format->value;
        $turn->at = Native::instant($at);
        $copies = [];
        foreach ($texts as $field => $value) {
            $copies[] = $copy = Native::copy($value);
            $turn->$field = FFI::addr($copy[0]);
            $turn->{"{$field}_length"} = strlen($value);
        }
        return [$turn, $copies];
    }

    private function set(string $type, string $name, mixed ...$value): self
    {
        Native::call("conversation_set_$type", $this->handle->get(), $name, strlen($name), ...$value);
        return $this;
    }

    /** @param list<string> $values */
    private function setStrings(string $name, array $values): self
    {
        $count = count($values);
        if ($count === 0) {
            return $this->set('strings', $name, null, null, 0);
        }
        [$pointers, $lengths] = [Native::slot("char*[$count]"), Native::slot("size_t[$count]")];
        $copies = [];
        foreach ($values as $i => $value) {
            $copies[] = $copy = Native::copy($value); // lives until the call is over
            $pointers[$i] = FFI::addr($copy[0]);
            $lengths[$i] = strlen($value);
        }
        return $this->set('strings', $name, FFI::addr($pointers[0]), FFI::addr($lengths[0]), $count);
    }

    private static function durationOf(string $name, string $text): int
    {
        return Native::duration($text) ?? throw new RapportException(
            "fact '$name': not a duration such as \"2h\" or \"1h30m\": '$text'",
            1,
            'invalid_argument',
        );
    }

    private static function length(\DateInterval $interval): int
    {
        if ($interval->days === false && ($interval->y !== 0 || $interval->m !== 0)) {
            throw new \InvalidArgumentException('months and years have no fixed length');
        }
        $days = $interval->days === false ? $interval->d : $interval->days;
        $seconds = (($days * 24 + $interval->h) * 60 + $interval->i) * 60 + $interval->s;
        $length = Native::microseconds($seconds, (int) round($interval->f * 1_000_000));
        return $interval->invert ? -$length : $length;
    }
}
