package dev.sigrun.compiler.backend.java;

import com.palantir.javapoet.CodeBlock;
import dev.sigrun.compiler.backend.java.names.Words;
import dev.sigrun.compiler.ir.Correlation;
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
    this.stages = new StageWriter(target, stages(query), Optional.empty());
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

  private static List<Query.Stage> stages(Correlation query) {
    List<Query.Stage> stages = new ArrayList<>();
    for (Correlation.Source source : query.sources()) {
      stages.addAll(
          source
              .input()
              .fold(
                  events -> List.of(stage(source, events)),
                  alerts -> stages(alerts.correlation())));
    }
    return stages;
  }

  /** The condition of single events and the values that they are grouped by. */
  private static Query.Stage stage(Correlation.Source source, Correlation.Events events) {
    List<Query.JoinKey> keys =
        source.keyFields().stream().map(field -> new Query.JoinKey(field, false)).toList();
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
      code.add(
          source.input().fold(events -> events(source, events), alerts -> alerts(source, alerts)));
    }
    return code.add(measure(query.measure()))
        .add(verdict(query.verdict()))
        .add("\n.build()$<$<")
        .build();
  }

  private CodeBlock events(Correlation.Source source, Correlation.Events events) {
    CodeBlock.Builder code =
        CodeBlock.builder().add("\n.events($L", stages.arguments(stage(source, events)));
    if (!source.values().isEmpty()) {
      code.add(", $L", target.members(source.valueFields()));
    }
    return code.add(")").build();
  }

  private CodeBlock alerts(Correlation.Source source, Correlation.Alerts alerts) {
    String inner = target.allocate(Words.of(source.name(), "inner").camelCase());
    locals.addStatement("$T $N =$W$L", CorrelationPlan.class, inner, plan(alerts.correlation()));
    return CodeBlock.of(
        "\n.alerts($N, $L, $L)", inner, terms(source.keys()), terms(source.values()));
  }

  private CodeBlock terms(List<Correlation.Term> terms) {
    return CodeBlock.of(
        "$T.of($L)", List.class, terms.stream().map(this::term).collect(CodeBlock.joining(", ")));
  }

  private CodeBlock term(Correlation.Term term) {
    return term.fold(
        of -> CodeBlock.of("$T.ofLastEvent($L)", Term.class, target.members(List.of(of.field()))),
        group -> CodeBlock.of("$T.ofKey($L)", Term.class, group.position()));
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
    return verdict.fold(
        CorrelationWriter::bounds,
        combination -> CodeBlock.of("\n.when(found -> $L)", condition(combination.condition())));
  }

  private static CodeBlock bounds(Correlation.Bounds bounds) {
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
    return condition.fold(
        found -> "found[" + found.source() + "]",
        not -> "!" + parenthesized(not.operand()),
        junction ->
            junction.terms().stream()
                .map(CorrelationWriter::parenthesized)
                .collect(Collectors.joining(junction.all() ? " && " : " || ")));
  }

  private static String parenthesized(Correlation.Condition condition) {
    String code = condition(condition);
    return condition.fold(found -> code, not -> code, junction -> "(" + code + ")");
  }
}
