package dev.sigrun.compiler.backend.elasticsearch.dsl;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.AlertSettings;
import dev.sigrun.compiler.backend.ExportOptions;
import dev.sigrun.compiler.backend.Rendering;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.language.ParsedQuery;
import dev.sigrun.compiler.rule.Rule;
import java.util.function.Supplier;

/** Common code of back ends that export the meaning of a rule's query. */
public final class QueryExport {
  private QueryExport() {}

  /** Writes a query, and says what it cannot say. */
  @FunctionalInterface
  public interface Writer<T> {
    /**
     * Writes {@code query}, whose fields have their names in the target system.
     *
     * @return the content, which is not used if the rule is refused
     */
    Supplier<T> write(Query query, Reasons reasons);
  }

  /** Returns what {@code writer} writes for {@code rule}. */
  public static <T> Rendering<T> of(AnalyzedRule rule, ExportOptions options, Writer<T> writer) {
    Reasons reasons = settings(rule.rule());
    if (!rule.parsed().map(ParsedQuery::isTypedBySchema).orElse(true)) {
      IndexTypes.check(rule.query(), options.schema(), reasons);
    }
    Query query = options.mapping().apply(rule.query(), reasons).query();
    CostlyPatterns.state(query, reasons);
    return Rendering.of(rule.rule(), reasons, writer.write(query, reasons));
  }

  /** Reports settings of the rule that a query cannot contain. */
  public static Reasons settings(Rule rule) {
    Reasons reasons = Reasons.none();
    AlertSettings.noteExceptions(rule, reasons);
    AlertSettings.noteSuppression(rule, reasons);
    return reasons;
  }
}
