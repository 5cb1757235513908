package dev.sigrun.compiler.language.sigma;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Correlation;
import dev.sigrun.compiler.ir.Range;
import dev.sigrun.compiler.language.sigma.syntax.SigmaCondition;
import dev.sigrun.compiler.language.sigma.syntax.SigmaCorrelation;
import dev.sigrun.compiler.rule.FieldName;
import dev.sigrun.compiler.source.Origin;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;

/** Says what a correlation measures, and what the measure must be. */
final class CorrelationVerdict {
  private static final DiagnosticKind NO_EFFECT =
      DiagnosticKind.warning("SIG116", "'%s' has no effect in a correlation of type %s.");
  private static final DiagnosticKind NOT_ALL =
      DiagnosticKind.unsupported(
          "SIG119",
          "ordered part",
          "A correlation of type temporal_ordered without all of its rules is not supported: the"
              + " order of some of them can be written as a correlation of these.");
  private static final DiagnosticKind NEVER =
      DiagnosticKind.error(
          "SIG120", "The condition can never hold: at most %s rules find something.");
  private static final DiagnosticKind SEVERAL_FIELDS =
      DiagnosticKind.error("SIG131", "A correlation of type %s measures one field, not %s.");

  private static final BigDecimal HALF = BigDecimal.valueOf(50);

  private final SigmaCorrelation written;
  private final DiagnosticSink sink;

  CorrelationVerdict(SigmaCorrelation written, DiagnosticSink sink) {
    this.written = written;
    this.sink = sink;
  }

  static Correlation.Measure measure(SigmaCorrelation written) {
    return switch (written.type()) {
      case EVENT_COUNT -> Correlation.Measure.of(Correlation.Kind.COUNT);
      case VALUE_COUNT -> Correlation.Measure.of(Correlation.Kind.DISTINCT);
      case TEMPORAL -> Correlation.Measure.of(Correlation.Kind.STAGES);
      case TEMPORAL_ORDERED -> Correlation.Measure.of(Correlation.Kind.ORDER);
      case VALUE_SUM -> Correlation.Measure.of(Correlation.Kind.SUM);
      case VALUE_AVG -> Correlation.Measure.of(Correlation.Kind.MEAN);
      case VALUE_PERCENTILE ->
          new Correlation.Measure(
              Correlation.Kind.PERCENTILE,
              ((SigmaCorrelation.Bounds) written.condition()).percentile());
      case VALUE_MEDIAN -> new Correlation.Measure(Correlation.Kind.PERCENTILE, Optional.of(HALF));
    };
  }

  /** The condition on the measure; empty if an error was reported. */
  Optional<Correlation.Verdict> verdict() {
    if (written.condition() instanceof SigmaCorrelation.Combination combination) {
      return combination(combination.condition());
    }
    return bounds((SigmaCorrelation.Bounds) written.condition());
  }

  private Optional<Correlation.Verdict> bounds(SigmaCorrelation.Bounds bounds) {
    int checkpoint = sink.checkpoint();
    List<FieldName> fields = bounds.fields();
    boolean numeric = measure(written).kind().isNumeric();
    if (numeric && fields.size() > 1) {
      report(SEVERAL_FIELDS, fields.get(1).origin(), written.type().spelling(), fields.size());
    }
    if (!written.type().isAboutValues() && !fields.isEmpty()) {
      report(NO_EFFECT, fields.get(0).origin(), "field", written.type().spelling());
    }
    if (bounds.percentile().isPresent()
        && written.type() != SigmaCorrelation.Type.VALUE_PERCENTILE) {
      report(NO_EFFECT, bounds.origin(), "percentile", written.type().spelling());
    }
    if (written.type().isTemporal()) {
      checkStages(bounds);
    }
    return sink.hasErrorsSince(checkpoint)
        ? Optional.empty()
        : Optional.of(new Correlation.Bounds(bounds.negated(), bounds.range()));
  }

  /** Whether as many rules can find something as the bounds ask for. */
  private void checkStages(SigmaCorrelation.Bounds bounds) {
    BigDecimal all = BigDecimal.valueOf(written.rules().size());
    Optional<Range.Bound<BigDecimal>> lower = bounds.range().lower();
    if (!bounds.negated() && lower.filter(bound -> excludes(bound, all)).isPresent()) {
      report(NEVER, bounds.origin(), all);
    } else if (written.type() == SigmaCorrelation.Type.TEMPORAL_ORDERED) {
      boolean needsAll =
          !bounds.negated()
              && bounds.range().upper().isEmpty()
              && lower.filter(b -> excludes(b, all.subtract(BigDecimal.ONE))).isPresent();
      if (!needsAll) {
        report(NOT_ALL, bounds.origin());
      }
    }
  }

  private static boolean excludes(Range.Bound<BigDecimal> lower, BigDecimal number) {
    int order = number.compareTo(lower.value());
    return order < 0 || order == 0 && !lower.inclusive();
  }

  private Optional<Correlation.Verdict> combination(SigmaCondition condition) {
    if (written.type() == SigmaCorrelation.Type.TEMPORAL) {
      return Optional.of(new Correlation.Combination(condition(condition)));
    }
    if (!needsAll(condition)) {
      report(NOT_ALL, condition.origin());
      return Optional.empty();
    }
    BigDecimal all = BigDecimal.valueOf(written.rules().size());
    return Optional.of(new Correlation.Bounds(false, Range.from(all, true)));
  }

  private static boolean needsAll(SigmaCondition condition) {
    return condition instanceof SigmaCondition.Name
        || condition instanceof SigmaCondition.And and
            && and.terms().stream().allMatch(CorrelationVerdict::needsAll);
  }

  private Correlation.Condition condition(SigmaCondition condition) {
    if (condition instanceof SigmaCondition.Name name) {
      List<String> names = written.rules().stream().map(FieldName::name).toList();
      return new Correlation.Found(names.indexOf(name.name()));
    }
    if (condition instanceof SigmaCondition.Not not) {
      return new Correlation.Not(condition(not.operand()));
    }
    boolean all = condition instanceof SigmaCondition.And;
    List<SigmaCondition> terms =
        condition instanceof SigmaCondition.And and
            ? and.terms()
            : ((SigmaCondition.Or) condition).terms();
    return new Correlation.Junction(all, terms.stream().map(this::condition).toList());
  }

  private void report(DiagnosticKind kind, Origin origin, Object... arguments) {
    sink.report(kind, origin.source(), origin.span(), arguments);
  }
}
