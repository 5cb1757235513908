package dev.sigrun.compiler.language.esql.analysis;

import dev.sigrun.compiler.diagnostic.Counts;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.language.QueryRuns;
import dev.sigrun.compiler.language.esql.syntax.EsqlCommand;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression.Call;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression.SpanLiteral;
import dev.sigrun.compiler.language.esql.syntax.EsqlQuery;
import dev.sigrun.compiler.language.esql.syntax.SubExpressions;
import dev.sigrun.compiler.source.Origin;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Warns of rules that aggregate over a time that does not fit their schedule. Kibana makes an alert
 * of every row of every run: it does not know which groups it has reported.
 */
final class WindowLint {
  private static final DiagnosticKind REPEATS =
      DiagnosticKind.warning(
          "ESQL068",
          "The rule runs every %s and looks back %s, so that about %s runs see the same events and"
              + " alert about the same group. Look back as long as the interval, suppress alerts by"
              + " the keys, or test the age of a group against NOW().");
  private static final DiagnosticKind CUT_BUCKET =
      DiagnosticKind.warning(
          "ESQL069",
          "The rule looks back %s and never sees a whole bucket of %s. Look back longer.");

  /** Look-backs below this many intervals are taken for the usual overlap. */
  private static final int USUAL_OVERLAP = 2;

  private static final Set<String> BUCKETS = Set.of("DATE_TRUNC", "BUCKET", "TBUCKET");

  private final EsqlQuery query;
  private final QueryRuns runs;
  private final DiagnosticSink sink;

  WindowLint(EsqlQuery query, QueryRuns runs, DiagnosticSink sink) {
    this.query = query;
    this.runs = runs;
    this.sink = sink;
  }

  void check() {
    Optional<EsqlCommand.Stats> last =
        commands(EsqlCommand.Stats.class).filter(stats -> !stats.inline()).reduce((a, b) -> b);
    if (last.isEmpty()) {
      return;
    }
    spans().filter(span -> length(span).compareTo(runs.lookBack()) > 0).forEach(this::cut);
    long times = runs.lookBack().dividedBy(runs.period());
    if (times >= USUAL_OVERLAP && !runs.suppressed() && !testsAge()) {
      report(REPEATS, last.get().origin(), label(runs.period()), label(runs.lookBack()), times);
    }
  }

  private void cut(SpanLiteral span) {
    report(CUT_BUCKET, span.origin(), label(runs.lookBack()), label(length(span)));
  }

  /** The lengths of the buckets of time. */
  private Stream<SpanLiteral> spans() {
    return expressions()
        .flatMap(SubExpressions::of)
        .filter(Call.class::isInstance)
        .map(Call.class::cast)
        .filter(call -> BUCKETS.contains(upper(call)))
        .flatMap(call -> call.arguments().stream())
        .filter(SpanLiteral.class::isInstance)
        .map(SpanLiteral.class::cast);
  }

  /** Whether some condition depends on the time of the run. */
  private boolean testsAge() {
    return expressions()
        .flatMap(SubExpressions::of)
        .anyMatch(expression -> expression instanceof Call call && upper(call).equals("NOW"));
  }

  private Stream<EsqlExpression> expressions() {
    Stream<EsqlExpression> keys =
        commands(EsqlCommand.Stats.class)
            .flatMap(stats -> stats.keys().stream())
            .map(EsqlCommand.Field::value);
    Stream<EsqlExpression> computed =
        commands(EsqlCommand.Eval.class)
            .flatMap(eval -> eval.fields().stream())
            .map(EsqlCommand.Field::value);
    Stream<EsqlExpression> conditions =
        commands(EsqlCommand.Where.class).map(EsqlCommand.Where::condition);
    return Stream.of(keys, computed, conditions).flatMap(each -> each);
  }

  private <T extends EsqlCommand> Stream<T> commands(Class<T> type) {
    return query.commands().stream().filter(type::isInstance).map(type::cast);
  }

  private static String upper(Call call) {
    return call.name().text().toUpperCase(Locale.ROOT);
  }

  /** The length of a span, of months and longer ones the usual one. */
  private static Duration length(SpanLiteral span) {
    long amount = Math.min(span.amount(), 1_000_000);
    return switch (span.unit()) {
      case MILLISECOND -> Duration.ofMillis(amount);
      case SECOND -> Duration.ofSeconds(amount);
      case MINUTE -> Duration.ofMinutes(amount);
      case HOUR -> Duration.ofHours(amount);
      case DAY -> Duration.ofDays(amount);
      case WEEK -> Duration.ofDays(7 * amount);
      case MONTH -> Duration.ofDays(30 * amount);
      case QUARTER -> Duration.ofDays(91 * amount);
      case YEAR -> Duration.ofDays(365 * amount);
    };
  }

  private static String label(Duration duration) {
    for (Unit unit : UNITS) {
      if (duration.toMillis() >= unit.millis() && duration.toMillis() % unit.millis() == 0) {
        return Counts.of(duration.toMillis() / unit.millis(), unit.name());
      }
    }
    return Counts.of(duration.toMillis(), "millisecond");
  }

  private record Unit(String name, long millis) {}

  private static final List<Unit> UNITS =
      List.of(
          new Unit("day", 86_400_000),
          new Unit("hour", 3_600_000),
          new Unit("minute", 60_000),
          new Unit("second", 1_000));

  private void report(DiagnosticKind kind, Origin origin, Object... arguments) {
    sink.report(kind, origin.source(), origin.span(), arguments);
  }
}
