#!/usr/bin/perl

# A conversation as it happens: decide after each turn, act on what is new, acknowledge it.

use v5.36;
use POSIX qw(strftime);
use Rapport;

sub first_three ($list) { return grep { defined } @$list[0 .. 2] }

my @turns = (
    [customer => 'Hi, my parcel says delivered but there is nothing here.'],
    [agent    => 'I am sorry to hear that. Which order is it?'],
    [customer => 'The same one I have asked about three times already! I am still waiting, this is '
          . 'ridiculous. Put me through to your manager, now.'],
    [agent    => 'I will fetch my supervisor, one moment please.'],
    [customer => 'Hurry up then.'],
);

my $rules        = Rapport::RuleSet->default;
my $conversation = Rapport::Conversation->new($rules);
$conversation->set_fact(channel => 'chat')->set_fact(contacts_same_issue_7d => 3);

my $now = 1772442000;    # 2026-03-02T09:00:00Z
my $decision;
my $number = 0;
for my $turn (@turns) {
    my ($by, $text) = @$turn;
    $now += 60;
    $conversation->add_turn($text, by => $by, at => $now);
    $decision = $conversation->decide(now => $now);
    printf "turn %d: %s %.4f\n", ++$number, $decision->persona, $decision->probability;
    for my $escalation (grep { $_->{new} } $decision->escalations->@*) {
        my $due = defined $escalation->{due} ? strftime('%H:%M', gmtime $escalation->{due}) : 'any time';
        say "  tell $escalation->{label} by $due: ", join ', ', $escalation->{reasons}->@*;
        $conversation->acknowledge($escalation->{to});
    }
}

say "$_->{id}: $_->{levels}[$decision->scales->{$_->{id}}]" for $rules->scales->@*;
say "do: $_->{label}" for first_three($decision->actions);
for my $item (first_three($decision->evidence)) {
    say "because of $item->{kind} $item->{id}: ", $item->{text} // '';
}
