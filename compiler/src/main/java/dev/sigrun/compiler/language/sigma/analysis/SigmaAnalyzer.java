package dev.sigrun.compiler.language.sigma.analysis;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.language.sigma.data.SigmaData;
import dev.sigrun.compiler.language.sigma.syntax.NamePattern;
import dev.sigrun.compiler.language.sigma.syntax.SigmaCondition;
import dev.sigrun.compiler.language.sigma.syntax.SigmaDetection;
import dev.sigrun.compiler.language.sigma.syntax.SigmaFilter;
import dev.sigrun.compiler.language.sigma.syntax.SigmaRule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Says what a rule means. Everything is true or false: a missing field makes a test false, and
 * {@code not} is the plain complement.
 */
public final class SigmaAnalyzer {
  private final Map<String, Predicate> identifiers = new LinkedHashMap<>();

  private SigmaAnalyzer() {}

  /**
   * The meaning of {@code written}.
   *
   * @param data what its events look like
   * @param sink told what cannot be understood
   * @return the meaning; empty if an error was reported
   */
  public static Optional<Predicate> analyze(
      SigmaRule written, SigmaData data, DiagnosticSink sink) {
    return analyze(written, data, true, sink);
  }

  /**
   * The condition that a filter adds to a rule: its own, over fields as events of the rule have
   * them.
   *
   * @param data what the events look like
   * @param sink told what cannot be understood
   * @return the meaning; empty if an error was reported
   */
  public static Optional<Predicate> analyzeFilter(
      SigmaFilter filter, SigmaRule rule, SigmaData data, DiagnosticSink sink) {
    SigmaRule alone =
        new SigmaRule(
            filter.origin(),
            rule.logSource(),
            filter.identifiers(),
            filter.condition(),
            rule.tags());
    return analyze(alone, data, false, sink);
  }

  private static Optional<Predicate> analyze(
      SigmaRule written, SigmaData data, boolean withSource, DiagnosticSink sink) {
    int checkpoint = sink.checkpoint();
    SigmaRule rule = data.prepare(written, sink);
    SigmaAnalyzer analyzer = new SigmaAnalyzer();
    ItemAnalyzer items = new ItemAnalyzer(rule.logSource(), data, sink);
    for (SigmaRule.Identifier identifier : rule.identifiers()) {
      analyzer
          .detection(identifier.detection(), items)
          .ifPresent(meaning -> analyzer.identifiers.put(identifier.name(), meaning));
    }
    Optional<Predicate> source = withSource ? data.condition(rule, sink) : Optional.empty();
    if (sink.hasErrorsSince(checkpoint)) {
      return Optional.empty();
    }
    List<Predicate> terms = new ArrayList<>();
    source.ifPresent(terms::add);
    terms.add(analyzer.condition(rule.condition()));
    return Optional.of(Predicate.and(rule.condition().origin(), terms));
  }

  private Optional<Predicate> detection(SigmaDetection detection, ItemAnalyzer items) {
    if (detection instanceof SigmaDetection.Item item) {
      return items.analyze(item);
    }
    boolean all = detection instanceof SigmaDetection.All;
    List<SigmaDetection> parts =
        detection instanceof SigmaDetection.All map
            ? map.parts()
            : ((SigmaDetection.Any) detection).parts();
    List<Predicate> terms = new ArrayList<>();
    parts.forEach(part -> detection(part, items).ifPresent(terms::add));
    return terms.size() < parts.size()
        ? Optional.empty()
        : Optional.of(
            all
                ? Predicate.and(detection.origin(), terms)
                : Predicate.or(detection.origin(), terms));
  }

  private Predicate condition(SigmaCondition condition) {
    if (condition instanceof SigmaCondition.And and) {
      return Predicate.and(and.origin(), and.terms().stream().map(this::condition).toList());
    }
    if (condition instanceof SigmaCondition.Or or) {
      return Predicate.or(or.origin(), or.terms().stream().map(this::condition).toList());
    }
    if (condition instanceof SigmaCondition.Not not) {
      return new Predicate.Not(not.origin(), condition(not.operand()));
    }
    if (condition instanceof SigmaCondition.Name name) {
      // A pipeline may have emptied it: nothing is left that could fail.
      return identifiers.getOrDefault(name.name(), new Predicate.Constant(name.origin(), true));
    }
    return quantified((SigmaCondition.Quantified) condition);
  }

  private Predicate quantified(SigmaCondition.Quantified quantified) {
    NamePattern pattern = NamePattern.of(quantified);
    List<Predicate> terms = new ArrayList<>();
    identifiers.forEach(
        (name, meaning) -> {
          if (pattern.matches(name)) {
            terms.add(meaning);
          }
        });
    return quantified.all()
        ? Predicate.and(quantified.origin(), terms)
        : Predicate.or(quantified.origin(), terms);
  }
}
