// A program in CommonJS, which is compiled but not run.

import rapport = require('rapport');

const rules: rapport.RuleSet = rapport.RuleSet.fromFile('pack.yaml');
const record: rapport.ConversationRecord = {
  id: 1n,
  now: new Date(),
  facts: {
    contacts_7d: 3n,
    tenure: { days: 90 },
    tags: ['a'],
    renewal_due: new Date(),
    tier: null,
  },
  turns: [{ by: 'customer', text: 'hi', at: 1_772_359_200_000_000n }],
};
const decision: rapport.Decision = rules.decide(record, { unknownFacts: 'ignore' });
const persona: string = decision.persona;
const due: Date | null | undefined = decision.escalations[0]?.due;
for (const piece of decision.evidence) {
  const words: string = piece.kind === 'condition' ? piece.condition : piece.text;
  const term: string | undefined = piece.word;
  if (piece.cue !== undefined) {
    const begin: number = piece.start;
    void begin;
  }
  void [words, term, piece.id];
}
const promised: Date | null | undefined = decision.promises[0]?.due;
const needed: number | undefined = decision.needs[0]?.turn;
for (const { kind, id, need } of decision.actions[0]?.reasons ?? []) {
  void [kind === 'need' ? need : id];
}
for (const { stateLabel, next, steps, faults } of decision.protocols) {
  void [stateLabel, next, steps[0]?.status === 'done', faults[0]?.start];
}
void [decision.contact.kind, decision.openQuestions[0]?.text, promised, needed];
for (const { id, decision, error } of rules.decideAll([record], { batchSize: 10 })) {
  if (decision === null) {
    const status: rapport.Status | null =
      error instanceof rapport.RapportError ? error.status : null;
    void status;
  } else {
    const top: string = decision.top;
    void top;
  }
  void id;
}
void [persona, due];

// @ts-expect-error decisions are read-only
decision.persona = 'x';
// @ts-expect-error a speaker that there is not
rules.decide({ turns: [{ by: 'parrot', text: 'hi' }] });
// @ts-expect-error turns are missing
rules.decide({});
// @ts-expect-error rule sets are not made with new
new rapport.RuleSet();
