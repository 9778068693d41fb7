<?php

// Stands between a language model and the customer: each draft is reviewed before it is sent. The argument
// is a pack with checks of replies, such as examples/guard.yaml of Rapport.

declare(strict_types=1);

use Rapport\Conversation;
use Rapport\ReviewDetail;
use Rapport\RuleSet;
use Rapport\Speaker;

require_once __DIR__ . '/../src/Rapport.php'; // or Composer's autoloader

// What a model wrote, and what it made of being told what is wrong.
$drafts = [
    'Great news! I can give you 25% off if you order today.',
    'I can take 10% off today, Asha, or you get your money back.',
    'I can take 10% off today, Asha.',
];

$conversation = new Conversation(RuleSet::fromFile($argv[1]));
$conversation->setFact('first_name', 'Asha');
$conversation->addTurn('Found it 20 quid cheaper online. Is there a discount for me?');

foreach ($drafts as $draft) {
    $review = $conversation->review($draft, detail: ReviewDetail::Draft);
    if (!$review->blocked) {
        echo "sent: $draft\n";
        $conversation->addTurn($draft, by: Speaker::Agent);
        break;
    }
    $tip = $review->tip;
    echo "blocked: $draft\n  why: {$tip['why']}\n";
    if (isset($tip['limit'])) {
        echo "  limit: {$tip['limit']} is {$tip['limit_value']}\n";
    }
    foreach ($tip['spans'] as $span) {
        echo "  the words: {$span['text']}\n";
    }
    if ($tip['suggestions'] !== []) {
        echo "  better: {$tip['suggestions'][0]}\n";
    }
}
