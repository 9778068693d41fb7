#!/usr/bin/perl

# Stands between a language model and the customer: each draft is reviewed before it is sent. The
# argument is a pack with checks of replies, such as examples/guard.yaml of Rapport.

use v5.36;
use Rapport;

# What a model wrote, and what it made of being told what is wrong.
my @drafts = (
    'Great news! I can give you 25% off if you order today.',
    'I can take 10% off today, Asha, or you get your money back.',
    'I can take 10% off today, Asha.',
);

my $conversation = Rapport::Conversation->new(Rapport::RuleSet->from_file($ARGV[0]));
$conversation->set_fact(first_name => 'Asha');
$conversation->add_turn('Found it 20 quid cheaper online. Is there a discount for me?');

for my $draft (@drafts) {
    my $review = $conversation->review($draft, draft => 1);
    if (!$review->blocked) {
        say "sent: $draft";
        $conversation->add_turn($draft, by => 'agent');
        last;
    }
    my $tip = $review->tip;
    say "blocked: $draft\n  why: $tip->{why}";
    say "  limit: $tip->{limit} is $tip->{limit_value}" if defined $tip->{limit};
    say "  the words: $_->{text}" for $tip->{spans}->@*;
    say "  better: $tip->{suggestions}[0]" if $tip->{suggestions}->@*;
}
