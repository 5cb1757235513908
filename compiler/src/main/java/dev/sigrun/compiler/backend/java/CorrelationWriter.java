package dev.sigrun.compiler.backend.java;

import com.palantir.javapoet.CodeBlock;
import dev.sigrun.compiler.ir.Correlation;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.ir.Range;
import dev.sigrun.runtime.detector.correlation.CorrelationPlan;
import dev.sigrun.runtime.detector.correlation.Term;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes the plan of a correlation: its conditions as methods, and the plans of correlations that
 * it is over as local variables.
 */
final class CorrelationWriter {
  private final MatcherClass target;
  private final StageWriter stages;
  private final CodeBlock.Builder locals = CodeBlock.builder();
  private final CodeBlock plan;

  /** Writes the plan of {@code query} for {@code target}. */
  CorrelationWriter(MatcherClass target, Correlation query) {
    this.target = target;
    List<Query.Stage> all = new ArrayList<>();
    collect(query, all);
    this.stages = new StageWriter(target, all, Optional.empty());
    this.plan = plan(query);
  }

  /** The variables that {@link #plan} names. */
  CodeBlock locals() {
    return CodeBlock.builder().add(stages.locals()).add(locals.build()).build();
  }

  /** The plan. */
  CodeBlock plan() {
    return plan;
  }

  private static void collect(Correlation query, List<Query.Stage> stages) {
    for (Correlation.Source source : query.sources()) {
      if (source.input() instanceof Correlation.Alerts alerts) {
        collect(alerts.correlation(), stages);
      } else {
        stages.add(stage(source, (Correlation.Events) source.input()));
      }
    }
  }

  /** The condition of single events and the values that they are grouped by. */
  private static Query.Stage stage(Correlation.Source source, Correlation.Events events) {
    List<Query.JoinKey> keys =
        source.keys().stream()
            .map(term -> new Query.JoinKey(((Correlation.OfField) term).field(), false))
            .toList();
    return new Query.Stage(source.origin(), false, events.predicate(), keys, 1);
  }

  private CodeBlock plan(Correlation query) {
    CodeBlock.Builder code =
        CodeBlock.builder()
            .add(
                "$T.$L($L)$>$>",
                CorrelationPlan.class,
                query.slides() ? "sliding" : "aligned",
                Literals.duration(query.span()));
    for (Correlation.Source source : query.sources()) {
      if (source.input() instanceof Correlation.Alerts alerts) {
        String inner = target.allocate(Words.of(source.name(), "inner").camelCase());
        locals.addStatement(
            "$T $N =$W$L", CorrelationPlan.class, inner, plan(alerts.correlation()));
        code.add("\n.alerts($N, $L, $L)", inner, terms(source.keys()), terms(source.values()));
      } else {
        code.add(
            "\n.events($L", stages.arguments(stage(source, (Correlation.Events) source.input())));
        if (!source.values().isEmpty()) {
          code.add(", $L", target.members(fields(source.values())));
        }
        code.add(")");
      }
    }
    return code.add(measure(query.measure()))
        .add(verdict(query.verdict()))
        .add("\n.build()$<$<")
        .build();
  }

  private static List<Field> fields(List<Correlation.Term> terms) {
    return terms.stream().map(term -> ((Correlation.OfField) term).field()).toList();
  }

  private CodeBlock terms(List<Correlation.Term> terms) {
    return CodeBlock.of(
        "$T.of($L)", List.class, terms.stream().map(this::term).collect(CodeBlock.joining(", ")));
  }

  private CodeBlock term(Correlation.Term term) {
    return term instanceof Correlation.OfGroup group
        ? CodeBlock.of("$T.ofKey($L)", Term.class, group.position())
        : CodeBlock.of(
            "$T.ofLastEvent($L)",
            Term.class,
            target.members(List.of(((Correlation.OfField) term).field())));
  }

  private static CodeBlock measure(Correlation.Measure measure) {
    return switch (measure.kind()) {
      case COUNT -> CodeBlock.of("");
      case DISTINCT -> CodeBlock.of("\n.distinct()");
      case SUM -> CodeBlock.of("\n.sum()");
      case MEAN -> CodeBlock.of("\n.mean()");
      case PERCENTILE ->
          CodeBlock.of(
              "\n.percentile($S)", measure.share().map(BigDecimal::toPlainString).orElse("0"));
      case STAGES -> CodeBlock.of("\n.stages()");
      case ORDER -> CodeBlock.of("\n.inOrder()");
    };
  }

  private static CodeBlock verdict(Correlation.Verdict verdict) {
    if (verdict instanceof Correlation.Combination combination) {
      return CodeBlock.of("\n.when(found -> $L)", condition(combination.condition()));
    }
    Correlation.Bounds bounds = (Correlation.Bounds) verdict;
    CodeBlock.Builder code = CodeBlock.builder();
    bounds.range().lower().ifPresent(b -> code.add(bound(b, "atLeast", "moreThan")));
    bounds.range().upper().ifPresent(b -> code.add(bound(b, "atMost", "lessThan")));
    return bounds.negated() ? code.add("\n.outside()").build() : code.build();
  }

  private static CodeBlock bound(Range.Bound<BigDecimal> bound, String closed, String open) {
    return CodeBlock.of(
        "\n.$L($S)", bound.inclusive() ? closed : open, bound.value().toPlainString());
  }

  private static String condition(Correlation.Condition condition) {
    if (condition instanceof Correlation.Found found) {
      return "found[" + found.source() + "]";
    }
    if (condition instanceof Correlation.Not not) {
      return "!" + parenthesized(not.operand());
    }
    Correlation.Junction junction = (Correlation.Junction) condition;
    return junction.terms().stream()
        .map(CorrelationWriter::parenthesized)
        .collect(Collectors.joining(junction.all() ? " && " : " || "));
  }

  private static String parenthesized(Correlation.Condition condition) {
    return condition instanceof Correlation.Junction
        ? "(" + condition(condition) + ")"
        : condition(condition);
  }
}
