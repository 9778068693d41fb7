// A program as a module, which is compiled but not run.

import rapport, {
  Conversation,
  RapportError,
  Review,
  RuleSet,
  RuleSetBuilder,
  version,
  type Diagnostic,
  type Explanation,
  type Finding,
} from 'rapport';

function check(path: string): readonly Diagnostic[] {
  const builder = new RuleSetBuilder({ phrases: 100 }).addDefault().addFile(path);
  try {
    using rules = builder.build();
    const types: string[] = rules.facts.map(({ id, type }) => `${id}: ${type}`);
    void types;
  } catch (error) {
    if (!(error instanceof RapportError)) throw error;
    return error.diagnostics;
  } finally {
    builder.close();
  }
  return [];
}

const shared: SharedArrayBuffer = RuleSet.default().share();
const conversation = new Conversation(RuleSet.fromShared(shared), { turns: 10 })
  .addTurn('hi')
  .addTurn({ text: 'hello', by: 'agent', at: '2026-03-01T10:00:00Z' })
  .setFact('contacts_7d', 3)
  .setFacts({ tier: 'gold' });
const explanation: Explanation = conversation.explain({ now: new Date(), id: 'x' });
const reasons: (string | undefined)[] = explanation.policies.map(({ why_not }) => why_not);
const review: Review = conversation.review({ text: 'hi', format: 'text' }, { draft: true });
const tip: Finding | null = review.tip;
for (const { result, spans } of review.findings) void [result === 'na', spans[0]?.start];
const weights: number[] = RuleSet.default().checks.map(({ weight }) => weight);
void [tip?.suggestions, weights];
const same: typeof RuleSet = rapport.RuleSet;
const text: string = version() + conversation.decide().json;
void [check, reasons, same, text];

// @ts-expect-error a fact is no function
conversation.setFact('contacts_7d', () => 3);
// @ts-expect-error months have no fixed length
conversation.setFact('tenure', { months: 3 });
