package dev.sigrun.compiler.pack;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.language.sigma.syntax.SigmaCondition;
import dev.sigrun.compiler.language.sigma.syntax.SigmaDetection;
import dev.sigrun.compiler.language.sigma.syntax.SigmaDocument;
import dev.sigrun.compiler.language.sigma.syntax.SigmaModifier;
import dev.sigrun.compiler.language.sigma.syntax.SigmaRule;
import dev.sigrun.compiler.language.sigma.syntax.SigmaRuleReader;
import dev.sigrun.compiler.language.sigma.syntax.SigmaValue;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The rule pack shows every feature of Sigma: a feature that no rule uses is named. */
class SigmaFeaturesTest {
  /** Rules in addition to those in Elastic's format. */
  private static final int LEAST_RULES = 25;

  @Test
  void someRuleUsesEachModifierAndKindOfValueAndCondition() {
    Set<String> used = new TreeSet<>();
    for (SigmaRule rule : rules()) {
      collect(rule.condition(), used);
      rule.identifiers().forEach(identifier -> collect(identifier.detection(), used));
    }
    Set<String> all = new TreeSet<>();
    Stream.of(SigmaModifier.Kind.values()).forEach(kind -> all.add("modifier " + kind));
    Stream.of(SigmaValue.class.getPermittedSubclasses()).forEach(c -> all.add(name("value", c)));
    Stream.of(SigmaCondition.class.getPermittedSubclasses())
        .forEach(c -> all.add(name("condition", c)));
    all.addAll(List.of("keyword", "list of maps"));

    assertThat(used).containsExactlyInAnyOrderElementsOf(all);
  }

  @Test
  void theKindsOfDocumentsAreThere() {
    assertThat(rules()).hasSizeGreaterThanOrEqualTo(LEAST_RULES);
    assertThat(Pack.sigma()).extracting(SigmaDocument::kind).contains(SigmaDocument.Kind.FILTER);
  }

  private static List<SigmaRule> rules() {
    return Pack.sigma().stream()
        .filter(document -> document.kind() == SigmaDocument.Kind.RULE)
        .map(document -> SigmaRuleReader.read(document, new DiagnosticSink()).orElseThrow())
        .toList();
  }

  private static String name(String family, Class<?> kind) {
    return family + " " + kind.getSimpleName();
  }

  private static void collect(SigmaCondition condition, Set<String> used) {
    Pack.nodes((Record) condition)
        .filter(SigmaCondition.class::isInstance)
        .forEach(node -> used.add(name("condition", node.getClass())));
  }

  private static void collect(SigmaDetection detection, Set<String> used) {
    Pack.nodes((Record) detection)
        .forEach(
            node -> {
              if (node instanceof SigmaDetection.Item item) {
                item.modifiers().forEach(modifier -> used.add("modifier " + modifier.kind()));
                used.addAll(item.field().isEmpty() ? Set.of("keyword") : Set.of());
              } else if (node instanceof SigmaDetection.Any) {
                used.add("list of maps");
              } else if (node instanceof SigmaValue) {
                used.add(name("value", node.getClass()));
              }
            });
  }
}
