package dev.sigrun.compiler.backend.java;

import com.palantir.javapoet.ClassName;
import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.java.row.AggregationWriter;
import dev.sigrun.compiler.ir.Aggregation;
import dev.sigrun.compiler.ir.Correlation;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.ir.Timing;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.runtime.detector.aggregate.AggregateDetector;
import dev.sigrun.runtime.detector.aggregate.StagedDetector;
import dev.sigrun.runtime.detector.correlation.CorrelationDetector;
import dev.sigrun.runtime.detector.indicator.IndicatorEntry;
import dev.sigrun.runtime.detector.indicator.IndicatorMatchDetector;
import dev.sigrun.runtime.detector.indicator.IndicatorPlan;
import dev.sigrun.runtime.detector.newterms.NewTermsDetector;
import dev.sigrun.runtime.detector.newterms.NewTermsPlan;
import dev.sigrun.runtime.detector.sample.SampleDetector;
import dev.sigrun.runtime.detector.sequence.SequenceDetector;
import dev.sigrun.runtime.detector.threshold.ThresholdDetector;
import dev.sigrun.runtime.detector.threshold.ThresholdPlan;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.rule.EventMatcher;
import java.util.Optional;
import javax.lang.model.element.Modifier;

/** Writes the method that makes the detector of a rule. */
final class DetectorWriter implements Query.Visitor<MethodSpec> {
  private final MatcherClass target;
  private final AnalyzedRule rule;

  private DetectorWriter(MatcherClass target, AnalyzedRule rule) {
    this.target = target;
    this.rule = rule;
  }

  /** Adds the method, and those that it needs. */
  static void addTo(MatcherClass target, AnalyzedRule rule) {
    target.addMethod(() -> rule.query().accept(new DetectorWriter(target, rule)));
  }

  private static MethodSpec.Builder method(Class<?> detector, String javadoc) {
    return MethodSpec.methodBuilder("detector")
        .addJavadoc(javadoc)
        .addModifiers(Modifier.PUBLIC)
        .returns(detector);
  }

  private CodeBlock ruleId() {
    return Literals.string(rule.rule().ruleId());
  }

  /** Calls that declare the facts about detectors that engines need. */
  private CodeBlock settings(String prefix) {
    return DetectorTraits.of(rule).settings(prefix, target::members);
  }

  private CodeBlock lookBack() {
    return Literals.duration(rule.timing().lookBack());
  }

  @Override
  public MethodSpec visitSingleEvent(Query.SingleEvent query) {
    throw new IllegalArgumentException("Single events need no detector: " + query);
  }

  @Override
  public MethodSpec visitSequence(Query.Sequence query) {
    StageWriter stages = new StageWriter(target, query.stages(), query.until());
    CodeBlock.Builder chain = CodeBlock.builder();
    query
        .maxSpan()
        .ifPresentOrElse(
            span -> chain.add("\n.within($L)", Literals.duration(span)),
            () -> chain.add("\n.forgetAfter($L)", lookBack()));
    for (Query.Stage stage : query.stages()) {
      String runs = stage.runs() == 1 ? "" : stage.runs() + ", ";
      String step =
          stage.missing()
              ? stage.runs() == 1 ? "missing" : "repeatedMissing"
              : stage.runs() == 1 ? "stage" : "repeated";
      chain.add("\n.$L($L$L)", step, runs, stages.arguments(stage));
    }
    query.until().ifPresent(until -> chain.add("\n.until($L)", stages.arguments(until)));
    return method(SequenceDetector.class, "Finds a sequence of events.")
        .addCode(stages.locals())
        .addStatement(
            "return $T.of($L)$L$L\n.build()",
            SequenceDetector.class,
            ruleId(),
            chain.build(),
            settings(""))
        .build();
  }

  @Override
  public MethodSpec visitSample(Query.Sample query) {
    StageWriter items = new StageWriter(target, query.stages(), Optional.empty());
    CodeBlock.Builder chain = CodeBlock.builder();
    for (Query.Stage item : query.stages()) {
      for (int run = 0; run < item.runs(); run++) {
        chain.add("\n.item($L)", items.arguments(item));
      }
    }
    return method(SampleDetector.class, "Finds a sample of events.")
        .addCode(items.locals())
        .addStatement(
            "return $T.of($L)$L\n.forgetAfter($L)$L\n.build()",
            SampleDetector.class,
            ruleId(),
            chain.build(),
            lookBack(),
            settings(""))
        .build();
  }

  @Override
  public MethodSpec visitThreshold(Query.Threshold query) {
    CodeBlock.Builder plan =
        CodeBlock.builder()
            .add(
                "$T.atLeast($L, $L)",
                ThresholdPlan.class,
                Literals.whole(query.count()),
                lookBack());
    if (!query.fields().isEmpty()) {
      plan.add("$>$>\n.groupedBy($L)$<$<", target.members(query.fields()));
    }
    query
        .cardinality()
        .ifPresent(
            c ->
                plan.add(
                    "$>$>\n.distinct($N, $L)$<$<",
                    target.field(Scope.EVENT, c.field()),
                    Literals.whole(c.count())));
    return overMatcher(ThresholdDetector.class, "Counts events.", plan.build());
  }

  @Override
  public MethodSpec visitNewTerms(Query.NewTerms query) {
    CodeBlock plan =
        CodeBlock.of(
            "$T.unseenFor($L, $L)",
            NewTermsPlan.class,
            Literals.duration(query.history()),
            target.members(query.fields()));
    return overMatcher(
        NewTermsDetector.class, "Finds values that have not been seen for some time.", plan);
  }

  /** The detector for the events that this class matches. */
  private MethodSpec overMatcher(Class<?> detector, String javadoc, CodeBlock plan) {
    return method(detector, javadoc)
        .addStatement("return new $T(\nthis,\n$L)$L", detector, plan, settings("with"))
        .build();
  }

  @Override
  public MethodSpec visitCorrelation(Correlation query) {
    CorrelationWriter plan = new CorrelationWriter(target, query);
    return method(CorrelationDetector.class, "Finds groups of events.")
        .addCode(plan.locals())
        .addStatement(
            "return new $T(\n$L,\n$L)$L",
            CorrelationDetector.class,
            ruleId(),
            plan.plan(),
            settings("with"))
        .build();
  }

  @Override
  public MethodSpec visitAggregation(Aggregation query) {
    Timing.Runs runs = rule.timing().runs();
    CodeBlock.Builder times =
        CodeBlock.builder().add("\n.every($L, $L)", Literals.duration(runs.period()), lookBack());
    if (!runs.delay().isZero()) {
      times.add("\n.delayed($L)", Literals.duration(runs.delay()));
    }
    RowMembers members = new RowMembers(target, Scope.EVENT, query.rows());
    return overMatcher(
        query.isStaged() ? StagedDetector.class : AggregateDetector.class,
        "Aggregates events.",
        AggregationWriter.plan(members, query, times.build()));
  }

  @Override
  public MethodSpec visitIndicatorMatch(Query.IndicatorMatch query) {
    MatcherClass indicators = target.separatePart("Indicators");
    RuleClassWriter.addMatcher(indicators, rule.rule().ruleId(), query.indicators());
    CodeBlock.Builder plan = CodeBlock.builder().add("$T.where(indicators)", IndicatorPlan.class);
    for (Query.IndicatorMatch.Group group : query.groups()) {
      CodeBlock entries =
          group.entries().stream()
              .map(entry -> entry(entry, indicators))
              .collect(CodeBlock.joining(",\n"));
      plan.add("$>$>\n.group($>$>\n$L)$<$<$<$<", entries);
    }
    plan.add("$>$>\n.at($L)$<$<", Literals.string(query.path()));
    target.addPart(
        indicators
            .partType("The indicators to compare events with.")
            .addSuperinterface(EventMatcher.class)
            .build());
    ClassName type = ClassName.get("", indicators.name());
    return method(IndicatorMatchDetector.class, "Finds events that share values with indicators.")
        .addStatement("$T indicatorFields = new $T()", Fields.class, Fields.class)
        .addStatement("$T indicators = new $T(indicatorFields)", type, type)
        .addStatement(
            "return new $T(\nthis,\n$L,\nindicatorFields)$L",
            IndicatorMatchDetector.class,
            plan.build(),
            settings("with"))
        .build();
  }

  private CodeBlock entry(Query.IndicatorMatch.Entry entry, MatcherClass indicators) {
    Field text =
        Field.named(entry.indicator().name(), ValueType.KEYWORD).read(entry.indicator().reading());
    CodeBlock ranges =
        entry.indicator().type() == ValueType.IP_RANGE
            ? CodeBlock.of(
                "$Z.orIn(indicators.$N)", indicators.field(Scope.EVENT, entry.indicator()))
            : CodeBlock.of("");
    return CodeBlock.of(
        "$T.matches($N, indicators.$N)$L$L",
        IndicatorEntry.class,
        target.field(Scope.EVENT, entry.event()),
        indicators.field(Scope.EVENT, text),
        ranges,
        switch (entry.comparison()) {
          case EQUAL -> "";
          case DIFFERENT -> ".negated()";
        });
  }
}
