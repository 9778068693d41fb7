package Rapport::Native;

# The C library: where it is found, and how its functions are called. Not a part of the interface.

use v5.36;

use Carp ();
use Config;
use Encode ();
use FFI::Platypus 2.00;
use FFI::Platypus::Buffer qw(buffer_to_scalar scalar_to_buffer);
use FFI::Platypus::DL qw(dlopen dlerror RTLD_PLATYPUS_DEFAULT);
use File::Basename ();
use File::Spec ();
use POSIX ();
use Scalar::Util ();

use constant ABI_VERSION => 0;

# As c.h and its parts write them.
our $PROTOTYPES = <<'C';
const char* rapport_version(void);
uint32_t rapport_abi_version(void);

const char* rapport_status_name(int32_t status);
const char* rapport_severity_name(int32_t severity);
const char* rapport_fact_type_name(int32_t type);

void rapport_error_free(rapport_error* error);
int32_t rapport_error_status(const rapport_error* error);
const char* rapport_error_message(const rapport_error* error, size_t* length);
const char* rapport_error_file(const rapport_error* error, size_t* length);
uint32_t rapport_error_line(const rapport_error* error);
uint32_t rapport_error_column(const rapport_error* error);

int32_t rapport_builder_new(const rapport_pack_limits* limits, rapport_builder** builder,
    rapport_error** error);
void rapport_builder_free(rapport_builder* builder);
int32_t rapport_builder_add_default(rapport_builder* builder, rapport_error** error);
int32_t rapport_builder_add_file(rapport_builder* builder, const char* path, size_t path_length,
    rapport_error** error);
int32_t rapport_builder_add_bytes(rapport_builder* builder, const char* name, size_t name_length,
    const char* bytes, size_t bytes_length, rapport_error** error);
int32_t rapport_builder_build(rapport_builder* builder, rapport_ruleset** ruleset,
    rapport_error** error);
int32_t rapport_builder_diagnostic_count(const rapport_builder* builder, size_t* count);
int32_t rapport_builder_diagnostic_severity(const rapport_builder* builder, size_t index,
    int32_t* severity);
int32_t rapport_builder_diagnostic_code(const rapport_builder* builder, size_t index,
    const char** code, size_t* length);
int32_t rapport_builder_diagnostic_file(const rapport_builder* builder, size_t index,
    const char** file, size_t* length);
int32_t rapport_builder_diagnostic_place(const rapport_builder* builder, size_t index,
    uint32_t* line, uint32_t* column, uint32_t* width);
int32_t rapport_builder_diagnostic_message(const rapport_builder* builder, size_t index,
    const char** message, size_t* length);
int32_t rapport_builder_diagnostic_snippet(const rapport_builder* builder, size_t index,
    const char** snippet, size_t* length);
int32_t rapport_builder_diagnostic_hint(const rapport_builder* builder, size_t index,
    const char** hint, size_t* length);
int32_t rapport_builder_report(const rapport_builder* builder, const char** report,
    size_t* length);

int32_t rapport_ruleset_retain(rapport_ruleset* ruleset);
void rapport_ruleset_free(rapport_ruleset* ruleset);
int32_t rapport_ruleset_name(const rapport_ruleset* ruleset, const char** name, size_t* length);
int32_t rapport_ruleset_hash(const rapport_ruleset* ruleset, const char** hash, size_t* length);
int32_t rapport_ruleset_language(const rapport_ruleset* ruleset, const char** language,
    size_t* length);
int32_t rapport_ruleset_fact_count(const rapport_ruleset* ruleset, size_t* count);
int32_t rapport_ruleset_fact_id(const rapport_ruleset* ruleset, size_t index, const char** id,
    size_t* length);
int32_t rapport_ruleset_fact_type(const rapport_ruleset* ruleset, size_t index, int32_t* type);
int32_t rapport_ruleset_fact_has_default(const rapport_ruleset* ruleset, size_t index,
    int32_t* has_default);
int32_t rapport_ruleset_fact_value_count(const rapport_ruleset* ruleset, size_t index,
    size_t* count);
int32_t rapport_ruleset_fact_value(const rapport_ruleset* ruleset, size_t index,
    size_t value_index, const char** value, size_t* length);
int32_t rapport_ruleset_fact_help(const rapport_ruleset* ruleset, size_t index, const char** help,
    size_t* length);
int32_t rapport_ruleset_persona_count(const rapport_ruleset* ruleset, size_t* count);
int32_t rapport_ruleset_persona_id(const rapport_ruleset* ruleset, size_t index, const char** id,
    size_t* length);
int32_t rapport_ruleset_persona_label(const rapport_ruleset* ruleset, size_t index,
    const char** label, size_t* length);
int32_t rapport_ruleset_persona_display_name(const rapport_ruleset* ruleset, size_t index,
    const char** name, size_t* length);
int32_t rapport_ruleset_persona_summary(const rapport_ruleset* ruleset, size_t index,
    const char** summary, size_t* length);
int32_t rapport_ruleset_scale_count(const rapport_ruleset* ruleset, size_t* count);
int32_t rapport_ruleset_scale_id(const rapport_ruleset* ruleset, size_t index, const char** id,
    size_t* length);
int32_t rapport_ruleset_scale_level_count(const rapport_ruleset* ruleset, size_t index,
    size_t* count);
int32_t rapport_ruleset_scale_level_name(const rapport_ruleset* ruleset, size_t index,
    size_t level, const char** name, size_t* length);
int32_t rapport_ruleset_scale_help(const rapport_ruleset* ruleset, size_t index,
    const char** help, size_t* length);
int32_t rapport_ruleset_cue_count(const rapport_ruleset* ruleset, size_t* count);
int32_t rapport_ruleset_cue_id(const rapport_ruleset* ruleset, size_t index, const char** id,
    size_t* length);
int32_t rapport_ruleset_cue_help(const rapport_ruleset* ruleset, size_t index, const char** help,
    size_t* length);
int32_t rapport_ruleset_policy_count(const rapport_ruleset* ruleset, size_t* count);
int32_t rapport_ruleset_policy_id(const rapport_ruleset* ruleset, size_t index, const char** id,
    size_t* length);
int32_t rapport_ruleset_policy_when(const rapport_ruleset* ruleset, size_t index,
    const char** when, size_t* length);
int32_t rapport_ruleset_policy_help(const rapport_ruleset* ruleset, size_t index,
    const char** help, size_t* length);

int32_t rapport_conversation_new(const rapport_ruleset* ruleset,
    const rapport_conversation_limits* limits, rapport_conversation** conversation,
    rapport_error** error);
void rapport_conversation_free(rapport_conversation* conversation);
int32_t rapport_conversation_reset(rapport_conversation* conversation);
int32_t rapport_conversation_add_turn(rapport_conversation* conversation,
    const rapport_turn* turn, rapport_error** error);
int32_t rapport_conversation_turn_count(const rapport_conversation* conversation, size_t* count);
int32_t rapport_conversation_set_bool(rapport_conversation* conversation, const char* fact,
    size_t fact_length, int32_t value, rapport_error** error);
int32_t rapport_conversation_set_int(rapport_conversation* conversation, const char* fact,
    size_t fact_length, int64_t value, rapport_error** error);
int32_t rapport_conversation_set_double(rapport_conversation* conversation, const char* fact,
    size_t fact_length, double value, rapport_error** error);
int32_t rapport_conversation_set_string(rapport_conversation* conversation, const char* fact,
    size_t fact_length, const char* value, size_t value_length, rapport_error** error);
int32_t rapport_conversation_set_duration(rapport_conversation* conversation, const char* fact,
    size_t fact_length, int64_t microseconds, rapport_error** error);
int32_t rapport_conversation_set_timestamp(rapport_conversation* conversation, const char* fact,
    size_t fact_length, int64_t instant, rapport_error** error);
int32_t rapport_conversation_set_strings(rapport_conversation* conversation, const char* fact,
    size_t fact_length, const char* const* values, const size_t* value_lengths, size_t count,
    rapport_error** error);
int32_t rapport_conversation_clear_fact(rapport_conversation* conversation, const char* fact,
    size_t fact_length, rapport_error** error);
int32_t rapport_conversation_acknowledge(rapport_conversation* conversation, const char* route,
    size_t route_length, rapport_error** error);
int32_t rapport_conversation_override_persona(rapport_conversation* conversation, const char* id,
    size_t id_length, rapport_error** error);
int32_t rapport_conversation_release_persona(rapport_conversation* conversation);
int32_t rapport_conversation_override_scale(rapport_conversation* conversation, const char* scale,
    size_t scale_length, int32_t level, rapport_error** error);
int32_t rapport_conversation_release_scale(rapport_conversation* conversation, const char* scale,
    size_t scale_length, rapport_error** error);
int32_t rapport_conversation_override_escalation(rapport_conversation* conversation, const char*
    route, size_t route_length, int32_t rule, rapport_error** error);
int32_t rapport_conversation_release_escalation(rapport_conversation* conversation, const char*
    route, size_t route_length, rapport_error** error);
int32_t rapport_conversation_release_overrides(rapport_conversation* conversation);

int32_t rapport_decision_new(rapport_decision** decision, rapport_error** error);
void rapport_decision_free(rapport_decision* decision);
int32_t rapport_decide(const rapport_conversation* conversation, int64_t now,
    rapport_decision* decision, rapport_error** error);
int32_t rapport_decide_json(const rapport_ruleset* ruleset, const char* record,
    size_t record_length, rapport_decision* decision, const char** json, size_t* length,
    rapport_error** error);
int32_t rapport_decide_lines(const rapport_ruleset* ruleset, const char* records,
    size_t records_length, rapport_decision* decision, const char** answers, size_t* length,
    size_t* refused, rapport_error** error);
int32_t rapport_decision_set_unknown_facts(rapport_decision* decision, int32_t unknown_facts);
int32_t rapport_decision_json(rapport_decision* decision, const char* id, size_t id_length,
    const char** json, size_t* length, rapport_error** error);

int32_t rapport_explanation_new(rapport_explanation** explanation, rapport_error** error);
void rapport_explanation_free(rapport_explanation* explanation);
int32_t rapport_explanation_set_unknown_facts(rapport_explanation* explanation,
    int32_t unknown_facts);
int32_t rapport_explain(const rapport_conversation* conversation, int64_t now, const char* id,
    size_t id_length, rapport_explanation* explanation, const char** json, size_t* length,
    rapport_error** error);
int32_t rapport_explain_json(const rapport_ruleset* ruleset, const char* record,
    size_t record_length, rapport_explanation* explanation, const char** json, size_t* length,
    rapport_error** error);

int32_t rapport_ruleset_check_count(const rapport_ruleset* ruleset, size_t* count);
int32_t rapport_ruleset_check_id(const rapport_ruleset* ruleset, size_t index, const char** id,
    size_t* length);
int32_t rapport_ruleset_check_label(const rapport_ruleset* ruleset, size_t index, const char**
    label, size_t* length);
int32_t rapport_ruleset_check_weight(const rapport_ruleset* ruleset, size_t index, int32_t*
    thousandths);
int32_t rapport_ruleset_check_is_fatal(const rapport_ruleset* ruleset, size_t index, int32_t*
    is_fatal);
int32_t rapport_ruleset_check_help(const rapport_ruleset* ruleset, size_t index, const char**
    help, size_t* length);
int32_t rapport_review_new(rapport_review** review, rapport_error** error);
void rapport_review_free(rapport_review* review);
int32_t rapport_review_reply(const rapport_conversation* conversation, const rapport_turn* reply,
    int64_t now, rapport_review* review, rapport_error** error);
int32_t rapport_review_json(const rapport_ruleset* ruleset, const char* record, size_t
    record_length, int32_t detail, rapport_review* review, const char** json, size_t* length,
    rapport_error** error);
int32_t rapport_review_lines(const rapport_ruleset* ruleset, const char* records, size_t
    records_length, int32_t detail, rapport_review* review, const char** answers, size_t* length,
    size_t* refused, rapport_error** error);
int32_t rapport_review_set_unknown_facts(rapport_review* review, int32_t unknown_facts);
int32_t rapport_review_to_json(rapport_review* review, int32_t detail, const char* id, size_t
    id_length, const char** json, size_t* length, rapport_error** error);

int32_t rapport_accumulator_new(const rapport_ruleset* ruleset, const char* kind, size_t
    kind_length, const char* options, size_t options_length, rapport_accumulator** accumulator,
    rapport_error** error);
int32_t rapport_accumulator_load(const rapport_ruleset* ruleset, const char* bytes, size_t
    bytes_length, rapport_accumulator** accumulator, rapport_error** error);
void rapport_accumulator_free(rapport_accumulator* accumulator);
int32_t rapport_accumulator_kind(const rapport_accumulator* accumulator, const char** kind,
    size_t* length);
int32_t rapport_accumulator_add_json(rapport_accumulator* accumulator, const char* line, size_t
    line_length, rapport_error** error);
int32_t rapport_accumulator_merge(rapport_accumulator* accumulator, const rapport_accumulator*
    other, rapport_error** error);
int32_t rapport_accumulator_save(rapport_accumulator* accumulator, const char** bytes, size_t*
    length, rapport_error** error);
int32_t rapport_accumulator_report_json(rapport_accumulator* accumulator, const char** json,
    size_t* length, rapport_error** error);
C

my $NAME =
    $^O eq 'darwin'            ? 'librapport.0.dylib'
  : $^O =~ /\A(?:MSWin|cygwin)/ ? 'rapport.dll'
  :                              'librapport.so.0';

# RAPPORT_LIBRARY, else the library that stands beside this file, else the system's.
sub find () {
    my $named = $ENV{RAPPORT_LIBRARY} // '';
    return $named if $named ne '';
    my $carried = File::Spec->catfile(File::Basename::dirname(__FILE__), $NAME);
    return -e $carried ? $carried : $NAME;
}

sub _open ($path) {
    # Platypus would only say that it does not find the functions.
    dlopen($path, RTLD_PLATYPUS_DEFAULT)
      or die "rapport: ", dlerror(), "; RAPPORT_LIBRARY may name the file $NAME\n";
    my $ffi = FFI::Platypus->new(api => 2, lib => $path);
    my $abi = $ffi->function(rapport_abi_version => [] => 'uint32')->call;
    $abi == ABI_VERSION
      or die "rapport: $path has ABI version $abi, this module needs ", ABI_VERSION, "\n";

    return $ffi;
}

# Platypus's name for a type of C's.
sub _type ($type) {
    return 'string'   if $type =~ /\Aconst (?:char|rapport_turn|rapport_conversation_limits)\*\z/;
    return 'opaque[]' if $type eq 'const char* const*';
    return 'size_t[]' if $type eq 'const size_t*';
    return 'opaque*'  if $type =~ /\*\*\z/;
    return 'opaque'   if $type =~ /\brapport_\w+\*\z/;
    return $type;
}

my $ffi = _open(find());
(my $prototypes = $PROTOTYPES) =~ s/\s+/ /g;
for my $prototype (split /; ?/, $prototypes) {
    my ($result, $name, $parameters) = $prototype =~ /\A(.+?) ?(rapport_\w+)\((.*)\)\z/;
    my @types = $parameters eq 'void' ? () : map { s/ ?\w+\z//r } split /, /, $parameters;
    # A text with a length may hold NUL; Platypus would read up to one.
    $result = 'opaque' if $parameters =~ /\blength\z/ && $result eq 'const char*';
    $ffi->attach($name, [map { _type($_) } @types], _type($result));
}

# Packs a structure, of which the first field is its size: uint32_t and int32_t are L and l, int64_t is
# q, and a pointer or size_t is W.
sub structure ($template, @fields) {
    state $word = $Config{ptrsize} == 8 ? 'Q' : 'L';
    $template =~ s/W/$word/g;
    return pack $template, length pack($template, 0, @fields), @fields;
}

# Calls a function that takes `error` last, and dies with that.
sub call ($name, @arguments) {
    my $error;
    my $status = __PACKAGE__->can("rapport_$name")->(@arguments, \$error);
    die Rapport::Error->_take($error) if $status != 0;
    return;
}

# Calls a function that takes `error` last and a handle to make before it.
sub make ($name, $kind, @arguments) {
    my $handle;
    call($name, @arguments, \$handle);
    return Rapport::Native::Handle->_new($handle, $kind);
}

# Calls a function that puts out a text and its length and takes `error` last; returns bytes.
sub call_text ($name, @arguments) {
    my ($text, $length);
    call($name, @arguments, \$text, \$length);
    return buffer_to_scalar($text, $length);
}

# Calls a getter, which has no `error`.
sub get ($name, @arguments) {
    my $status = __PACKAGE__->can("rapport_$name")->(@arguments);
    Rapport::Error->_throw("$name: " . rapport_status_name($status), $status) if $status != 0;
    return;
}

sub get_number ($name, @arguments) {
    my $number;
    get($name, @arguments, \$number);
    return $number;
}

sub get_text ($name, @arguments) {
    my ($text, $length);
    get($name, @arguments, \$text, \$length);
    return characters(buffer_to_scalar($text, $length));
}

# A text of the error's own.
sub error_text ($name, $error) {
    my $start = __PACKAGE__->can("rapport_error_$name")->($error, \my $length);
    return characters(buffer_to_scalar($start, $length));
}

# A text as the two arguments that functions take. Half a surrogate pair becomes U+FFFD.
sub text ($value) {
    my $bytes = Encode::encode('UTF-8', $value // Carp::croak('no text is given'));
    return ($bytes, length $bytes);
}

# JSON as the two arguments that functions take.
sub json ($bytes) {
    utf8::downgrade(my $copy = $bytes, 1)
      or Carp::croak('a wide character in JSON, which is bytes of UTF-8 here');
    return ($copy, length $copy);
}

sub characters ($bytes) { return Encode::decode('UTF-8', $bytes) }

# Address and length; valid as long as the variable is not changed.
sub buffer { return scalar_to_buffer($_[0]) }

# A number of seconds, or an object that knows its epoch, in microseconds.
sub microseconds ($time) {
    my $seconds = Scalar::Util::blessed($time) && $time->can('hires_epoch') ? $time->hires_epoch
      : Scalar::Util::blessed($time) && $time->can('epoch') ? $time->epoch : $time;
    Scalar::Util::looks_like_number($seconds)
      or Carp::croak("times are seconds since 1970 or objects with a method epoch, not '$seconds'");
    my $scaled = POSIX::floor($seconds * 1e6 + 0.5);
    $scaled >= -2**63 && $scaled < 2**63
      or Carp::croak("$seconds seconds do not fit into 64 bits");
    return int $scaled;
}

my %UNITS = (
    w => 604_800_000_000, d => 86_400_000_000, h => 3_600_000_000, m => 60_000_000, s => 1_000_000,
    ms => 1_000, us => 1,
);

# The microseconds of text such as "90d", "1h30m" or "1.5h"; undef when it is no duration.
sub duration ($text) {
    my ($sign, $parts) = $text =~ /\A(-?)((?:[0-9]+(?:[.][0-9]+)?(?:ms|us|[wdhms]))+)\z/ or return;
    my $total = 0;
    while ($parts =~ /([0-9]+)(?:[.]([0-9]+))?([a-z]+)/g) {
        my ($whole, $decimals, $unit) = ($1, $2 // '', $UNITS{$3});
        return if $whole * $unit >= 2**62;
        my $millionths = substr $decimals . '000000', 0, 6;
        $total += $whole * $unit + do { use integer; $millionths * $unit / 1_000_000 };
        return if $total >= 2**62;
    }
    return $sign ? -$total : $total;
}

# A whole number, or its digits.
sub int64 ($number) {
    my ($sign, $digits) = $number =~ /\A([+-]?)0*([0-9]+)\z/;
    my $most = $sign eq '-' ? '9223372036854775808' : '9223372036854775807';
    length $digits < 19 || length $digits == 19 && $digits le $most
      or Carp::croak("$number does not fit into 64 bits");
    return int $number;
}

# Owns a handle; it is given back with the object, or by close. A new thread of Perl's has copies of
# all objects: those of rule sets get a reference of their own, others are closed there.
package Rapport::Native::Handle {
    use Scalar::Util qw(refaddr weaken);

    my %rulesets;    # all that there are

    sub _thread () { return $INC{'threads.pm'} ? threads->tid : 0 }

    sub _new ($class, $pointer, $kind) {
        my $self = bless {pointer => $pointer, kind => $kind, thread => _thread()}, $class;
        weaken($rulesets{refaddr $self} = $self) if $kind eq 'ruleset';
        return $self;
    }

    sub pointer ($self) {
        return $self->{pointer} if !$self->is_closed;
        Rapport::Error->_throw("the $self->{kind} is closed", 5);
    }

    sub is_closed ($self) { return !defined $self->{pointer} || $self->{thread} != _thread() }

    sub close ($self) {
        return if $self->is_closed;
        delete $rulesets{refaddr $self};
        Rapport::Native->can("rapport_$self->{kind}_free")->(delete $self->{pointer});
        return;
    }

    sub DESTROY ($self) {
        $self->close if ${^GLOBAL_PHASE} ne 'DESTRUCT';    # Platypus may be gone then
        return;
    }

    sub CLONE ($class) {
        my @copies = grep { defined } values %rulesets;
        %rulesets = ();
        for my $copy (@copies) {
            Rapport::Native::rapport_ruleset_retain($copy->{pointer});
            $copy->{thread} = _thread();
            weaken($rulesets{refaddr $copy} = $copy);
        }
        return;
    }
}

1;
