<?php

// A conversation as it happens: decide after each turn, act on what is new, acknowledge it.

declare(strict_types=1);

use Rapport\Conversation;
use Rapport\RuleSet;
use Rapport\Speaker;

require_once __DIR__ . '/../src/Rapport.php'; // or Composer's autoloader

$turns = [
    [Speaker::Customer, 'Hi, my parcel says delivered but there is nothing here.'],
    [Speaker::Agent, 'I am sorry to hear that. Which order is it?'],
    [Speaker::Customer, 'The same one I have asked about three times already! I am still waiting, this is '
        . 'ridiculous. Put me through to your manager, now.'],
    [Speaker::Agent, 'I will fetch my supervisor, one moment please.'],
    [Speaker::Customer, 'Hurry up then.'],
];

$rules = RuleSet::default();
$conversation = new Conversation($rules);
$conversation->setFact('channel', 'chat')->setFact('contacts_same_issue_7d', 3);

$now = new DateTimeImmutable('2026-03-02T09:00:00Z');
foreach ($turns as $index => [$by, $text]) {
    $now = $now->modify('+1 minute');
    $conversation->addTurn($text, by: $by, at: $now);
    $decision = $conversation->decide($now);
    printf("turn %d: %s %.4f\n", $index + 1, $decision->persona, $decision->probability);
    foreach ($decision->escalations as $escalation) {
        if ($escalation['new']) {
            $due = $escalation['due']?->format('H:i') ?? 'any time';
            printf("  tell %s by %s: %s\n", $escalation['label'], $due, implode(', ', $escalation['reasons']));
            $conversation->acknowledge($escalation['to']);
        }
    }
}

foreach ($rules->scales() as $scale) {
    echo "$scale->id: {$scale->levels[$decision->scales[$scale->id]]}\n";
}
foreach (array_slice($decision->actions, 0, 3) as $action) {
    echo "do: {$action['label']}\n";
}
foreach (array_slice($decision->evidence, 0, 3) as $item) {
    echo "because of {$item['kind']} {$item['id']}: ", $item['text'] ?? '', "\n";
}
