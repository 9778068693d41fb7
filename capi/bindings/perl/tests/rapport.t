#!/usr/bin/perl

# Each subtest is one case.

use v5.36;
use utf8;

use Config;
use if $Config{useithreads}, 'threads';
use FindBin;
use lib $FindBin::Bin;
use Harness;
use JSON::PP;
use Rapport;
use Test::More;

my $rules = rules();

# ---- Vectors ----

my @records = lines('tests/vectors/conversations.jsonl');
my @answers = lines('tests/vectors/decisions.jsonl');
for my $index (0 .. $#records) {
    my $record = decode_json($records[$index]);
    case "record $record->{id}", sub { is $rules->decide_json($records[$index]), $answers[$index] };
    case "typed $record->{id}", sub {
        my $decision =
          conversation_of($record)->decide(now => epoch($record->{now}), id => $record->{id});
        is $decision->json, $answers[$index];
    };
}

my @refusals = lines('tests/vectors/refusals.jsonl');
for my $line (lines('tests/vectors/refused.jsonl')) {
    my $answer = shift @refusals;
    case "refusal $line", sub {
        my $expected = decode_json($answer)->{error};
        return is $rules->decide_json($line), $answer if !$expected;
        is refused($expected->{status}, sub { $rules->decide_json($line) })->message,
          $expected->{message};
    };
}

# Every option of a turn; leaving one out changes the answer, but for id and author.
my $options = '{"id":"options","turns":[{"by":"bot","text":"sorry"},'
  . '{"by":"third_party","visibility":"internal","text":"order","at":"2026-03-01T09:00:00Z"},'
  . '{"text":"<p>Ich warte und das ist nicht gut, <i>dis</i>count?</p>","format":"html",'
  . '"language":"en-GB","id":"m1","author":"Asha","at":"2026-03-01T10:00:00Z",'
  . '"end":"2026-03-01T10:40:00Z"}]}';

case options => sub {
    my $decision = conversation_of(decode_json($options))->decide(id => 'options');
    is $decision->json, $rules->decide_json($options);
    is $decision->evidence->[0]{text}, 'dis</i>count';
    is $decision->escalations->[0]{to}, 'care';
};
case batch => sub {
    is $rules->decide_lines(slurp('tests/vectors/conversations.jsonl')),
      slurp('tests/vectors/decisions.jsonl');
};
case 'batch with refusals' => sub {
    is $rules->decide_lines(slurp('tests/vectors/refused.jsonl')),
      slurp('tests/vectors/refusals.jsonl');
};

# ---- Reviews ----

my @replies = lines('tests/vectors/replies.jsonl');
my $shared  = talk();
for my $draft (0, 1) {
    my $name    = $draft ? 'drafts.jsonl' : 'reviews.jsonl';
    my @reviews = lines("tests/vectors/$name");
    is scalar @reviews, scalar @replies;
    for my $index (0 .. $#replies) {
        my $record = decode_json($replies[$index]);
        my $answer = $reviews[$index];
        case "$name $record->{id}", sub {
            is $rules->review_json($replies[$index], draft => $draft), $answer;
            is $rules->review(decode_json($replies[$index]), draft => $draft)->json, $answer;
        };
        case "$name typed $record->{id}", sub {
            my ($reply, @before) = reverse $record->{turns}->@*;
            @before = reverse @before;
            my $talk = conversation_of({%$record, turns => \@before}, $shared->reset);
            my $review = $talk->review(
                $reply->{text},
                now => epoch($record->{now}), id => $record->{id}, at => epoch($reply->{at}),
                format => $reply->{format}, draft => $draft,
            );
            is "$review", $answer;
            is $talk->turn_count, scalar @before;
            my $expected = decode_json($answer);
            if (defined $expected->{tip} && !$draft) {
                ($expected->{tip}) = grep { $_->{check} eq $expected->{tip} } $expected->{findings}->@*;
            }
            $expected->{findings} //= [];
            is_deeply $review->data, $expected;
            is_deeply $review->can($_)->($review), $expected->{$_}, $_
              for qw(id blocked tip score findings persona ruleset);
        };
    }
    case "$name as a batch", sub {
        is $rules->review_lines(slurp('tests/vectors/replies.jsonl'), draft => $draft),
          slurp("tests/vectors/$name");
    };
}

sub haggler () {
    return talk()->set_fact(tier => 'silver')->set_fact(is_vip => 0)->set_fact(contacts_7d => 1)
      ->add_turn('Still waiting! Any deal?');
}

case 'while a reply is written' => sub {
    my $talk  = haggler();
    my $draft = 'Sorry, I can take 25% off.';
    for my $size (0 .. length $draft) {
        my $text = substr $draft, 0, $size;
        is !!$talk->review($text, draft => 1)->blocked, index($text, '25% off') >= 0, $text;
    }
    my $tip = $talk->review($draft)->tip;
    is_deeply [@$tip{qw(reason limit limit_value policy)}],
      ['over_limit', 'discount_pct', 10, 'discount-cap'];
    is_deeply $tip->{spans}, [{cue => 'agent_percent', start => 18, end => 25, text => '25% off'}];
    is $tip->{suggestions}[0], 'I can take 10% off, as you ask.';
    $talk->set_fact(max_discount_pct => 30);    # what is said meanwhile counts
    ok !$talk->review($draft)->blocked;
    is $talk->review($draft)->persona, 'impatient';
    is $talk->reset->review('Sorry.')->tip, undef;
};
case 'when a reply was sent' => sub {
    my $asked = epoch('2026-03-01T10:00:00Z');
    my $talk  = talk()->add_turn('Where is my order?', at => $asked);
    for ([5, 'pass'], [90, 'fail']) {
        my ($minutes, $expected) = @$_;
        for my $key (qw(at now)) {
            my $review = $talk->review('It comes today.', $key => $asked + $minutes * 60);
            is +(grep { $_->{check} eq 'in_time' } $review->findings->@*)[0]{result}, $expected;
        }
    }
};
case 'what cannot be reviewed' => sub {
    my $agent = {by => 'agent', text => 'Sorry.'};
    for my $turns ([], [{text => 'Any deal?'}], [{%$agent, visibility => 'internal'}]) {
        refused(invalid_argument => sub { $rules->review({turns => $turns}) });
    }
    my $shoe = {turns => [$agent], facts => {shoe => 3}};
    refused(not_found => sub { $rules->review($shoe) });
    is $rules->review($shoe, unknown_facts => 'ignore')->tip, undef;
    refused(not_found => sub { $rules->review($shoe) });
    like $rules->review_lines('{"id":"a","turns":[]}'), qr/\A\{"id":"a","error":\{/;
    croaks(qr/no text is given/, sub { haggler()->review(undef) });
    croaks(qr/no format: pdf/,   sub { haggler()->review('Hi', format => 'pdf') });
    croaks(qr/review takes no option by; there are now, id, at, format, draft at .*rapport[.]t/,
        sub { haggler()->review('Hi', by => 'agent') });
    croaks(qr/review takes no option now; there are draft, unknown_facts at .*rapport[.]t/,
        sub { $rules->review($shoe, now => time) });
};
case checks => sub {
    is scalar $rules->checks->@*, 8;
    is_deeply $rules->checks->[0], {
        id => 'apology', label => 'Apologises for the trouble', weight => 2.5, fatal => 0,
        help => 'a long wait, or an angry customer',
    };
    is +(grep { $_->{id} eq 'discount' } $rules->checks->@*)[0]{fatal}, 1;
};

# ---- Errors ----

case 'broken pack' => sub {
    my $broken = pack_text() =~ s/label: Bargain hunter/labell: Bargain hunter/r =~ s/bias: -0[.]5/bias: x/r;
    my $error  = refused(invalid_pack => sub { Rapport::RuleSet->from_text($broken, name => 'shop.yaml') });
    my ($first) = $error->diagnostics->@*;
    is_deeply [$error->file, $error->line, $error->column], ['shop.yaml', $first->{line}, $first->{column}];
    like $error->message, qr/\A\Qshop.yaml:$first->{line}:$first->{column}: $first->{message}/;
    cmp_ok scalar $error->diagnostics->@*, '>=', 2;
    is "$_->{severity} $_->{file}", 'error shop.yaml' for $error->diagnostics->@*;
    my ($misspelt) = grep { $_->{code} eq 'unknown-key' } $error->diagnostics->@*;
    like +(split /\n/, $broken)[$misspelt->{line} - 1], qr/labell/;
    like $misspelt->{snippet}, qr/labell/;
    like $error->report, qr/\Qshop.yaml:$first->{line}:$first->{column}: error[$first->{code}]/;
};
case 'missing file' => sub {
    my $error = refused(io => sub { Rapport::RuleSet->from_file(WORK . '/no such file.yaml') });
    like $error->message, qr/no such file[.]yaml/;
    is $error->code, 6;
    like "$error", qr/\A\Q${\ $error->message}\E at .*rapport[.]t line \d+[.]\n\z/;
};
case 'unknown fact' => sub {
    like refused(not_found => sub { talk()->set_fact(contacts_7 => 3) })->message, qr/contacts_7/;
    like refused(not_found => sub { talk()->clear_fact("a\0b") })->message, qr/a b/;
};
case 'unknown facts ignored' => sub {
    my $record = {id => 'x', facts => {contacts_7 => 3}, turns => []};
    refused(not_found => sub { $rules->decide($record) });
    is $rules->decide($record, unknown_facts => 'ignore')->id, 'x';
    is $rules->explain($record, unknown_facts => 'ignore')->{id}, 'x';
    refused(not_found => sub { $rules->decide($record) });
    croaks(qr/no unknown_facts: perhaps/, sub { $rules->decide($record, unknown_facts => 'perhaps') });
};
case 'out of range' => sub {
    refused(invalid_argument => sub { talk()->set_fact(contacts_7d => -1) });
    refused(invalid_argument => sub { talk()->set_fact(tier => 'platinum') });
};
case 'wrong type' => sub {
    refused(invalid_argument => sub { talk()->set_fact(contacts_7d => 'three') });
    refused(invalid_argument => sub { talk()->set_fact(contacts_7d => 1.5) });
    refused(invalid_argument => sub { talk()->set_fact(is_vip => 'yes') });
    refused(invalid_argument => sub { talk()->set_fact(tags => 'keen') });
    refused(invalid_argument => sub { talk()->set_fact(tenure => time_object()) });
    croaks(qr/no fact can be a reference: tags/, sub { talk()->set_fact(tags => {}) });
    croaks(qr/no text is given/, sub { talk()->add_turn(undef) });
};
case 'beyond 64 bits' => sub {
    for my $number ('9223372036854775808', 9223372036854775808, '-9223372036854775809') {
        croaks(qr/does not fit into 64 bits/, sub { talk()->set_fact(contacts_7d => $number) });
    }
    refused(invalid_argument => sub { talk()->set_fact(contacts_7d => '9223372036854775807') });
    refused(invalid_argument => sub { talk()->set_fact(contacts_7d => 1e300) });
    croaks(qr/do not fit into 64 bits/, sub { talk()->set_fact(tenure => 1e300) });
    croaks(qr/do not fit into 64 bits/, sub { talk()->set_fact(tenure => 'nan') });
};
case 'undeclared route' => sub { refused(not_found => sub { talk()->acknowledge('nobody') }) };
case 'unknown speaker' => sub {
    croaks(qr/no speaker: parrot; there are customer, agent, bot, system, third_party at .*rapport[.]t/,
        sub { talk()->add_turn('hi', by => 'parrot') });
};
case 'options that there are not' => sub {
    my $talk = talk();
    croaks(qr/add_turn takes options as pairs: by => [.]{3}, at => .* at .*rapport[.]t/,
        sub { $talk->add_turn('hi', 'agent') });
    croaks(qr/add_turn takes no option speaker; there are by, at,/,
        sub { $talk->add_turn('hi', speaker => 'agent') });
    croaks(qr/times are seconds since 1970 .*not 'today'/, sub { $talk->add_turn('hi', at => 'today') });
    is $talk->turn_count, 0;
    for my $method (qw(decide explain)) {
        croaks(qr/$method takes options as pairs: now => [.]{3}, id => [.]{3} at .*rapport[.]t/,
            sub { $talk->$method(time) });
        croaks(qr/$method takes no option nwo; there are now, id at .*rapport[.]t/,
            sub { $talk->$method(nwo => time) });
    }
    for my $method (qw(decide decide_json decide_lines explain)) {
        my $record = $method =~ /_/ ? '{"turns":[]}' : {turns => []};
        croaks(qr/$method takes no option now; there are unknown_facts at .*rapport[.]t/,
            sub { $rules->$method($record, now => time) });
        croaks(qr/$method takes options as pairs/, sub { $rules->$method($record, 'ignore') });
    }
    croaks(qr/no option turn; there are turns, turn_bytes/,
        sub { Rapport::Conversation->new($rules, turn => 2) });
    croaks(qr/from_text takes options as pairs: name/, sub { Rapport::RuleSet->from_text('', 'shop.yaml') });
};
case 'durations as text' => sub {
    my $shown = sub ($value) { talk()->set_fact(tenure => $value)->explain->{facts}{tenure} };
    my %durations = (
        '90d' => 90 * 86_400, '2h' => 7200, '1h30m' => 5400, '1.5h' => 5400, '2w' => 1_209_600,
        '250ms' => 0.25, '3us' => 0.000003, '-5m' => -300, '0s' => 0,
    );
    for my $text (sort keys %durations) {
        is $shown->($text), $shown->($durations{$text}), $text;
        is $shown->($text), $rules->explain({facts => {tenure => $text}, turns => []})->{facts}{tenure};
    }
    for my $text ('', '-', 'h', '5 h', '1h-2m', '1.h', '5M', '90days', '99999999999w') {
        my $error = refused(invalid_argument => sub { talk()->set_fact(tenure => $text) });
        is $error->message, qq{fact 'tenure': not a duration such as "2h" or "1h30m": '$text'};
    }
};
case 'undef clears a fact' => sub {
    my $talk = talk()->add_turn('Any deal?')->set_fact(max_discount_pct => 20);
    is $talk->set_fact(max_discount_pct => undef)->decide->limits->{discount_pct}, 10;
    refused(not_found => sub { $talk->set_fact(contacts_7 => undef) });
};
case 'too many turns' => sub {
    my $small = Rapport::Conversation->new($rules, turns => 2);
    $small->add_turn('hi')->add_turn('hi');
    refused(limit_exceeded => sub { $small->add_turn('hi') });
    is $small->turn_count, 2;
    is $small->reset->turn_count, 0;
};

# ---- Text ----

sub first_name ($name) {
    return talk()->add_turn('Any deal?')->set_fact(first_name => $name)->decide->actions->[0]{say}[0];
}

case 'NUL, emoji and empty' => sub {
    is first_name("A\0\x{1F642}b"), "Let us compare, A\0\x{1F642}b.";
    is first_name('Ünal'), 'Let us compare, Ünal.';
    is first_name("\xDCnal"), 'Let us compare, Ünal.';
    is first_name(''), 'Let us compare, shall we.';
    my $decision = talk()->add_turn("\0\x{1F642} any deal")->decide(id => "a\0\x{1F642}");
    is $decision->id, "a\0\x{1F642}";
    is $decision->evidence->[0]{text}, 'any deal';
    is $decision->evidence->[0]{start}, 6;
};
case 'half a surrogate pair' => sub {
    no warnings 'surrogate';
    is first_name("a\x{D83D}b"), "Let us compare, a\x{FFFD}b.";
};
case 'JSON is bytes' => sub {
    is decode_json($rules->decide_json(encode_json({id => 'Ü', turns => []})))->{id}, 'Ü';
    croaks(qr/a wide character in JSON/, sub { $rules->decide_json("{\"id\":\"\x{1F642}\",\"turns\":[]}") });
    like $rules->decide_json("{\"id\":\"\xFF\",\"turns\":[]}"), qr/"id":"\xEF\xBF\xBD"/;
};
case 'lists of strings' => sub {
    my $talk = talk()->add_turn('Any deal?')->set_fact(renewal_due => time_object());
    my $reason = sub ($tags) {
        my $first = $talk->set_fact(tags => $tags)->decide->actions->[0]{reasons}[0];
        return "$first->{kind} $first->{id}";
    };
    is $reason->(['keen', '', "\0"]), 'policy haggler-renewal';
    is $reason->([]), 'persona bargain_hunter';
};
case truth => sub {
    my $limit = sub ($vip) {
        talk()->set_fact(tier => 'gold')->set_fact(is_vip => $vip)->decide->limits->{discount_pct};
    };
    is $limit->($_), 25, 'true' for 1, '1', !!1, JSON::PP::true;
    is $limit->($_), undef, 'false' for 0, '0', '', !!0, JSON::PP::false;
};

# ---- Lifetimes ----

case 'any order' => sub {
    for my $order ('012', '021', '102', '120', '201', '210') {
        my $builder  = builder();
        my $own      = $builder->build;
        my $talk     = Rapport::Conversation->new($own)->add_turn('Any deal?');
        my $decision = $talk->decide;
        ($builder, $own, $talk)[$_]->close for split //, $order;
        is $decision->persona, 'bargain_hunter';
    }
};
case 'a conversation outlives its rules' => sub {
    my $own  = builder()->build;
    my $talk = Rapport::Conversation->new($own);
    undef $own;
    $talk->set_fact(max_discount_pct => 20)->set_fact(tenure => 60);
    is $talk->add_turn('Any deal?')->decide->persona, 'bargain_hunter';
};
case 'use after close' => sub {
    my $own  = builder()->build;
    my $talk = Rapport::Conversation->new($own);
    $_->close for $talk, $own, $talk, $own;
    ok $own->is_closed && $talk->is_closed;
    is refused(invalid_state => sub { $own->name })->message, 'the ruleset is closed';
    refused(invalid_state => sub { $own->decide_json('{"turns":[]}') });
    refused(invalid_state => sub { $own->review_lines('') });
    refused(invalid_state => sub { $own->checks });
    refused(invalid_state => sub { $talk->review('Sorry.') });
    refused(invalid_state => sub { Rapport::Conversation->new($own) });
    refused(invalid_state => sub { $talk->add_turn('hi') });
    is refused(invalid_state => sub { $talk->decide })->message, 'the conversation is closed';
};

sub churn ($count, $after) {
    for (1 .. $count) {
        my $own  = builder()->build;
        my $talk = Rapport::Conversation->new($own)->add_turn('Any deal?');
        $talk->decide;
        $talk->review('Sorry.');
        $own->decide_json('{"turns":[]}');
        eval { $talk->acknowledge('nobody') };
        $after->($own, $talk);
    }
}

sub grows_little ($after) {
    churn(50, $after);
    my $before = resident_megabytes();
    churn(500, $after);
    cmp_ok resident_megabytes() - $before, '<', 40, 'megabytes';
}

case 'memory of closed handles' => sub {
    grows_little(sub ($own, $talk) { $_->close for $own, $talk });
};
case 'memory of forgotten handles' => sub { grows_little(sub { }) };

# ---- Processes and threads ----

case 'processes share a rule set' => sub {
    my @children;
    for (1 .. 3) {
        my $child = fork // die "fork: $!";
        if (!$child) {
            my $same = join("\n", map { $rules->decide_json($_) } @records) eq join "\n", @answers;
            POSIX::_exit($same ? 42 : 1);
        }
        push @children, $child;
    }
    for (@children) {
        waitpid $_, 0;
        is $? >> 8, 42;
    }
};
case 'threads share a rule set' => sub {
    plan skip_all => 'this Perl has no threads' if !$Config{useithreads};
    my $own     = builder()->build;
    my $talk    = Rapport::Conversation->new($own)->add_turn('Any deal?');
    my @threads = map {
        threads->create({context => 'list'}, sub {
            my $same = 0;
            for (1 .. 5) {
                $same += join("\n", map { $own->decide_json($_) } @records) eq join "\n", @answers;
            }
            $own->close if $same % 2;
            return ($same, eval { $talk->turn_count } // $@->message);
        })
    } 1 .. 4;
    is_deeply [$_->join], [5, 'the conversation is closed'] for @threads;
    is $own->name, $rules->name;
    is $talk->decide->persona, 'bargain_hunter';
};

# ---- Decisions ----

# That its methods return what its JSON says. It takes away what they add to that.
sub has_fields ($decision) {
    my $expected = decode_json($decision->json);
    for my $key (keys %$expected) {
        my $actual = $decision->can($key)->($decision);
        my @named  = $key eq 'evidence' ? @$actual : ();
        @named = map { $_->{reasons}->@* } @$actual if $key eq 'actions';
        is delete $_->{id}, $_->{delete $_->{kind}} for @named;
        if ($key eq 'escalations' || $key eq 'promises') {
            $_->{due} = epoch($_->{due}) for grep { exists $_->{due} } $expected->{$key}->@*;
        }
        is_deeply $actual, $expected->{$key}, $key;
    }
    return;
}

case 'all fields of all vectors' => sub {
    for my $index (0 .. $#records) {
        my $decision = $rules->decide(decode_json($records[$index]));
        is $decision->json, $answers[$index];
        is "$decision", $answers[$index];
        has_fields($decision);
    }
};
case 'what the case is about' => sub {
    my $talk = Rapport::Conversation->new(Rapport::RuleSet->default);
    $talk->add_turn('You idiots! Useless people! Where is my refund? I want my money back.', at => 1772359200);
    $talk->add_turn(
        'I am so sorry about this. I will call you back within 2 hours. That is not my fault.',
        by => 'agent',
        at => 1772359500,
    );
    my $decision = $talk->decide;
    is $decision->contact->{kind}, 'complaint';
    is_deeply [map { $_->{turn} } grep { $_->{id} eq 'refund' } $decision->needs->@*], [0];
    is_deeply [map { @$_{qw(id state due)} } $decision->promises->@*], ['call', 'open', 1772366700];
    my ($protocol) = $decision->protocols->@*;
    is_deeply [@$protocol{qw(id state next)}], [qw(hostile_customer abused warn)];
    is_deeply [map { $_->{id} } $protocol->{faults}->@*], ['made_excuse'];
    my %kinds = map { $_->{kind} => 1 } map { $_->{reasons}->@* } $decision->actions->@*;
    is_deeply [sort keys %kinds], [qw(contact_kind need persona policy)];
    has_fields($decision);
    is_deeply $rules->decide({turns => []})->protocols, [];
    is $rules->decide({turns => [{text => 'Any deal?'}]})->open_questions->[0]{text}, 'Any deal?';
};
case fields => sub {
    my ($line)   = grep { /"id":"acknowledged"/ } @records;
    my $decision = $rules->decide(decode_json($line));
    is_deeply [$decision->persona, $decision->abstained, $decision->top, $decision->probability],
      ['none', 'margin', 'impatient', 0.2828];
    is_deeply $decision->scales, {churn_risk => 0, hostility => 2};
    is $decision->personas->{impatient}, 0.3126;
    is $decision->limits->{discount_pct}, 10;
    is $decision->escalations->[0]{due}, 1772361000;
    ok $decision->escalations->[0]{new} && !$decision->escalations->[1]{new};
    is_deeply $decision->escalations->[1]{reasons}, [qw(repeat_contact abuse)];
    is $decision->ruleset, $rules->name;
};
case overrides => sub {
    my $talk  = talk()->add_turn('You idiots! Useless people!');
    my $plain = $talk->decide;
    is_deeply $plain->overridden, [];
    $talk->override_persona('skeptic')->override_scale(hostility => 1);
    my $decision = $talk->override_escalation(supervisor => 'suppress')->decide;
    is_deeply [$decision->persona, $decision->scales->{hostility}, $decision->escalations],
      ['skeptic', 1, []];
    is_deeply $decision->overridden,
      [
        {persona    => 'skeptic', found => 'none'},
        {scale      => 'hostility', level => 1, found => 2},
        {escalation => 'supervisor', override => 'suppress', found => ['abuse'], policies => ['abuse']},
      ];
    $talk->release_persona->release_scale('hostility')->release_escalation('supervisor');
    is $talk->decide->json, $plain->json;
    is $talk->override_persona('none')->decide->abstained, 'override';
    is $talk->release_overrides->decide->json, $plain->json;
};
case 'overrides that are refused' => sub {
    refused(not_found => sub { talk()->override_persona('sceptic') });
    refused(not_found => sub { talk()->override_scale(anger => 1) });
    refused(invalid_argument => sub { talk()->override_scale(hostility => 3) });
    refused(not_found => sub { talk()->override_escalation(boss => 'hold') });
    refused(not_found => sub { talk()->release_scale('anger') });
    refused(not_found => sub { talk()->release_escalation('boss') });
    ok !eval { talk()->override_escalation(legal => 'stop'); 1 };
    like $@, qr/no rule: stop; there are hold, suppress/;
    ok !eval { talk()->override_scale(hostility => 2**31); 1 };
    like $@, qr/whole number of 32 bits/;
};
case 'kinds of evidence' => sub {
    my ($line) = grep { /"id":"words-beside-cues"/ } @records;
    is_deeply [map { "$_->{kind} $_->{id}" } $rules->decide(decode_json($line))->evidence->@*],
      ['cue asks_discount', 'word budget', 'word {number} quid', 'condition deal_without_doubt'];
};
case 'unknown due and level' => sub {
    my $talk = talk()->set_fact(contacts_7d => 3)->set_fact(channel => 'chat')->add_turn('Me again.');
    is $talk->decide->escalations->[0]{due}, undef;
    my ($line) = grep { /"id":"greek"/ } @records;
    is $rules->decide(decode_json($line))->scales->{hostility}, undef;
};
case 'fractions of seconds' => sub {
    my $talk = talk()->set_fact(contacts_7d => 3)->set_fact(channel => 'chat');
    $talk->add_turn('Me again.', at => 1772359200.25);
    is $talk->decide->escalations->[0]{due}, 1772359200.25 + 7200;
};
case 'explanations agree' => sub {
    my $explained = talk()->add_turn('Any deal?')->explain(id => 'x');
    is_deeply $explained, $rules->explain({id => 'x', turns => [{text => 'Any deal?'}]});
    is $explained->{personas}[0]{id}, 'bargain_hunter';
};

# ---- Rule sets ----

case declarations => sub {
    my %by_id = map { ($_->{id} => $_) } map { @$_ } $rules->facts, $rules->personas;
    like $rules->name, qr/\Afrozen\@1[.]0[.]0#[0-9a-f]{16}\z/;
    like $rules->hash, qr/\A[0-9a-f]{64}\z/;
    is $rules->language, 'en';
    is $by_id{tier}{type}, 'enum';
    is $by_id{tier}{has_default}, 0;
    is_deeply $by_id{tier}{values}, [qw(bronze silver gold)];
    is $by_id{contacts_7d}{help}, 'contacts in the last 7 days';
    is $rules->fact_types->{trials}, 'bool';
    is $by_id{skeptic}{display_name}, 'Wants proof';
    is_deeply +(grep { $_->{id} eq 'hostility' } $rules->scales->@*)[0]{levels}, [qw(calm frustrated angry)];
    is +(grep { $_->{id} eq 'insult' } $rules->cues->@*)[0]{help}, 'an insult';
    is +(grep { $_->{id} eq 'legal' } $rules->policies->@*)[0]{when}, 'threat > 0';
};
case 'file and text agree' => sub {
    is(Rapport::RuleSet->from_file(SOURCE . '/tests/vectors/pack.yaml')->name, $rules->name);
};
case 'several packs' => sub {
    my $shop = "rapport: 1\npack: {id: shop, version: 1.0.0, language: en, extends: [core-en]}\n"
      . "facts:\n  loyalty_card: {type: bool}\n";
    my $types = Rapport::Builder->new->add_default->add_text($shop, name => 'shop.yaml')->build->fact_types;
    is $types->{loyalty_card}, 'bool';
    is $types->{first_name}, 'string';
};
case 'default pack' => sub {
    my $talk = Rapport::Conversation->new(Rapport::RuleSet->default);
    $talk->add_turn('I have been waiting for half an hour now, this is taking forever. Please hurry up!');
    is $talk->decide->persona, 'impatient';
};
case 'clear a fact' => sub {
    my $talk = talk()->add_turn('Any deal?')->set_fact(max_discount_pct => 20);
    is $talk->decide->limits->{discount_pct}, 20;
    is $talk->clear_fact('max_discount_pct')->decide->limits->{discount_pct}, 10;
};

# ---- Package ----

my $print   = 'print Rapport::library_version(), " ", Rapport::Native::find()';
my $missing = WORK . '/nowhere.so';
my $wrong   = WORK . '/wrong/librapport.so.0';

case installed => sub { is $INC{'Rapport.pm'}, INSTALLED . '/Rapport.pm' };
case example => sub {
    my $output = run([SOURCE . '/capi/bindings/perl/examples/live_conversation.pl']);
    like $output, qr/^turn 5: \w+ \d[.]\d{4}$/m;
    like $output, qr/tell Supervisor/;
    like $output, qr/\n0\z/;
};
case 'example of a guard' => sub {
    my $output =
      run([SOURCE . '/capi/bindings/perl/examples/guard.pl', SOURCE . '/examples/guard.yaml']);
    like $output, qr/\Ablocked: Great news!/;
    like $output, qr/^  limit: discount_pct is 10$/m;
    like $output, qr/^sent: I can take 10% off today, Asha[.]\n0\z/m;
};
case 'example of the README' => sub {
    my $example = join '', slurp('capi/bindings/perl/README.md') =~ /^```perl\n(.*?)^```$/gms;
    like run(['-e', $example]), qr/\Aimpatient\nbecause of .*\n0\z/s;
};
case 'library of the system' => sub {
    is run(['-MRapport', '-e', $print], RAPPORT_LIBRARY => undef, LD_LIBRARY_PATH => LIBRARY_FOLDER),
      "0.1.0 librapport.so.0\n0";
};
case 'library in the package' => sub {
    my $place = INSTALLED . '/Rapport/librapport.so.0';
    symlink LIBRARY_FOLDER . '/librapport.so.0', $place or die "$place: $!";
    is run(['-MRapport', '-e', $print], RAPPORT_LIBRARY => undef), "0.1.0 $place\n0";
    unlink $place;
};
case 'missing library' => sub {
    like run(['-MRapport', '-e', $print], RAPPORT_LIBRARY => $missing),
      qr/nowhere[.]so.*RAPPORT_LIBRARY may name the file librapport[.]so[.]0/;
};
case 'other ABI' => sub {
    like run(['-MRapport', '-e', $print], RAPPORT_LIBRARY => $wrong),
      qr/has ABI version 7, this module needs 0/;
};
case 'prototypes are those of the header' => sub {
    my $plain = sub ($text) {
        return $text =~ s{/\*.*?\*/}{}grs =~ s/\bRAPPORT_API //gr =~ s/\s+/ /gr;
    };
    my $header = $plain->(header());
    my @prototypes = split /(?<=;) ?/, $plain->($Rapport::Native::PROTOTYPES);
    cmp_ok scalar @prototypes, '>', 80;
    ok index($header, $_) >= 0, $_ for @prototypes;
};

# ---- Many records ----

my %kinds = (
    coaching   => [individuals => \1, min_sample => 2],
    acceptance => [min_sample => 1, sort => 'name'],
);
for my $kind (sort keys %kinds) {
    case "accumulator $kind", sub {
        my ($expected) = lines("tests/vectors/$kind.json");
        my ($whole, @parts) =
          map { Rapport::Accumulator->new($rules, $kind, $kinds{$kind}->@*) } 0 .. 2;
        my $index = 0;
        for my $line (lines('tests/vectors/handled.jsonl')) {
            $whole->add($index % 2 ? $line : decode_json($line));
            $parts[$index++ % 2]->add($line);
        }
        is $whole->kind, $kind;
        is $whole->report_json, $expected;
        is_deeply $whole->report, decode_json($expected);
        my $loaded = Rapport::Accumulator->load($rules, $parts[0]->save);
        is $loaded->merge($parts[1])->report_json, $expected;
    };
}
case 'accumulators refuse', sub {
    refused not_found => sub { Rapport::Accumulator->new($rules, 'coach') };
    refused invalid_argument => sub { Rapport::Accumulator->new($rules, coaching => min_sampel => 1) };
    my $some   = Rapport::Accumulator->new($rules, 'coaching');
    my $before = $some->report_json;
    refused invalid_argument => sub { $some->add('{"turns":1}') };
    refused invalid_argument => sub { $some->merge($some) };
    refused invalid_argument =>
      sub { $some->merge(Rapport::Accumulator->new($rules, 'acceptance')) };
    is $some->report_json, $before;
    my $saved = $some->save;
    refused invalid_argument => sub { Rapport::Accumulator->load($rules, substr $saved, 0, -1) };
    refused invalid_state =>
      sub { Rapport::Accumulator->load(Rapport::RuleSet->default, $saved) };
    $some->close;
    refused invalid_state => sub { $some->report };
};
done_testing;
