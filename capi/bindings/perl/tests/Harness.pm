package Harness;

# What the tests share: cases, expectations, and the vectors.

use v5.36;

use Encode ();
use Exporter qw(import);
use JSON::PP ();
use POSIX ();
use Rapport;
use Test::More;
use Time::Local ();

our @EXPORT = qw(
  case refused croaks slurp header lines pack_text builder rules talk epoch time_object conversation_of
  resident_megabytes run SOURCE LIBRARY_FOLDER WORK INSTALLED
);

use constant {
    SOURCE         => $ENV{RAPPORT_SOURCE_DIR},
    LIBRARY_FOLDER => $ENV{RAPPORT_LIB_DIR},
    WORK           => $ENV{RAPPORT_WORK_DIR},
    INSTALLED      => $ENV{PERL5LIB},
};

sub case ($name, $test) {
    $name =~ s/\n/ /g;
    subtest $name, sub {
        local $SIG{__WARN__} = sub ($warning) { fail "warned: $warning" };
        fail "died: $@" if !eval { $test->(); 1 };
        done_testing;
    };
}

# The code is to die with a Rapport::Error of that status, which is returned.
sub refused ($status, $code) {
    my $lived = eval { $code->(); 1 };
    my $error = $@;
    return fail 'refused' if $lived;
    isa_ok $error, 'Rapport::Error' or diag $error;
    is $error->status, $status, $error->message;
    return $error;
}

# The code is to die with a text like that, which blames this file.
sub croaks ($pattern, $code) {
    my $lived = eval { $code->(); 1 };
    my $error = $@;
    return fail 'croaks' if $lived;
    like $error, $pattern;
    return;
}

sub slurp ($path) {
    open my $file, '<:raw', SOURCE . "/$path" or die "$path: $!";
    local $/ = undef;
    return scalar <$file>;
}

# c.h with its parts.
sub header () {
    return join '', map { slurp("capi/include/rapport/$_.h") } qw(c c_case c_review c_accumulator);
}

sub lines ($path) { return split /\n/, slurp($path) }

sub pack_text () {
    state $text = Encode::decode_utf8(slurp('tests/vectors/pack.yaml'));
    return $text;
}

# The pack, which lists a word table.
sub builder () {
    state $words = Encode::decode_utf8(slurp('tests/vectors/words.tsv'));
    return Rapport::Builder->new->add_text(pack_text())->add_text($words, name => 'words.tsv');
}

sub rules () {
    state $rules = builder()->build;
    return $rules;
}

sub talk () { return Rapport::Conversation->new(rules()) }

# "2026-03-01T10:00:00Z" as seconds since 1970; the vectors have no other form.
sub epoch ($text) {
    return undef if !defined $text;
    my ($year, $month, @rest) = $text =~ /\A(\d+)-(\d+)-(\d+)T(\d+):(\d+):(\d+)Z\z/;
    return Time::Local::timegm_modern(reverse(@rest), $month - 1, $year);
}

# An object such as DateTime makes.
package Harness::Time {
    sub epoch { return 1775001600 }
}

sub time_object () { return bless {}, 'Harness::Time' }

# "1h30m" in seconds.
sub seconds ($text) {
    state %units = (d => 86400, h => 3600, m => 60, s => 1);
    my $sum = 0;
    $sum += $1 * $units{$2} while $text =~ /(\d+)([dhms])/g;
    return $sum;
}

# A record as turns, typed facts, acknowledgements and overrides.
sub conversation_of ($record, $conversation = talk()) {
    for my $turn ($record->{turns}->@*) {
        my %options = %$turn;
        my $text    = delete $options{text};
        $options{ended} = epoch(delete $options{end});
        $options{at}    = epoch($options{at});
        $conversation->add_turn($text, %options);
    }
    my $types = rules()->fact_types;
    my $facts = $record->{facts} // {};
    for my $name (keys %$facts) {
        my $value = $facts->{$name};
        $value = seconds($value) if $types->{$name} eq 'duration';
        $value = epoch($value)   if $types->{$name} eq 'timestamp';
        $conversation->set_fact($name => $value);
    }
    $conversation->acknowledge($_) for ($record->{acknowledged} // [])->@*;
    my $overrides = $record->{overrides} // {};
    $conversation->override_persona($overrides->{persona}) if defined $overrides->{persona};
    my $scales = $overrides->{scales} // {};
    $conversation->override_scale($_ => $scales->{$_}) for keys %$scales;
    my $escalations = $overrides->{escalations} // {};
    $conversation->override_escalation($_ => $escalations->{$_}) for keys %$escalations;
    return $conversation;
}

sub resident_megabytes () {
    open my $file, '<', '/proc/self/statm' or die "statm: $!";
    return (split ' ', <$file>)[1] * 4096 / 1e6;
}

# Runs Perl anew with some variables set, or unset where undef; returns what it prints, and its exit code.
sub run ($arguments, %variables) {
    my $child = open(my $pipe, '-|') // die "fork: $!";
    if (!$child) {
        open STDERR, '>&', \*STDOUT or POSIX::_exit(126);
        for my $name (keys %variables) {
            delete $ENV{$name};
            $ENV{$name} = $variables{$name} if defined $variables{$name};
        }
        exec $^X, @$arguments or POSIX::_exit(127);
    }
    my $output = do { local $/ = undef; <$pipe> };
    close $pipe;
    $output .= "\n" if $output !~ /\n\z/;
    return $output . ($? >> 8);
}

1;
