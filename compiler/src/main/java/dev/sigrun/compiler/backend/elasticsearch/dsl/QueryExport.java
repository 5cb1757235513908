package dev.sigrun.compiler.backend.elasticsearch.dsl;

import dev.sigrun.compiler.backend.AlertSettings;
import dev.sigrun.compiler.backend.Export;
import dev.sigrun.compiler.backend.Exportable;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.fidelity.Reason;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.mapping.FieldMapping;
import dev.sigrun.compiler.ir.Query;
import java.util.function.Supplier;

/** The frame of targets that write what the query of a rule means. */
public final class QueryExport {
  private QueryExport() {}

  /** Writes a query, and says what it cannot say. */
  @FunctionalInterface
  public interface Writer {
    /**
     * Writes {@code query}, whose fields are called as they are there.
     *
     * @return the text, which is not asked for if the rule is refused
     */
    Supplier<String> write(Query query, Reasons reasons);
  }

  /** What {@code writer} makes of {@code rule}; a refusal if its query is not analysed. */
  public static Export of(Exportable rule, FieldMapping mapping, Writer writer) {
    Reasons reasons = Reasons.none();
    if (rule.query().isEmpty()) {
      rule.unsupported()
          .ifPresent(diagnostic -> reasons.add(new Reason(Fidelity.REFUSED, diagnostic)));
      return Export.of(rule, reasons, () -> "");
    }
    noteSettings(rule, reasons);
    Query query = mapping.apply(rule.query().get(), reasons).query();
    CostlyPatterns.state(query, reasons);
    return Export.of(rule, reasons, writer.write(query, reasons));
  }

  /** Says which settings of the rule the text does not hold. */
  public static void noteSettings(Exportable rule, Reasons reasons) {
    AlertSettings.noteExceptions(rule.rule(), reasons);
    AlertSettings.noteSuppression(rule.rule(), reasons);
  }
}
