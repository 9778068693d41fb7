package dev.rapport.tests;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rapport.FactType;
import dev.rapport.PackLimit;
import dev.rapport.RapportException;
import dev.rapport.Rapport;
import dev.rapport.RuleSet;
import dev.rapport.RuleSetBuilder;
import dev.rapport.Severity;
import dev.rapport.Status;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Where rule sets come from, and what they say about themselves. */
class RuleSetTest {
  private static final String OVERLAY =
      """
      rapport: 1
      pack: {id: shop-en, version: 1.0.0, language: en, extends: [core-en]}
      facts:
        shop_tier: {type: enum, values: [bronze, gold], help: what they pay for}
      """;

  @Test
  void hasANameAHashAndALanguage() {
    try (RuleSet rules = Vectors.rules()) {
      assertEquals(Vectors.NAME, rules.name());
      assertTrue(rules.hash().matches("[0-9a-f]{64}"));
      assertEquals("frozen@1.0.0#" + rules.hash().substring(0, 16), rules.name());
      assertEquals("en", rules.language());
      assertTrue(rules.compiledBytes() > 1000);
      assertEquals("RuleSet[" + Vectors.NAME + "]", rules.toString());
    }
  }

  @Test
  void textAndFileAreTheSame() {
    try (RuleSet file = Vectors.rules();
        RuleSetBuilder builder = RuleSet.builder()) {
      builder.addText("a/pack.yaml", Vectors.text("pack.yaml"));
      RapportException e = assertThrows(RapportException.class, builder::build);
      assertTrue(e.report().contains("words.tsv"), e.report());
      RuleSet text = builder.addText("a/words.tsv", Vectors.text("words.tsv")).build();
      assertEquals(file.name(), text.name());
      assertEquals(file.hash(), text.hash());
      text.close();
    }
  }

  @Test
  void declaresFacts() {
    try (RuleSet rules = Vectors.rules()) {
      List<RuleSet.Fact> facts = rules.facts();
      assertEquals(11, facts.size());
      assertTrue(facts.contains(new RuleSet.Fact("contacts_7d", FactType.INT, false, List.of(),
          "contacts in the last 7 days")));
      assertTrue(facts.contains(new RuleSet.Fact("tier", FactType.ENUM, false,
          List.of("bronze", "silver", "gold"), "")));
      assertTrue(facts.contains(new RuleSet.Fact("trials", FactType.BOOL, true, List.of(), "")));
      assertTrue(facts.stream().anyMatch(f -> f.type() == FactType.STRINGS));
      assertThrows(UnsupportedOperationException.class, facts::clear);
    }
  }

  @Test
  void declaresPersonasScalesCuesAndPolicies() {
    try (RuleSet rules = Vectors.rules()) {
      assertTrue(rules.personas().contains(new RuleSet.Persona("skeptic", "Sceptic",
          "Wants proof", "Does not believe it.")));
      assertEquals(4, rules.personas().size());
      assertTrue(rules.scales().contains(
          new RuleSet.Scale("hostility", List.of("calm", "frustrated", "angry"), "")));
      assertEquals(2, rules.scales().size());
      assertTrue(rules.cues().contains(new RuleSet.Cue("insult", "an insult")));
      assertEquals(16, rules.cues().size());
      assertTrue(rules.policies().contains(new RuleSet.Policy("slow",
          "wait > duration(\"30m\")", "")));
      assertEquals(11, rules.policies().size());
      assertEquals(8, rules.checks().size());
      assertEquals(
          new RuleSet.Check("apology", "Apologises for the trouble", 2.5, false,
              "a long wait, or an angry customer"),
          rules.checks().get(0));
      assertEquals(
          List.of("discount", "refund_cap"),
          rules.checks().stream().filter(RuleSet.Check::isFatal).map(RuleSet.Check::id).toList());
    }
  }

  @Test
  void mergesSeveralPacks() {
    byte[] bytes = OVERLAY.getBytes(StandardCharsets.UTF_8);
    try (RuleSetBuilder builder = RuleSet.builder();
        RuleSet rules = builder.addDefault().addBytes("shop.yaml", bytes).build()) {
      assertTrue(rules.name().startsWith("shop-en@1.0.0#"), rules.name());
      assertTrue(rules.facts().stream().anyMatch(f -> f.id().equals("shop_tier")));
      assertTrue(rules.facts().stream().anyMatch(f -> f.id().equals("is_vip")));
      assertTrue(
          builder.diagnostics().stream().allMatch(d -> d.severity() == Severity.WARNING));
    }
  }

  @Test
  void goesOnAfterAMissingFile() {
    try (RuleSetBuilder builder = RuleSet.builder()) {
      RapportException e = assertThrows(RapportException.class,
          () -> builder.addFile(Vectors.FOLDER.resolve("none.yaml")));
      assertEquals(Status.IO, e.status());
      try (RuleSet rules = builder.addFile(Vectors.FOLDER.resolve("pack.yaml")).build()) {
        assertEquals(Vectors.NAME, rules.name());
      }
    }
  }

  @Test
  void limitsWhatPacksMayAskFor() {
    for (PackLimit limit :
        List.of(PackLimit.YAML_EVENTS, PackLimit.PHRASES, PackLimit.EXPRESSION_DEPTH,
            PackLimit.FILE_BYTES, PackLimit.TABLE_BYTES, PackLimit.SCALAR_BYTES,
            PackLimit.COMPILED_BYTES)) {
      try (RuleSetBuilder builder = RuleSet.builder(Map.of(limit, 1L))) {
        assertThrows(RapportException.class, () -> addFrozen(builder).build(), limit.name());
      }
      try (RuleSetBuilder builder = RuleSet.builder(Map.of(limit, 1_000_000_000L));
          RuleSet rules = addFrozen(builder).build()) {
        assertTrue(rules.compiledBytes() > 0);
      }
    }
    assertThrows(IllegalArgumentException.class,
        () -> RuleSet.builder(Map.of(PackLimit.PHRASES, -1L)));
  }

  private static RuleSetBuilder addFrozen(RuleSetBuilder builder) {
    return builder.addText("pack.yaml", Vectors.text("pack.yaml"))
        .addText("words.tsv", Vectors.text("words.tsv"));
  }

  @Test
  void namesItsLibrary() {
    assertTrue(Rapport.version().matches("\\d+\\.\\d+\\.\\d+"), Rapport.version());
    assertEquals(0, Rapport.abiVersion());
  }
}
