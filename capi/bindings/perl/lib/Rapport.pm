package Rapport;

use v5.36;

our $VERSION = '0.1.0';

use Carp ();
use JSON::PP ();
use Rapport::Native;
use Scalar::Util ();

# Version of the C library that is loaded.
sub library_version { return Rapport::Native::rapport_version() }

# Mistakes are reported where the caller of this module stands.
our @CARP_NOT =
  qw(Rapport::Builder Rapport::RuleSet Rapport::Conversation Rapport::Accumulator);

# The number of a word such as "agent".
sub _constant ($names, $what, $word) {
    return $names->{$word} // Carp::croak(
        "no $what: $word; there are ",
        join ', ', sort { $names->{$a} <=> $names->{$b} } keys %$names,
    );
}

# The options that a method was given, of which it takes those that $names lists.
sub _options ($method, $names, @options) {
    Carp::croak("$method takes options as pairs: ", join ', ', map { "$_ => ..." } @$names)
      if @options % 2;
    my %options = @options;
    for my $name (sort keys %options) {
        Carp::croak("$method takes no option $name; there are ", join ', ', @$names)
          if !grep { $_ eq $name } @$names;
    }
    return %options;
}

my %UNKNOWN_FACTS = (error => 0, ignore => 1);

# The options of a method that reviews records: the detail, and what is done about unknown facts.
sub _review_options ($method, @options) {
    my %options = _options($method, [qw(draft unknown_facts)], @options);
    my $unknown_facts = _constant(\%UNKNOWN_FACTS, unknown_facts => $options{unknown_facts} // 'error');
    return (_detail($options{draft}), $unknown_facts);
}

sub _detail ($draft) { return $draft ? 1 : 0 }

sub _unknown_facts ($method, @options) {
    my %options = _options($method, ['unknown_facts'], @options);
    return _constant(\%UNKNOWN_FACTS, unknown_facts => $options{unknown_facts} // 'error');
}

my $json = JSON::PP->new->utf8;

package Rapport::Error {
    use overload '""' => sub ($self, @) { return $self->{message} . $self->{where} }, fallback => 1;

    # Where the call into this module stands.
    sub _where () {
        my $level = 0;
        $level++ while (caller $level)[0] =~ /\ARapport(?:::|\z)/;
        my (undef, $file, $line) = caller $level;
        return " at $file line $line.\n";
    }

    sub _throw ($class, $message, $code) {
        die bless {
            message => $message, code => $code, file => '', line => 0, column => 0,
            diagnostics => [], report => '', where => _where(),
        }, $class;
    }

    # Reads and frees a rapport_error.
    sub _take ($class, $error) {
        my $self = bless {
            message     => Rapport::Native::error_text(message => $error),
            code        => Rapport::Native::rapport_error_status($error),
            file        => Rapport::Native::error_text(file => $error),
            line        => Rapport::Native::rapport_error_line($error),
            column      => Rapport::Native::rapport_error_column($error),
            diagnostics => [],
            report      => '',
            where       => _where(),
        }, $class;
        Rapport::Native::rapport_error_free($error);
        if ($self->{file} ne '') {
            my $place = $self->{line} ? "$self->{file}:$self->{line}:$self->{column}: " : "$self->{file}: ";
            $self->{message} = $place . $self->{message} if index($self->{message}, $place) != 0;
        }
        return $self;
    }

    sub status ($self)      { return Rapport::Native::rapport_status_name($self->{code}) }
    sub code ($self)        { return $self->{code} }
    sub message ($self)     { return $self->{message} }
    sub file ($self)        { return $self->{file} }
    sub line ($self)        { return $self->{line} }
    sub column ($self)      { return $self->{column} }
    sub diagnostics ($self) { return $self->{diagnostics} }
    sub report ($self)      { return $self->{report} }
}

package Rapport::Builder {
    use Rapport::Native ();

    sub new ($class) {
        return bless {handle => Rapport::Native::make(builder_new => 'builder', undef)}, $class;
    }

    sub add_default ($self) {
        Rapport::Native::call(builder_add_default => $self->{handle}->pointer);
        return $self;
    }

    sub add_file ($self, $path) {
        Rapport::Native::call(
            builder_add_file => $self->{handle}->pointer, Rapport::Native::text($path));
        return $self;
    }

    sub add_text ($self, $text, @options) {
        my %options = Rapport::_options(add_text => ['name'], @options);
        Rapport::Native::call(
            builder_add_bytes => $self->{handle}->pointer,
            Rapport::Native::text($options{name} // 'pack.yaml'), Rapport::Native::text($text),
        );
        return $self;
    }

    sub build ($self) {
        my $rules = eval {
            Rapport::Native::make(builder_build => 'ruleset', $self->{handle}->pointer);
        };
        if (my $error = !$rules && $@) {
            if (ref $error && $error->status eq 'invalid_pack') {
                $error->{diagnostics} = $self->diagnostics;
                $error->{report} = Rapport::Native::get_text(
                    builder_report => $self->{handle}->pointer);
            }
            die $error;
        }
        return Rapport::RuleSet->_new($rules);
    }

    sub diagnostics ($self) {
        my $handle = $self->{handle}->pointer;
        my $count  = Rapport::Native::get_number(builder_diagnostic_count => $handle);
        return [map { _diagnostic($handle, $_) } 0 .. $count - 1];
    }

    sub _diagnostic ($handle, $index) {
        my $severity =
          Rapport::Native::get_number(builder_diagnostic_severity => $handle, $index);
        Rapport::Native::get(
            builder_diagnostic_place => $handle, $index, \my $line, \my $column, undef);
        return {
            severity => Rapport::Native::rapport_severity_name($severity),
            line     => $line,
            column   => $column,
            map { ($_ => Rapport::Native::get_text("builder_diagnostic_$_", $handle, $index)) }
              qw(code file message snippet hint),
        };
    }

    sub close ($self) { $self->{handle}->close; return }
}

package Rapport::RuleSet {
    use Rapport::Native ();

    sub default ($class)          { return Rapport::Builder->new->add_default->build }
    sub from_file ($class, $path) { return Rapport::Builder->new->add_file($path)->build }

    sub from_text ($class, $text, @options) {
        my %options = Rapport::_options(from_text => ['name'], @options);
        return Rapport::Builder->new->add_text($text, %options)->build;
    }

    sub _new ($class, $handle) { return bless {handle => $handle}, $class }

    sub _text ($self, $name, @indices) {
        return Rapport::Native::get_text("ruleset_$name", $self->{handle}->pointer, @indices);
    }

    sub _number ($self, $name, @indices) {
        return Rapport::Native::get_number("ruleset_$name", $self->{handle}->pointer, @indices);
    }

    sub _texts ($self, $counter, $name, $index) {
        return [map { $self->_text($name, $index, $_) } 0 .. $self->_number($counter, $index) - 1];
    }

    # Every item of a kind, with the texts that are named and what the code adds.
    sub _declared ($self, $kind, $fields, $more = sub ($index) { return }) {
        return [
            map {
                my $index = $_;
                +{
                    (map { ($_ => $self->_text("${kind}_$_", $index)) } @$fields),
                    $more->($index),
                };
            } 0 .. $self->_number("${kind}_count") - 1
        ];
    }

    sub name ($self)     { return $self->_text('name') }
    sub hash ($self)     { return $self->_text('hash') }
    sub language ($self) { return $self->_text('language') }

    sub facts ($self) {
        return $self->_declared(fact => [qw(id help)], sub ($i) {
            return (
                type => Rapport::Native::rapport_fact_type_name($self->_number(fact_type => $i)),
                has_default => $self->_number(fact_has_default => $i),
                values      => $self->_texts(fact_value_count => fact_value => $i),
            );
        });
    }

    sub personas ($self) {
        return $self->_declared(persona => [qw(id label display_name summary)]);
    }

    sub scales ($self) {
        return $self->_declared(scale => [qw(id help)], sub ($i) {
            return (levels => $self->_texts(scale_level_count => scale_level_name => $i));
        });
    }

    sub cues ($self)     { return $self->_declared(cue    => [qw(id help)]) }
    sub policies ($self) { return $self->_declared(policy => [qw(id when help)]) }

    sub checks ($self) {
        return $self->_declared(check => [qw(id label help)], sub ($i) {
            return (
                weight => $self->_number(check_weight => $i) / 1000,
                fatal  => $self->_number(check_is_fatal => $i),
            );
        });
    }

    sub fact_types ($self) {
        return $self->{fact_types} //= {map { ($_->{id} => $_->{type}) } $self->facts->@*};
    }

    # The decision and the review handle are kept, since they grow with use; a new thread makes its own.
    sub _workspace ($self, $kind, $unknown_facts) {
        delete $self->{$kind} if $self->{$kind} && $self->{$kind}->is_closed;
        $self->{$kind} //= Rapport::Native::make("${kind}_new" => $kind);
        my $workspace = $self->{$kind}->pointer;
        Rapport::Native::get("${kind}_set_unknown_facts" => $workspace, $unknown_facts);
        return $workspace;
    }

    sub decide ($self, $record, @options) {
        return Rapport::Decision->_new($self->_decide(decide => $json->encode($record), @options));
    }

    sub decide_json ($self, $record, @options) {
        return $self->_decide(decide_json => $record, @options);
    }

    sub _decide ($self, $method, $record, @options) {
        my $unknown_facts = Rapport::_unknown_facts($method, @options);
        return Rapport::Native::call_text(
            decide_json => $self->{handle}->pointer, Rapport::Native::json($record),
            $self->_workspace(decision => $unknown_facts),
        );
    }

    sub decide_lines ($self, $records, @options) {
        my $unknown_facts = Rapport::_unknown_facts(decide_lines => @options);
        my ($answers, $length);
        Rapport::Native::call(
            decide_lines => $self->{handle}->pointer, Rapport::Native::json($records),
            $self->_workspace(decision => $unknown_facts), \$answers, \$length, undef,
        );
        return FFI::Platypus::Buffer::buffer_to_scalar($answers, $length);
    }

    sub review ($self, $record, @options) {
        return Rapport::Review->_new($self->_review(review => $json->encode($record), @options));
    }

    sub review_json ($self, $record, @options) {
        return $self->_review(review_json => $record, @options);
    }

    sub _review ($self, $method, $record, @options) {
        my ($detail, $unknown_facts) = Rapport::_review_options($method, @options);
        return Rapport::Native::call_text(
            review_json => $self->{handle}->pointer, Rapport::Native::json($record), $detail,
            $self->_workspace(review => $unknown_facts),
        );
    }

    sub review_lines ($self, $records, @options) {
        my ($detail, $unknown_facts) = Rapport::_review_options(review_lines => @options);
        my ($answers, $length);
        Rapport::Native::call(
            review_lines => $self->{handle}->pointer, Rapport::Native::json($records), $detail,
            $self->_workspace(review => $unknown_facts), \$answers, \$length, undef,
        );
        return FFI::Platypus::Buffer::buffer_to_scalar($answers, $length);
    }

    sub explain ($self, $record, @options) {
        return $json->decode($self->explain_json($json->encode($record), @options));
    }

    sub explain_json ($self, $record, @options) {
        my $unknown_facts = Rapport::_unknown_facts(explain => @options);
        my $explanation = Rapport::Native::make(explanation_new => 'explanation');
        Rapport::Native::get(
            explanation_set_unknown_facts => $explanation->pointer, $unknown_facts);
        return Rapport::Native::call_text(
            explain_json => $self->{handle}->pointer, Rapport::Native::json($record),
            $explanation->pointer,
        );
    }

    sub close ($self) {
        $self->{handle}->close;
        delete @$self{qw(decision review)};
        return;
    }

    sub is_closed ($self) { return $self->{handle}->is_closed }
}

package Rapport::Conversation {
    use Rapport::Native ();

    my %SPEAKERS     = (customer => 0, agent => 1, bot => 2, system => 3, third_party => 4);
    my %VISIBILITIES = (public => 0, internal => 1);
    my %FORMATS      = (text => 0, html => 1, email => 2, transcript => 3);

    sub new ($class, $rules, @options) {
        my %options = Rapport::_options(new => [qw(turns turn_bytes)], @options);
        my $limits = Rapport::Native::structure(
            LLW => $options{turns} // 0, $options{turn_bytes} // 0);
        return bless {
            handle => Rapport::Native::make(
                conversation_new => 'conversation', $rules->{handle}->pointer, $limits),
            decision   => Rapport::Native::make(decision_new => 'decision'),
            fact_types => $rules->fact_types,
        }, $class;
    }

    sub add_turn ($self, $text, @options) {
        my %options = Rapport::_options(
            add_turn => [qw(by at ended visibility format language id author)], @options);
        my @texts = map { (Rapport::Native::text($_))[0] }
          $text, map { $options{$_} // '' } qw(language id author);
        my $turn = Rapport::Native::structure(
            'Ll3W8q2',
            Rapport::_constant(\%SPEAKERS, speaker => $options{by} // 'customer'),
            Rapport::_constant(\%VISIBILITIES, visibility => $options{visibility} // 'public'),
            Rapport::_constant(\%FORMATS, format => $options{format} // 'text'),
            (map { Rapport::Native::buffer($_) } @texts),
            Rapport::Native::microseconds($options{at}    // 0),
            Rapport::Native::microseconds($options{ended} // 0),
        );
        Rapport::Native::call(conversation_add_turn => $self->{handle}->pointer, $turn);
        return $self;
    }

    sub set_fact ($self, $name, $value) {
        return $self->clear_fact($name) if !defined $value;
        my $type = $self->{fact_types}{$name} // '';
        if (ref $value eq 'ARRAY') { return $self->_set_strings($name, $value) }
        if (Scalar::Util::blessed($value) && $value->can('epoch')) {
            return $self->_set(timestamp => $name, Rapport::Native::microseconds($value));
        }
        if (JSON::PP::is_bool($value) || $type eq 'bool' && $value =~ /\A[01]?\z/) {
            return $self->_set(bool => $name, $value ? 1 : 0);
        }
        Carp::croak("no fact can be a reference: $name") if ref $value;
        if ($type eq 'duration' && !Scalar::Util::looks_like_number($value)) {
            my $length = Rapport::Native::duration($value) // Rapport::Error->_throw(
                qq{fact '$name': not a duration such as "2h" or "1h30m": '$value'}, 1);
            return $self->_set(duration => $name, $length);
        }
        # What does not look like its type goes on as a string, for the library to refuse.
        if (Scalar::Util::looks_like_number($value) && $type =~ /\A(?:int|double|duration|timestamp)\z/) {
            return $self->_set($type => $name, Rapport::Native::microseconds($value))
              if $type eq 'duration' || $type eq 'timestamp';
            return $self->_set(int => $name, Rapport::Native::int64($value))
              if $type eq 'int' && $value =~ /\A[+-]?[0-9]+\z/;
            return $self->_set(double => $name, $value);
        }
        return $self->_set(string => $name, Rapport::Native::text($value));
    }

    sub _set ($self, $type, $name, @value) {
        Rapport::Native::call(
            "conversation_set_$type" => $self->{handle}->pointer, Rapport::Native::text($name), @value);
        return $self;
    }

    sub _set_strings ($self, $name, $values) {
        my @texts = map { (Rapport::Native::text($_))[0] } @$values;
        my (@pointers, @lengths);
        for my $text (@texts) {
            my ($address, $length) = Rapport::Native::buffer($text);
            push @pointers, $address;
            push @lengths,  $length;
        }
        return $self->_set(strings => $name, \@pointers, \@lengths, scalar @texts);
    }

    sub clear_fact ($self, $name) {
        Rapport::Native::call(
            conversation_clear_fact => $self->{handle}->pointer, Rapport::Native::text($name));
        return $self;
    }

    sub acknowledge ($self, $route) {
        Rapport::Native::call(
            conversation_acknowledge => $self->{handle}->pointer, Rapport::Native::text($route));
        return $self;
    }

    sub override_persona ($self, $persona) { return $self->_give(override_persona => $persona) }

    sub override_scale ($self, $scale, $level) {
        Carp::croak("a level is a whole number of 32 bits, not $level")
          if $level !~ /\A[+-]?[0-9]+\z/ || abs $level >= 2**31;
        return $self->_give(override_scale => $scale, $level);
    }

    sub override_escalation ($self, $route, $rule) {
        my $number = Rapport::_constant({hold => 0, suppress => 1}, rule => $rule);
        return $self->_give(override_escalation => $route, $number);
    }

    sub release_scale ($self, $scale) { return $self->_give(release_scale => $scale) }

    sub release_escalation ($self, $route) { return $self->_give(release_escalation => $route) }

    sub release_persona ($self) {
        Rapport::Native::get(conversation_release_persona => $self->{handle}->pointer);
        return $self;
    }

    sub release_overrides ($self) {
        Rapport::Native::get(conversation_release_overrides => $self->{handle}->pointer);
        return $self;
    }

    sub _give ($self, $function, $text, @value) {
        Rapport::Native::call(
            "conversation_$function" => $self->{handle}->pointer, Rapport::Native::text($text), @value);
        return $self;
    }

    sub reset ($self) {
        Rapport::Native::get(conversation_reset => $self->{handle}->pointer);
        return $self;
    }

    sub turn_count ($self) {
        return Rapport::Native::get_number(conversation_turn_count => $self->{handle}->pointer);
    }

    sub decide ($self, @options) {
        my %options = Rapport::_options(decide => [qw(now id)], @options);
        my $now = Rapport::Native::microseconds($options{now} // 0);
        Rapport::Native::call(
            decide => $self->{handle}->pointer, $now, $self->{decision}->pointer);
        return Rapport::Decision->_new(Rapport::Native::call_text(
            decision_json => $self->{decision}->pointer, Rapport::Native::text($options{id} // '')));
    }

    # The review handle is kept: it knows the conversation.
    sub review ($self, $reply, @options) {
        my %options = Rapport::_options(review => [qw(now id at format draft)], @options);
        my ($text) = Rapport::Native::text($reply);
        my $turn = Rapport::Native::structure(
            'Ll3W8q2', $SPEAKERS{agent}, $VISIBILITIES{public},
            Rapport::_constant(\%FORMATS, format => $options{format} // 'text'),
            Rapport::Native::buffer($text), (0) x 6,
            Rapport::Native::microseconds($options{at} // 0), 0,
        );
        my $now = Rapport::Native::microseconds($options{now} // 0);
        my $conversation = $self->{handle}->pointer;
        $self->{review} //= Rapport::Native::make(review_new => 'review');
        my $review = $self->{review}->pointer;
        Rapport::Native::call(review_reply => $conversation, $turn, $now, $review);
        return Rapport::Review->_new(Rapport::Native::call_text(
            review_to_json => $review, Rapport::_detail($options{draft}),
            Rapport::Native::text($options{id} // '')));
    }

    sub explain ($self, @options) { return $json->decode($self->explain_json(@options)) }

    sub explain_json ($self, @options) {
        my %options = Rapport::_options(explain => [qw(now id)], @options);
        my $explanation = Rapport::Native::make(explanation_new => 'explanation');
        return Rapport::Native::call_text(
            explain => $self->{handle}->pointer, Rapport::Native::microseconds($options{now} // 0),
            Rapport::Native::text($options{id} // ''), $explanation->pointer,
        );
    }

    sub close ($self) {
        $self->{handle}->close;
        $self->{decision}->close;
        $self->{review}->close if $self->{review};
        return;
    }

    sub is_closed ($self) { return $self->{handle}->is_closed }
}

package Rapport::Decision {
    use overload '""' => sub ($self, @) { return $self->{json} }, fallback => 1;
    use Time::Local ();

    sub _new ($class, $bytes) { return bless {json => $bytes}, $class }

    sub json ($self) { return $self->{json} }

    # All of it. The `due` of an escalation or a promise is seconds since 1970, or undef. Evidence and
    # the reasons of actions also have their `kind`, and the name of that as `id`.
    sub data ($self) {
        return $self->{data} //= do {
            my $data = $json->decode($self->{json});
            $_->{due} = _epoch($_->{due})
              for grep { defined $_->{due} } map { @$_ } @$data{qw(promises escalations)};
            _name($_, qw(policy persona need contact_kind)) for map { $_->{reasons}->@* } $data->{actions}->@*;
            _name($_, qw(cue word condition)) for $data->{evidence}->@*;
            $data;
        };
    }

    # Adds which of the kinds the item has, and the name that it has there.
    sub _name ($item, @kinds) {
        my ($kind) = grep { exists $item->{$_} } @kinds;
        $item->{kind} = $kind // 'unknown';
        $item->{id}   = $item->{$item->{kind}};
        return;
    }

    # "2026-03-01T10:30:00.5Z", the only form that decisions have.
    sub _epoch ($time) {
        my ($year, $month, $day, $hour, $minute, $second, $fraction) =
          $time =~ /\A(\d+)-(\d+)-(\d+)T(\d+):(\d+):(\d+)(\.\d+)?Z\z/;
        my $epoch = Time::Local::timegm_modern($second, $minute, $hour, $day, $month - 1, $year);
        return $fraction ? $epoch + $fraction : $epoch;
    }

    sub overridden ($self) { return $self->data->{overridden} // [] }

    # Those that have started; mostly none.
    sub protocols ($self) { return $self->data->{protocols} // [] }

    for my $key (qw(id persona abstained top probability personas also scales contact needs
        open_questions promises actions forbidden approvals limits limit_reasons flags escalations
        evidence undetermined ruleset))
    {
        no strict 'refs';
        *$key = sub ($self) { return $self->data->{$key} };
    }
}

package Rapport::Review {
    use overload '""' => sub ($self, @) { return $self->{json} }, fallback => 1;

    sub _new ($class, $bytes) { return bless {json => $bytes}, $class }

    sub json ($self) { return $self->{json} }

    # All of it. The tip is the finding to mend first, whole, or undef.
    sub data ($self) {
        return $self->{data} //= do {
            my $data = $json->decode($self->{json});
            $data->{findings} //= [];
            my $tip = $data->{tip};
            ($data->{tip}) = grep { $_->{check} eq $tip } $data->{findings}->@* if defined $tip && !ref $tip;
            $data;
        };
    }

    for my $key (qw(id blocked tip score findings persona ruleset)) {
        no strict 'refs';
        *$key = sub ($self) { return $self->data->{$key} };
    }
}

# What many records say together.
package Rapport::Accumulator {
    use Rapport::Native ();

    sub new ($class, $rules, $kind, @options) {
        Carp::croak('an accumulator takes options as pairs') if @options % 2;
        my $options = @options ? $json->encode({@options}) : '';
        my $handle = Rapport::Native::make(
            accumulator_new => 'accumulator', $rules->{handle}->pointer, Rapport::Native::text($kind),
            Rapport::Native::json($options),
        );
        return bless {handle => $handle}, $class;
    }

    sub load ($class, $rules, $saved) {
        my $handle = Rapport::Native::make(
            accumulator_load => 'accumulator', $rules->{handle}->pointer, Rapport::Native::json($saved));
        return bless {handle => $handle}, $class;
    }

    sub kind ($self) { return Rapport::Native::get_text(accumulator_kind => $self->{handle}->pointer) }

    sub add ($self, $record) {
        my $line = ref $record ? $json->encode($record) : $record;
        Rapport::Native::call(
            accumulator_add_json => $self->{handle}->pointer, Rapport::Native::json($line));
        return $self;
    }

    sub merge ($self, $other) {
        Rapport::Native::call(
            accumulator_merge => $self->{handle}->pointer, $other->{handle}->pointer);
        return $self;
    }

    sub save ($self) { return Rapport::Native::call_text(accumulator_save => $self->{handle}->pointer) }

    sub report_json ($self) {
        return Rapport::Native::call_text(accumulator_report_json => $self->{handle}->pointer);
    }

    sub report ($self)    { return $json->decode($self->report_json) }
    sub close ($self)     { $self->{handle}->close; return }
    sub is_closed ($self) { return $self->{handle}->is_closed }
}

1;
