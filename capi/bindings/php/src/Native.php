<?php

declare(strict_types=1);

namespace Rapport;

use FFI;
use FFI\CData;

/**
 * The C library: where it is found, and what calling it needs.
 *
 * @internal
 */
final class Native
{
    public const ABI_VERSION = 0;

    private static ?FFI $ffi = null;

    /** RAPPORT_LIBRARY, else the library that stands beside this file, else the system's. */
    public static function find(): string
    {
        $named = getenv('RAPPORT_LIBRARY');
        if (is_string($named) && $named !== '') {
            return $named;
        }
        $carried = __DIR__ . DIRECTORY_SEPARATOR . self::fileName();
        return is_file($carried) ? $carried : self::fileName();
    }

    private static function fileName(): string
    {
        return match (PHP_OS_FAMILY) {
            'Darwin' => 'librapport.0.dylib',
            'Windows' => 'rapport.dll',
            default => 'librapport.so.0',
        };
    }

    /** The functions of the library. */
    public static function ffi(): FFI
    {
        return self::$ffi ??= self::load(self::find());
    }

    private static function load(string $path): FFI
    {
        try {
            // This one first: another version may lack functions, which is no good message.
            $abi = FFI::cdef('uint32_t rapport_abi_version(void);', $path)->rapport_abi_version();
        } catch (FFI\Exception $e) {
            throw new \RuntimeException(
                "rapport: {$e->getMessage()}; RAPPORT_LIBRARY may name the file " . self::fileName(),
                previous: $e,
            );
        }
        if ($abi !== self::ABI_VERSION) {
            throw new \RuntimeException(
                "rapport: $path has ABI version $abi, this package needs " . self::ABI_VERSION,
            );
        }
        return FFI::cdef(file_get_contents(__DIR__ . '/declarations.txt'), $path);
    }

    /** Calls a function that takes `error` last, and throws that. */
    public static function call(string $name, mixed ...$arguments): void
    {
        $error = self::slot('rapport_error*');
        if (self::ffi()->{"rapport_$name"}(...$arguments, ...[FFI::addr($error)]) !== 0) {
            throw self::take($error);
        }
    }

    /** Calls a function that takes `error` last and a handle to make before it. */
    public static function make(string $name, string $kind, mixed ...$arguments): Handle
    {
        $slot = self::slot("rapport_$kind*");
        self::call($name, ...$arguments, ...[FFI::addr($slot)]);
        return new Handle($slot, $kind);
    }

    /** Calls a function that takes a text and its length to put out, and `error` last. */
    public static function callText(string $name, mixed ...$arguments): string
    {
        [$text, $length] = [self::slot('char*'), self::slot('size_t')];
        self::call($name, ...$arguments, ...[FFI::addr($text), FFI::addr($length)]);
        return FFI::string($text, $length->cdata);
    }

    /** Calls a getter, which has no `error`. */
    public static function get(string $name, mixed ...$arguments): void
    {
        $status = self::ffi()->{"rapport_$name"}(...$arguments);
        if ($status !== 0) {
            $word = self::ffi()->rapport_status_name($status);
            throw new RapportException("$name: $word", $status, $word);
        }
    }

    public static function getText(string $name, mixed ...$arguments): string
    {
        [$text, $length] = [self::slot('char*'), self::slot('size_t')];
        self::get($name, ...$arguments, ...[FFI::addr($text), FFI::addr($length)]);
        return FFI::string($text, $length->cdata);
    }

    public static function getCount(string $name, mixed ...$arguments): int
    {
        $count = self::slot('size_t');
        self::get($name, ...$arguments, ...[FFI::addr($count)]);
        return $count->cdata;
    }

    public static function getInt32(string $name, mixed ...$arguments): int
    {
        $number = self::slot('int32_t');
        self::get($name, ...$arguments, ...[FFI::addr($number)]);
        return $number->cdata;
    }

    /** Room for an output. */
    public static function slot(string $type): CData
    {
        return self::ffi()->new($type);
    }

    /** A copy of a text in C's memory, for structures; at least one byte. */
    public static function copy(string $text): CData
    {
        $copy = self::ffi()->new('char[' . (strlen($text) + 1) . ']');
        FFI::memcpy($copy, $text, strlen($text));
        return $copy;
    }

    /** Reads and frees a rapport_error. */
    private static function take(CData $error): RapportException
    {
        $ffi = self::ffi();
        $length = self::slot('size_t');
        $text = static function (string $name) use ($ffi, $error, $length): string {
            $start = $ffi->{"rapport_error_$name"}($error, FFI::addr($length));
            return FFI::string($start, $length->cdata);
        };
        $code = $ffi->rapport_error_status($error);
        try {
            [$message, $file] = [$text('message'), $text('file')];
            [$line, $column] = [$ffi->rapport_error_line($error), $ffi->rapport_error_column($error)];
            $place = match (true) {
                $file === '' => '',
                $line === 0 => "$file: ",
                default => "$file:$line:$column: ",
            };
            return new RapportException(
                str_starts_with($message, $place) ? $message : $place . $message,
                $code,
                $ffi->rapport_status_name($code),
                $file,
                $line,
                $column,
            );
        } finally {
            $ffi->rapport_error_free($error);
        }
    }

    /** An instant; null is unknown. */
    public static function instant(?\DateTimeInterface $time): int
    {
        return $time === null ? 0 : self::microseconds((int) $time->format('U'), (int) $time->format('u'));
    }

    private const UNITS = [
        'w' => 604_800_000_000,
        'd' => 86_400_000_000,
        'h' => 3_600_000_000,
        'm' => 60_000_000,
        's' => 1_000_000,
        'ms' => 1_000,
        'us' => 1,
    ];

    /** The microseconds of text such as "90d", "1h30m" or "1.5h"; null when it is no duration. */
    public static function duration(string $text): ?int
    {
        $part = '(\d+)(?:\.(\d+))?(ms|us|[wdhms])';
        if (preg_match("/^-?(?:$part)+$/D", $text) !== 1) {
            return null;
        }
        preg_match_all("/$part/", $text, $parts, PREG_SET_ORDER);
        $length = 0;
        foreach ($parts as [, $whole, $decimals, $unit]) {
            $millionths = (int) substr(str_pad($decimals, 6, '0'), 0, 6);
            $unit = self::UNITS[$unit];
            // A product or sum beyond 64 bits becomes a float.
            $length += $whole * $unit + intdiv($millionths * $unit, 1_000_000);
            if (is_float($length)) {
                return null;
            }
        }
        return str_starts_with($text, '-') ? -$length : $length;
    }

    public static function int32(int $number): int
    {
        if ($number < -2 ** 31 || $number >= 2 ** 31) {
            throw new \RangeException("$number does not fit into 32 bits");
        }
        return $number;
    }

    public static function microseconds(int|float $seconds, int $more = 0): int
    {
        $sum = $seconds * 1_000_000 + $more;
        if (is_float($sum)) {
            $sum = round($sum);
            if (!($sum >= -2 ** 63 && $sum < 2 ** 63)) {
                throw new \RangeException("$seconds seconds do not fit into 64 bits");
            }
        }
        return (int) $sum;
    }
}

/**
 * Owns a handle; it is given back with this object, or by close().
 *
 * @internal
 */
final class Handle
{
    public function __construct(private ?CData $pointer, private readonly string $kind)
    {
    }

    public function get(): CData
    {
        return $this->pointer
            ?? throw new RapportException("the $this->kind is closed", 5, 'invalid_state');
    }

    public function isClosed(): bool
    {
        return $this->pointer === null;
    }

    public function close(): void
    {
        if ($this->pointer !== null) {
            Native::ffi()->{"rapport_{$this->kind}_free"}($this->pointer);
            $this->pointer = null;
        }
    }

    public function __destruct()
    {
        $this->close();
    }

    /** A copy would be freed twice. */
    private function __clone()
    {
    }
}
