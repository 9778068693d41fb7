<?php

// Arguments: the folder in which the package is installed. Prints what fails, and the count.

declare(strict_types=1);

use Rapport\Accumulator;
use Rapport\Builder;
use Rapport\Conversation;
use Rapport\Decision;
use Rapport\EscalationRule;
use Rapport\Native;
use Rapport\ReviewDetail;
use Rapport\RuleSet;
use Rapport\Speaker;
use Rapport\UnknownFacts;

define('INSTALLED', $argv[1]);
require_once INSTALLED . '/src/Rapport.php';
require_once __DIR__ . '/harness.php';

// ---- Vectors ----

foreach (RECORDS as $i => $line) {
    $record = json_decode($line, true);
    test("record {$record['id']}", fn () => same(ANSWERS[$i], rules()->decideJson($line)));
    test("typed {$record['id']}", function () use ($i, $record) {
        $decision = conversation_of($record)->decide(moment($record['now'] ?? null), $record['id']);
        same(ANSWERS[$i], $decision->json);
    });
}

$refusals = lines('tests/vectors/refusals.jsonl');
foreach (lines('tests/vectors/refused.jsonl') as $i => $line) {
    test("refusal $i", function () use ($i, $line, $refusals) {
        $expected = json_decode($refusals[$i], true)['error'] ?? null;
        if ($expected === null) {
            same($refusals[$i], rules()->decideJson($line));
        } else {
            $e = refused($expected['status'], fn () => rules()->decideJson($line));
            same($expected['message'], $e->getMessage());
        }
    });
}

// Every option of a turn; leaving one out changes the answer, but for id and author.
const OPTIONS = '{"id":"options","turns":[{"by":"bot","text":"sorry"},'
    . '{"by":"third_party","visibility":"internal","text":"order","at":"2026-03-01T09:00:00Z"},'
    . '{"text":"<p>Ich warte und das ist nicht gut, <i>dis</i>count?</p>","format":"html",'
    . '"language":"en-GB","id":"m1","author":"Asha","at":"2026-03-01T10:00:00Z",'
    . '"end":"2026-03-01T10:40:00Z"}]}';

test('options', function () {
    $decision = conversation_of(json_decode(OPTIONS, true))->decide(id: 'options');
    same(rules()->decideJson(OPTIONS), $decision->json);
    same(['dis</i>count', 'care'], [$decision->evidence[0]['text'], $decision->escalations[0]['to']]);
});
test('batch', fn () => same(
    read('tests/vectors/decisions.jsonl'),
    rules()->decideLines(read('tests/vectors/conversations.jsonl')),
));
test('batch with refusals', fn () => same(
    read('tests/vectors/refusals.jsonl'),
    rules()->decideLines(read('tests/vectors/refused.jsonl')),
));

// ---- Reviews ----

$shared = talk();
foreach (['reviews.jsonl' => ReviewDetail::All, 'drafts.jsonl' => ReviewDetail::Draft] as $name => $detail) {
    $answers = lines("tests/vectors/$name");
    foreach (lines('tests/vectors/replies.jsonl') as $i => $line) {
        $record = json_decode($line, true);
        $answer = $answers[$i];
        test("$name {$record['id']}", function () use ($line, $record, $detail, $answer) {
            same($answer, rules()->reviewJson($line, $detail));
            same($answer, rules()->review($record, $detail)->json);
        });
        test("$name typed {$record['id']}", function () use ($record, $detail, $answer, $shared) {
            $reply = array_pop($record['turns']);
            conversation_of($record, $shared->reset());
            $review = $shared->review(
                $reply['text'],
                moment($record['now'] ?? null),
                $record['id'],
                moment($reply['at'] ?? null),
                constant_of(Rapport\TextFormat::class, $reply['format'] ?? 'text'),
                $detail,
            );
            same($answer, $review->json);
            same(count($record['turns']), $shared->turnCount());
        });
        test("$name fields {$record['id']}", function () use ($detail, $answer) {
            $review = new Rapport\Review($answer);
            $expected = json_decode($answer, true);
            $tip = $expected['tip'];
            if (is_string($tip)) {
                $tip = array_column($expected['findings'], null, 'check')[$tip];
            }
            $score = $expected['score'] ?? null;
            same([$expected['id'], $expected['blocked'], $tip, $score === null ? null : (float) $score,
                $expected['findings'] ?? [], $expected['persona'] ?? null, $expected['ruleset']],
                [$review->id, $review->blocked, $review->tip, $review->score, $review->findings,
                $review->persona, $review->ruleset]);
            same($detail === ReviewDetail::Draft, $review->persona === null);
        });
    }
    test("$name as a batch", fn () => same(
        read("tests/vectors/$name"),
        rules()->reviewLines(read('tests/vectors/replies.jsonl'), $detail),
    ));
}

function haggler(): Conversation
{
    return talk()->setFact('tier', 'silver')->setFact('is_vip', false)->setFact('contacts_7d', 1)
        ->addTurn('Still waiting! Any deal?');
}

test('while a reply is written', function () {
    $talk = haggler();
    $draft = 'Sorry, I can take 25% off.';
    for ($size = 0; $size <= strlen($draft); ++$size) {
        $text = substr($draft, 0, $size);
        same(str_contains($text, '25% off'), $talk->review($text, detail: ReviewDetail::Draft)->blocked);
    }
    $tip = $talk->review($draft)->tip;
    same(['over_limit', 'discount_pct', 10, 'discount-cap'],
        [$tip['reason'], $tip['limit'], $tip['limit_value'], $tip['policy']]);
    same([['cue' => 'agent_percent', 'start' => 18, 'end' => 25, 'text' => '25% off']], $tip['spans']);
    same('I can take 10% off, as you ask.', $tip['suggestions'][0]);
    $talk->setFact('max_discount_pct', 30); // what is said meanwhile counts
    $review = $talk->review($draft);
    same([false, 100.0, null, 'impatient'], [$review->blocked, $review->score, $review->tip, $review->persona]);
    throws(Error::class, function () use ($review) {
        $review->blocked = true;
    });
});
test('when a reply was sent', function () {
    $talk = talk()->addTurn('Where is my order?', at: new DateTime('2026-03-01T10:00:00Z'));
    foreach (['10:05' => 'pass', '11:30' => 'fail'] as $time => $expected) {
        $later = new DateTime("2026-03-01T$time:00Z");
        foreach ([$talk->review('It comes.', at: $later), $talk->review('It comes.', $later)] as $review) {
            same($expected, array_column($review->findings, 'result', 'check')['in_time']);
        }
    }
});
test('what cannot be reviewed', function () {
    $agent = ['by' => 'agent', 'text' => 'Sorry.'];
    foreach ([[], [['text' => 'Any deal?']], [$agent + ['visibility' => 'internal']]] as $turns) {
        refused('invalid_argument', fn () => rules()->review(['turns' => $turns]));
    }
    $shoe = ['facts' => ['shoe' => 3], 'turns' => [$agent]];
    refused('not_found', fn () => rules()->review($shoe));
    same(null, rules()->review($shoe, unknownFacts: UnknownFacts::Ignore)->tip);
    refused('not_found', fn () => rules()->review($shoe));
    contains(rules()->reviewLines('{"id":"a","turns":[]}'), '{"id":"a","error":{');
    throws(TypeError::class, fn () => haggler()->review(null));
    throws(InvalidArgumentException::class, fn () => rules()->review([]));
});
test('checks', function () {
    same(8, count(rules()->checks()));
    same(['id' => 'apology', 'label' => 'Apologises for the trouble', 'weight' => 2.5, 'isFatal' => false,
        'help' => 'a long wait, or an angry customer'], get_object_vars(rules()->checks()[0]));
    same(true, with_id(rules()->checks(), 'discount')->isFatal);
});

// ---- Errors ----

test('broken pack', function () {
    $broken = str_replace(['label: Bargain hunter', 'bias: -0.5'], ['labell: Bargain hunter', 'bias: x'], PACK);
    $e = refused('invalid_pack', fn () => RuleSet::fromText($broken, 'shop.yaml'));
    $first = $e->diagnostics[0];
    same(['shop.yaml', $first->line, $first->column], [$e->packFile, $e->packLine, $e->packColumn]);
    same(true, str_starts_with($e->getMessage(), "shop.yaml:$first->line:$first->column: $first->message"));
    same(true, count($e->diagnostics) >= 2);
    foreach ($e->diagnostics as $one) {
        same(['error', 'shop.yaml'], [$one->severity, $one->file]);
    }
    $misspelt = array_column($e->diagnostics, null, 'code')['unknown-key'];
    contains(explode("\n", $broken)[$misspelt->line - 1], 'labell');
    contains($misspelt->snippet, 'labell');
    contains($e->report, "shop.yaml:$first->line:$first->column: error[$first->code]");
});
test('missing file', function () {
    $e = refused('io', fn () => RuleSet::fromFile(WORK . '/no such file.yaml'));
    contains($e->getMessage(), 'no such file.yaml');
    same(6, $e->getCode());
});
test('unknown fact', function () {
    contains(refused('not_found', fn () => talk()->setFact('contacts_7', 3))->getMessage(), 'contacts_7');
    contains(refused('not_found', fn () => talk()->clearFact("a\0b"))->getMessage(), "a b");
});
test('unknown facts ignored', function () {
    $record = ['id' => 'x', 'facts' => ['contacts_7' => 3], 'turns' => []];
    refused('not_found', fn () => rules()->decide($record));
    same('x', rules()->decide($record, UnknownFacts::Ignore)->id);
    same('x', rules()->explain($record, UnknownFacts::Ignore)['id']);
    refused('not_found', fn () => rules()->decide($record));
});
test('out of range', function () {
    refused('invalid_argument', fn () => talk()->setFact('contacts_7d', -1));
    refused('invalid_argument', fn () => talk()->setFact('tier', 'platinum'));
});
test('wrong type', function () {
    refused('invalid_argument', fn () => talk()->setFact('contacts_7d', 'three'));
    refused('invalid_argument', fn () => talk()->setFact('contacts_7d', 1.5));
    refused('invalid_argument', fn () => talk()->setFact('is_vip', 1));
    throws(TypeError::class, fn () => talk()->setFact('is_vip', new stdClass()));
    throws(TypeError::class, fn () => talk()->addTurn('hi', 'agent'));
    throws(TypeError::class, fn () => talk()->setFact('tags', ['a', 1]));
});
test('beyond 64 bits', function () {
    refused('invalid_argument', fn () => talk()->setFact('contacts_7d', PHP_INT_MAX + 1));
    throws(RangeException::class, fn () => talk()->setFact('tenure', PHP_INT_MAX));
    throws(RangeException::class, fn () => talk()->setFact('tenure', NAN));
    throws(InvalidArgumentException::class, fn () => talk()->setFact('tenure', new DateInterval('P1M')));
});
test('undeclared route', fn () => refused('not_found', fn () => talk()->acknowledge('nobody')));
test('too many turns', function () {
    $small = new Conversation(rules(), turns: 2);
    $small->addTurn('hi')->addTurn('hi');
    refused('limit_exceeded', fn () => $small->addTurn('hi'));
    same(2, $small->turnCount());
    same(0, $small->reset()->turnCount());
});

// ---- Text ----

function first_name(string $name): string
{
    return talk()->addTurn('Any deal?')->setFact('first_name', $name)->decide()->actions[0]['say'][0];
}

test('NUL, emoji and empty', function () {
    same("Let us compare, A\0\u{1F642}b.", first_name("A\0\u{1F642}b"));
    same('Let us compare, shall we.', first_name(''));
    $decision = talk()->addTurn("\0\u{1F642} any deal")->decide(null, "a\0\u{1F642}");
    same("a\0\u{1F642}", $decision->id);
    same(['any deal', 6], [$decision->evidence[0]['text'], $decision->evidence[0]['start']]);
});
test('ill-formed UTF-8', function () {
    same("Let us compare, a\u{FFFD}.", first_name("a\xFF"));
    contains(first_name("a\xED\xA0\x80"), "\u{FFFD}");
    same("a\u{FFFD}", rules()->decide(['id' => "a\xFF", 'turns' => []])->id);
});
test('lists of strings', function () {
    $talk = talk()->addTurn('Any deal?')->setFact('renewal_due', new DateTime());
    $reason = fn (array $tags) => $talk->setFact('tags', $tags)->decide()->actions[0]['reasons'][0];
    $policy = ['kind' => 'policy', 'id' => 'haggler-renewal', 'policy' => 'haggler-renewal'];
    same($policy, $reason(['keen', '', "\0"]));
    same(['kind' => 'persona', 'id' => 'bargain_hunter', 'persona' => 'bargain_hunter'], $reason([]));
});
test('durations', function () {
    $say = fn (mixed $tenure) => talk()->addTurn('Any deal?')->setFact('tenure', $tenure)->decide()->json;
    same($say(new DateInterval('PT1H30M')), $say(5400));
    same($say(new DateInterval('PT1H30M')), $say(5400.0));
    same($say((new DateTime('2026-01-01'))->diff(new DateTime('2026-03-02'))), $say(60 * 86400));
});
test('durations as text', function () {
    $shown = fn (mixed $tenure) => talk()->setFact('tenure', $tenure)->explain()['facts']['tenure'];
    $durations = ['90d' => 90 * 86400, '2h' => 7200, '1h30m' => 5400, '1.5h' => 5400, '2w' => 1_209_600,
        '250ms' => 0.25, '3us' => 0.000003, '-5m' => -300, '0s' => 0];
    foreach ($durations as $text => $seconds) {
        same($shown($seconds), $shown($text));
        same($shown($text), rules()->explain(['facts' => ['tenure' => $text], 'turns' => []])['facts']['tenure']);
    }
    foreach (['', '-', '5', 'h', '5 h', '1h-2m', '1.h', '5M', '90days', "1h\n", '99999999999w'] as $text) {
        $e = refused('invalid_argument', fn () => talk()->setFact('tenure', $text));
        same("fact 'tenure': not a duration such as \"2h\" or \"1h30m\": '$text'", $e->getMessage());
    }
});
test('null clears a fact', function () {
    $talk = talk()->addTurn('Any deal?')->setFact('max_discount_pct', 20);
    same(10, $talk->setFact('max_discount_pct', null)->decide()->limits['discount_pct']);
    refused('not_found', fn () => $talk->setFact('contacts_7', null));
});
test('arrays that are no records', function () {
    foreach ([rules()->decide(...), rules()->explain(...)] as $method) {
        contains(throws(InvalidArgumentException::class, fn () => $method([]))->getMessage(), "['turns' => []]");
        contains(throws(InvalidArgumentException::class, fn () => $method([1]))->getMessage(), 'is a map');
    }
});
test('empty facts', fn () => same('x', rules()->decide(['id' => 'x', 'facts' => [], 'turns' => []])->id));

// ---- Lifetimes ----

test('any order', function () {
    foreach (['012', '021', '102', '120', '201', '210'] as $order) {
        $builder = builder();
        $rules = $builder->build();
        $talk = (new Conversation($rules))->addTurn('Any deal?');
        $decision = $talk->decide();
        $handles = [$builder, $rules, $talk];
        foreach (str_split($order) as $which) {
            $handles[$which]->close();
        }
        same('bargain_hunter', $decision->persona);
    }
});
test('a conversation outlives its rules', function () {
    $rules = builder()->build();
    $talk = new Conversation($rules);
    $rules->close();
    $talk->setFact('max_discount_pct', 20)->setFact('tenure', 60);
    same('bargain_hunter', $talk->addTurn('Any deal?')->decide()->persona);
});
test('use after close', function () {
    $rules = builder()->build();
    $talk = new Conversation($rules);
    for ($i = 0; $i < 2; ++$i) {
        $talk->close();
        $rules->close();
    }
    same(true, $rules->isClosed() && $talk->isClosed());
    same('the ruleset is closed', refused('invalid_state', fn () => $rules->name())->getMessage());
    refused('invalid_state', fn () => $rules->decideJson('{"turns":[]}'));
    refused('invalid_state', fn () => $rules->reviewLines(''));
    refused('invalid_state', fn () => $rules->checks());
    refused('invalid_state', fn () => $talk->review('Sorry.'));
    refused('invalid_state', fn () => new Conversation($rules));
    refused('invalid_state', fn () => $talk->addTurn('hi'));
    same('the conversation is closed', refused('invalid_state', fn () => $talk->decide())->getMessage());
});

function churn(int $count, callable $after): void
{
    for ($i = 0; $i < $count; ++$i) {
        $rules = builder()->build();
        $talk = (new Conversation($rules))->addTurn('Any deal?');
        $talk->decide();
        $talk->review('Sorry.');
        $rules->decideJson('{"turns":[]}');
        refused('not_found', fn () => $talk->acknowledge('nobody'));
        $after($rules, $talk);
    }
}

function grows_little(callable $after): void
{
    churn(50, $after);
    $before = resident_megabytes();
    churn(500, $after);
    $growth = resident_megabytes() - $before;
    if ($growth >= 40) {
        throw new Exception("$growth MB");
    }
}

test('memory of closed handles', fn () => grows_little(function (RuleSet $rules, Conversation $talk) {
    $rules->close();
    $talk->close();
}));
test('memory of collected handles', fn () => grows_little(function (RuleSet $rules, Conversation $talk) {
    static $count = 0;
    $cycle = new stdClass();
    [$cycle->self, $cycle->rules, $cycle->talk] = [$cycle, $rules, $talk];
    if (++$count % 25 === 0) {
        gc_collect_cycles();
    }
}));

// PHP's command line has no threads; servers build their rules and then fork.
test('processes share a rule set', function () {
    $children = [];
    for ($child = 0; $child < 3; ++$child) {
        $children[] = $process = pcntl_fork();
        if ($process === 0) {
            $same = array_map(rules()->decideJson(...), RECORDS) === ANSWERS;
            exit($same ? 42 : 1);
        }
    }
    foreach ($children as $process) {
        pcntl_waitpid($process, $status);
        same(42, pcntl_wexitstatus($status));
    }
});

// ---- Decisions ----

/** That its properties hold what its JSON says, and nothing else. */
function has_fields(Decision $decision): void
{
    $expected = json_decode($decision->json, true);
    $expected += ['abstained' => null, 'overridden' => [], 'protocols' => []];
    foreach ($expected['promises'] as &$promise) {
        $promise += ['due' => null];
    }
    unset($promise);
    $expected['probability'] = (float) $expected['probability'];
    $actual = [];
    foreach (get_object_vars($decision) as $name => $value) {
        $actual[strtolower(preg_replace('/[A-Z]/', '_$0', $name))] = $value;
    }
    unset($actual['json']);
    foreach (['promises', 'escalations'] as $key) {
        foreach ($actual[$key] as &$timed) {
            $timed['due'] = $timed['due']?->format('Y-m-d\TH:i:s\Z');
        }
        unset($timed);
    }
    $plain = function (array $item): array {
        same($item['id'], $item[$item['kind']]);
        unset($item['kind'], $item['id']);
        return $item;
    };
    $actual['evidence'] = array_map($plain, $actual['evidence']);
    foreach ($actual['actions'] as &$action) {
        $action['reasons'] = array_map($plain, $action['reasons']);
    }
    unset($action);
    ksort($expected);
    ksort($actual);
    same($expected, $actual);
}
test('all fields of all vectors', function () {
    foreach (RECORDS as $i => $line) {
        $decision = rules()->decide(json_decode($line, true));
        same(ANSWERS[$i], $decision->json);
        has_fields($decision);
    }
});
test('what the case is about', function () {
    $talk = new Conversation(RuleSet::default());
    $talk->addTurn(
        'You idiots! Useless people! Where is my refund? I want my money back.',
        at: new DateTime('2026-03-01T10:00Z'),
    );
    $talk->addTurn(
        'I am so sorry about this. I will call you back within 2 hours. That is not my fault.',
        by: Speaker::Agent,
        at: new DateTime('2026-03-01T10:05Z'),
    );
    $decision = $talk->decide();
    has_fields($decision);
    same('complaint', $decision->contact['kind']);
    same(0, array_column($decision->needs, 'turn', 'id')['refund']);
    [$promise] = $decision->promises;
    same(['call', 'open'], [$promise['id'], $promise['state']]);
    same('2026-03-01T12:05', $promise['due']->format('Y-m-d\TH:i'));
    [$protocol] = $decision->protocols;
    same(['hostile_customer', 'abused', 'warn'], [$protocol['id'], $protocol['state'], $protocol['next']]);
    same(['made_excuse'], array_column($protocol['faults'], 'id'));
    $kinds = array_unique(array_column(array_merge(...array_column($decision->actions, 'reasons')), 'kind'));
    sort($kinds);
    same(['contact_kind', 'need', 'persona', 'policy'], $kinds);
    same([], decide_vector('haggler')->protocols);
    same('Any deal for me?', decide_vector('haggler')->openQuestions[0]['text']);
});
test('fields', function () {
    $decision = decide_vector('acknowledged');
    same(['none', 'margin'], [$decision->persona, $decision->abstained]);
    same(['impatient', 0.2828], [$decision->top, $decision->probability]);
    same(['churn_risk' => 0, 'hostility' => 2], $decision->scales);
    same(0.3126, $decision->personas['impatient']);
    same(['discount_pct' => 10], $decision->limits);
    same(1772361000, $decision->escalations[0]['due']->getTimestamp());
    same(false, $decision->escalations[1]['new']);
    same(['repeat_contact', 'abuse'], $decision->escalations[1]['reasons']);
    same(rules()->name(), $decision->ruleset);
    throws(Error::class, function () use ($decision) {
        $decision->persona = 'x';
    });
});
test('overrides', function () {
    $talk = talk()->addTurn('You idiots! Useless people!');
    $plain = $talk->decide();
    same([], $plain->overridden);
    $talk->overridePersona('skeptic')->overrideScale('hostility', 1);
    $decision = $talk->overrideEscalation('supervisor', EscalationRule::Suppress)->decide();
    same(['skeptic', 1, []], [$decision->persona, $decision->scales['hostility'], $decision->escalations]);
    same([
        ['persona' => 'skeptic', 'found' => 'none'],
        ['scale' => 'hostility', 'level' => 1, 'found' => 2],
        ['escalation' => 'supervisor', 'override' => 'suppress', 'found' => ['abuse'], 'policies' => ['abuse']],
    ], $decision->overridden);
    $talk->releasePersona()->releaseScale('hostility')->releaseEscalation('supervisor');
    same($plain->json, $talk->decide()->json);
    same('override', $talk->overridePersona('none')->decide()->abstained);
    same($plain->json, $talk->releaseOverrides()->decide()->json);
});
test('overrides that are refused', function () {
    refused('not_found', fn () => talk()->overridePersona('sceptic'));
    refused('not_found', fn () => talk()->overrideScale('anger', 1));
    refused('invalid_argument', fn () => talk()->overrideScale('hostility', 3));
    refused('not_found', fn () => talk()->overrideEscalation('boss', EscalationRule::Hold));
    refused('not_found', fn () => talk()->releaseScale('anger'));
    refused('not_found', fn () => talk()->releaseEscalation('boss'));
    throws(RangeException::class, fn () => talk()->overrideScale('hostility', 2 ** 31));
});
test('kinds of evidence', fn () => same(
    [['cue', 'asks_discount'], ['word', 'budget'], ['word', '{number} quid'], ['condition', 'deal_without_doubt']],
    array_map(fn ($item) => [$item['kind'], $item['id']], decide_vector('words-beside-cues')->evidence),
));
test('unknown due and level', function () {
    $talk = talk()->setFact('contacts_7d', 3)->setFact('channel', 'chat')->addTurn('Me again.');
    same(null, $talk->decide()->escalations[0]['due']);
    same(null, decide_vector('greek')->scales['hostility']);
});
test('fractions of seconds', function () {
    $talk = talk()->setFact('contacts_7d', 3)->setFact('channel', 'chat');
    $talk->addTurn('Me again.', at: new DateTime('2026-03-01T11:00:00.25+01:00'));
    $due = $talk->decide()->escalations[0]['due'];
    same('2026-03-01 12:00:00.250000 +00:00', $due->format('Y-m-d H:i:s.u P'));
});
test('explanations agree', function () {
    $explained = talk()->addTurn('Any deal?')->explain(id: 'x');
    same(rules()->explain(['id' => 'x', 'turns' => [['text' => 'Any deal?']]]), $explained);
    same('bargain_hunter', $explained['personas'][0]['id']);
});

// ---- Rule sets ----

test('declarations', function () {
    same(1, preg_match('/^frozen@1\.0\.0#[0-9a-f]{16}$/', rules()->name()));
    same([64, 'en'], [strlen(rules()->hash()), rules()->language()]);
    $tier = with_id(rules()->facts(), 'tier');
    same(['enum', false, ['bronze', 'silver', 'gold']], [$tier->type, $tier->hasDefault, $tier->values]);
    same('contacts in the last 7 days', with_id(rules()->facts(), 'contacts_7d')->help);
    same('bool', rules()->factTypes()['trials']);
    same('Wants proof', with_id(rules()->personas(), 'skeptic')->displayName);
    same(['calm', 'frustrated', 'angry'], with_id(rules()->scales(), 'hostility')->levels);
    same('an insult', with_id(rules()->cues(), 'insult')->help);
    same('threat > 0', with_id(rules()->policies(), 'legal')->when);
});
test('file and text agree', fn () => same(
    rules()->name(),
    RuleSet::fromFile(SOURCE . '/tests/vectors/pack.yaml')->name(),
));
test('a word table that is not there', function () {
    contains(refused('invalid_pack', fn () => RuleSet::fromText(PACK, 'a/b.yaml'))->getMessage(), 'a/words.tsv');
});
test('several packs', function () {
    $shop = "rapport: 1\npack: {id: shop, version: 1.0.0, language: en, extends: [core-en]}\n"
        . "facts:\n  loyalty_card: {type: bool}\n";
    $types = (new Builder())->addDefault()->addText($shop, 'shop.yaml')->build()->factTypes();
    same(['bool', 'string'], [$types['loyalty_card'], $types['first_name']]);
});
test('default pack', function () {
    $talk = new Conversation(RuleSet::default());
    $talk->addTurn('I have been waiting for half an hour now, this is taking forever. Please hurry up!');
    same('impatient', $talk->decide()->persona);
});
test('clear a fact', function () {
    $talk = talk()->addTurn('Any deal?')->setFact('max_discount_pct', 20);
    same(20, $talk->decide()->limits['discount_pct']);
    same(10, $talk->clearFact('max_discount_pct')->decide()->limits['discount_pct']);
});

// ---- Package ----

const PRINT_VERSION = 'require $argv[1]; echo Rapport\libraryVersion(), " ", Rapport\Native::find(), "\n";';

/** Prints which library is found. */
function found(array $variables): string
{
    return run(['-r', PRINT_VERSION, INSTALLED . '/src/Rapport.php'], $variables);
}

test('installed', fn () => same(
    INSTALLED . '/src/Rapport.php',
    (new ReflectionClass(RuleSet::class))->getFileName(),
));
test('example', function () {
    $output = run([INSTALLED . '/examples/live_conversation.php']);
    same(1, preg_match('/\nturn 5: \w+ \d\.\d{4}\n/', $output));
    contains($output, 'tell Supervisor');
    same("\n0\n", substr($output, -3));
});
test('example of a guard', function () {
    $output = run([INSTALLED . '/examples/guard.php', SOURCE . '/examples/guard.yaml']);
    same(true, str_starts_with($output, 'blocked: Great news!'));
    contains($output, "\n  limit: discount_pct is 10\n");
    contains($output, "\nsent: I can take 10% off today, Asha.\n0\n");
});
test('example of the README', function () {
    preg_match_all('/^```php\n(.*?)^```$/ms', read('capi/bindings/php/README.md'), $found);
    $output = run(['-d', 'include_path=' . INSTALLED, '-r', implode('', $found[1])]);
    same(1, preg_match('/\Aimpatient\nbecause of .*\n0\n\z/s', $output));
});
test('library of the system', fn () => same(
    "0.1.0 librapport.so.0\n0\n",
    found(['RAPPORT_LIBRARY' => null, 'LD_LIBRARY_PATH' => LIBRARY_FOLDER]),
));
test('library in the package', function () {
    $place = INSTALLED . '/src/librapport.so.0';
    symlink(LIBRARY_FOLDER . '/librapport.so.0', $place);
    try {
        same("0.1.0 $place\n0\n", found(['RAPPORT_LIBRARY' => null]));
    } finally {
        unlink($place);
    }
});
test('missing library', fn () => contains(
    found(['RAPPORT_LIBRARY' => WORK . '/nowhere.so']),
    'RAPPORT_LIBRARY may name the file librapport.so.0',
));
test('other ABI', fn () => contains(
    found(['RAPPORT_LIBRARY' => WORK . '/wrong/librapport.so.0']),
    'has ABI version 7, this package needs 0',
));
test('declarations are those of the header', function () {
    $plain = static function (string $text): string {
        $text = preg_replace(['~/\*.*?\*/~s', '~\bRAPPORT_API\b~', '~\s+~', '~ ;~'], ['', '', ' ', ';'], $text);
        // PHP reads these two by their length.
        return preg_replace('~\bconst (char\* rapport_error_(message|file)\()~', '$1', $text);
    };
    $header = $plain(header_of_c());
    preg_match_all('/[^;{}]+;/', $plain(file_get_contents(INSTALLED . '/src/declarations.txt')), $declarations);
    same(true, count($declarations[0]) > 100);
    foreach ($declarations[0] as $declaration) {
        contains($header, trim($declaration));
    }
});
test('constants are those of the header', function () {
    $header = header_of_c();
    $groups = ['SPEAKER' => Speaker::class, 'VISIBILITY' => Rapport\Visibility::class,
        'FORMAT' => Rapport\TextFormat::class, 'UNKNOWN_FACTS' => UnknownFacts::class,
        'REVIEW' => ReviewDetail::class];
    foreach ($groups as $group => $enum) {
        preg_match_all("/RAPPORT_{$group}_(\w+) = (\d+)/", $header, $found, PREG_SET_ORDER);
        same(count($enum::cases()), count($found));
        foreach ($found as [, $name, $number]) {
            same((int) $number, constant_of($enum, strtolower($name))->value);
        }
    }
    contains($header, '#define RAPPORT_ABI_VERSION ' . Native::ABI_VERSION . "\n");
});

// ---- Many records ----

$kinds = [
    'coaching' => ['individuals' => true, 'min_sample' => 2],
    'acceptance' => ['min_sample' => 1, 'sort' => 'name'],
];
foreach ($kinds as $kind => $options) {
    test("accumulator $kind", function () use ($kind, $options) {
        $expected = lines("tests/vectors/$kind.json")[0];
        $make = fn () => Accumulator::create(rules(), $kind, $options);
        [$whole, $parts] = [$make(), [$make(), $make()]];
        foreach (lines('tests/vectors/handled.jsonl') as $i => $line) {
            $whole->add($i % 2 === 0 ? $line : json_decode($line, true));
            $parts[$i % 2]->add($line);
        }
        same([$kind, $expected], [$whole->kind(), $whole->reportJson()]);
        same(json_decode($expected, true), $whole->report());
        $loaded = Accumulator::load(rules(), $parts[0]->save());
        same($expected, $loaded->merge($parts[1])->reportJson());
    });
}
test('accumulators refuse', function () {
    refused('not_found', fn () => Accumulator::create(rules(), 'coach'));
    refused('invalid_argument', fn () => Accumulator::create(rules(), 'coaching', ['min_sampel' => 1]));
    $some = Accumulator::create(rules(), 'coaching');
    $before = $some->reportJson();
    refused('invalid_argument', fn () => $some->add('{"turns":1}'));
    refused('invalid_argument', fn () => $some->merge($some));
    refused('invalid_argument', fn () => $some->merge(Accumulator::create(rules(), 'acceptance')));
    same($before, $some->reportJson());
    $saved = $some->save();
    refused('invalid_argument', fn () => Accumulator::load(rules(), substr($saved, 0, -1)));
    refused('invalid_state', fn () => Accumulator::load(RuleSet::default(), $saved));
    $some->close();
    refused('invalid_state', fn () => $some->report());
});

finish();
