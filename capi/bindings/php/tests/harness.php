<?php

// What the tests share: cases, expectations, and the vectors.

declare(strict_types=1);

use Rapport\Builder;
use Rapport\Conversation;
use Rapport\EscalationRule;
use Rapport\RapportException;
use Rapport\RuleSet;
use Rapport\Speaker;
use Rapport\TextFormat;
use Rapport\Visibility;

// A warning fails the case that it comes from.
set_error_handler(static function (int $level, string $message, string $file, int $line): bool {
    throw new ErrorException($message, 0, $level, $file, $line);
});

define('SOURCE', getenv('RAPPORT_SOURCE_DIR'));
define('LIBRARY_FOLDER', getenv('RAPPORT_LIB_DIR'));
define('WORK', getenv('RAPPORT_WORK_DIR'));
define('PACK', read('tests/vectors/pack.yaml'));
define('WORDS', read('tests/vectors/words.tsv'));
define('RECORDS', lines('tests/vectors/conversations.jsonl'));
define('ANSWERS', lines('tests/vectors/decisions.jsonl'));

$passed = $failed = 0;

function test(string $name, callable $test): void
{
    global $passed, $failed;
    try {
        $test();
        ++$passed;
    } catch (Throwable $e) {
        ++$failed;
        fwrite(STDERR, "$name: $e\n");
    }
}

/** Prints the count and ends. */
function finish(): never
{
    global $passed, $failed;
    echo "php: $passed passed, $failed failed\n";
    exit($failed === 0 ? 0 : 1);
}

function same(mixed $expected, mixed $actual): void
{
    if ($expected !== $actual) {
        [$expected, $actual] = [var_export($expected, true), var_export($actual, true)];
        throw new Exception("expected: $expected\n  actual: $actual");
    }
}

function contains(string $text, string $part): void
{
    if (!str_contains($text, $part)) {
        throw new Exception("'$part' is not in: $text");
    }
}

/**
 * @template T of Throwable
 * @param class-string<T> $class
 * @return T
 */
function throws(string $class, callable $call): Throwable
{
    try {
        $call();
    } catch (Throwable $e) {
        same($class, $e::class);
        return $e;
    }
    throw new Exception('nothing was thrown');
}

function refused(string $status, callable $call): RapportException
{
    $e = throws(RapportException::class, $call);
    same($status, $e->status);
    return $e;
}

function read(string $path): string
{
    return file_get_contents(SOURCE . "/$path");
}

/** c.h with its parts. */
function header_of_c(): string
{
    return implode('', array_map(file_get_contents(...), glob(SOURCE . '/capi/include/rapport/c*.h')));
}

/** @return list<string> */
function lines(string $path): array
{
    return array_slice(explode("\n", read($path)), 0, -1);
}

/** The pack, which lists a word table. */
function builder(): Builder
{
    return (new Builder())->addText(PACK)->addText(WORDS, 'words.tsv');
}

function rules(): RuleSet
{
    static $rules = null;
    return $rules ??= builder()->build();
}

function talk(): Conversation
{
    return new Conversation(rules());
}

/** The item of a list with that id. */
function with_id(array $items, string $id): object
{
    return array_column($items, null, 'id')[$id];
}

function moment(?string $text): ?DateTimeImmutable
{
    return $text === null ? null : new DateTimeImmutable($text);
}

/** The constant for a word such as "third_party". */
function constant_of(string $enum, string $word): UnitEnum
{
    return constant($enum . '::' . str_replace('_', '', ucwords($word, '_')));
}

/** A value of a record in the type that a host has it in. */
function native_value(string $type, mixed $value): mixed
{
    return match ($type) {
        'duration' => new DateInterval('PT' . strtoupper($value)),
        'timestamp' => moment($value),
        'double' => (float) $value,
        default => $value,
    };
}

/** A record as turns, typed facts, acknowledgements and overrides. */
function conversation_of(array $record, ?Conversation $conversation = null): Conversation
{
    $conversation ??= talk();
    foreach ($record['turns'] as $turn) {
        $conversation->addTurn(
            $turn['text'],
            constant_of(Speaker::class, $turn['by'] ?? 'customer'),
            moment($turn['at'] ?? null),
            moment($turn['end'] ?? null),
            constant_of(Visibility::class, $turn['visibility'] ?? 'public'),
            constant_of(TextFormat::class, $turn['format'] ?? 'text'),
            $turn['language'] ?? '',
            $turn['id'] ?? '',
            $turn['author'] ?? '',
        );
    }
    foreach ($record['facts'] ?? [] as $name => $value) {
        $conversation->setFact($name, native_value(rules()->factTypes()[$name], $value));
    }
    foreach ($record['acknowledged'] ?? [] as $route) {
        $conversation->acknowledge($route);
    }
    $overrides = $record['overrides'] ?? [];
    if (isset($overrides['persona'])) {
        $conversation->overridePersona($overrides['persona']);
    }
    foreach ($overrides['scales'] ?? [] as $scale => $level) {
        $conversation->overrideScale($scale, $level);
    }
    foreach ($overrides['escalations'] ?? [] as $route => $rule) {
        $conversation->overrideEscalation($route, constant_of(EscalationRule::class, $rule));
    }
    return $conversation;
}

function decide_vector(string $id): Rapport\Decision
{
    foreach (RECORDS as $line) {
        if (str_starts_with($line, "{\"id\":\"$id\"")) {
            return rules()->decide(json_decode($line, true));
        }
    }
    throw new Exception("no vector $id");
}

function resident_megabytes(): float
{
    return (int) explode(' ', file_get_contents('/proc/self/statm'))[1] * 4096 / 1e6;
}

/** Runs PHP anew with some variables set, or unset where null; returns what it prints, and its exit code. */
function run(array $arguments, array $variables = []): string
{
    $environment = array_filter(array_merge(getenv(), $variables), is_string(...));
    $pipes = [];
    $process = proc_open(
        [PHP_BINARY, '-d', 'ffi.enable=1', ...$arguments],
        [1 => ['pipe', 'w'], 2 => ['redirect', 1]],
        $pipes,
        null,
        $environment,
    );
    $output = stream_get_contents($pipes[1]);
    return $output . proc_close($process) . "\n";
}
