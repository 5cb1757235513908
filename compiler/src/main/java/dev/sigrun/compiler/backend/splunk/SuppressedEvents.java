package dev.sigrun.compiler.backend.splunk;

import static dev.sigrun.compiler.backend.splunk.spl.SplExpression.call;
import static dev.sigrun.compiler.backend.splunk.spl.SplExpression.number;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.splunk.spl.SplCommand;
import dev.sigrun.compiler.backend.splunk.spl.SplExpression;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.ir.NamedField;
import dev.sigrun.compiler.ir.Suppression;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * Keeps the first event of each group. Rules of type {@code query} have a group for each value of a
 * field, all others one for all of its values together, as in Kibana.
 */
final class SuppressedEvents {
  private static final DiagnosticKind LONG_SUPPRESSION =
      DiagnosticKind.warning(
          "SPL055",
          "One event of each group is kept in the whole searched time range, which is longer"
              + " than the suppression of %s seconds.");
  private static final DiagnosticKind ONE_RUN =
      DiagnosticKind.warning(
          "SPL059",
          "Within one run, the first event of each group is kept; suppression between runs is"
              + " left to the saved search.");

  private static final SplExpression MISSING = new SplExpression.Text("(missing)");

  /** Between the values of a group. */
  private static final SplExpression AND = new SplExpression.Text(" (and) ");

  private final AnalyzedRule rule;
  private final Suppression suppression;
  private final Function<NamedField, SplExpression.Field> fields;
  private final Reasons reasons;
  private final List<SplCommand> commands = new ArrayList<>();

  /**
   * The events of {@code rule}.
   *
   * @param fields the fields of groups as they are called in Splunk
   */
  SuppressedEvents(
      AnalyzedRule rule,
      Suppression suppression,
      Function<NamedField, SplExpression.Field> fields,
      Reasons reasons) {
    this.rule = rule;
    this.suppression = suppression;
    this.fields = fields;
    this.reasons = reasons;
  }

  /** The commands after events in this order; events that belong to no group are all kept. */
  List<SplCommand> write(Pipes.Order before) {
    state();
    List<String> by = JoinKeys.names(suppression.fields().size());
    boolean grouped = !suppression.eachWithoutField();
    commands.addAll(Pipes.ordered("_time", before, Pipes.Order.OLDEST_FIRST));
    if (!grouped) {
      commands.addAll(SplCommand.numbered("sg_event"));
    }
    boolean byValue = suppression.grouping() == Suppression.Grouping.ELEMENTS;
    List<SplExpression> missing = new ArrayList<>();
    for (int i = 0; i < by.size(); i++) {
      SplExpression.Field field = fields.apply(suppression.fields().get(i));
      missing.add(call("isnull", field));
      SplExpression values = call("mvdedup", field);
      SplExpression group = byValue ? values : call("mvjoin", call("mvsort", values), AND);
      commands.add(new SplCommand.Eval(by.get(i), call("coalesce", group, MISSING)));
    }
    if (!grouped) {
      SplExpression own = new SplExpression.Field("sg_event");
      commands.add(
          new SplCommand.Eval("sg_alone", call("if", SplExpression.any(missing), own, number(0))));
    }
    if (byValue) {
      by.forEach(name -> commands.add(new SplCommand.Expand(name)));
    }
    commands.add(new SplCommand.Dedup(grouped ? by : and(by, "sg_alone")));
    commands.add(new SplCommand.DropHelpers());
    return commands;
  }

  private static List<String> and(List<String> names, String more) {
    List<String> all = new ArrayList<>(names);
    all.add(more);
    return all;
  }

  private void state() {
    reasons.note(ONE_RUN, rule.rule().nameOrigin());
    Duration window = suppression.window();
    if (!suppression.untilNextRun() && window.compareTo(rule.timing().lookBack()) < 0) {
      reasons.approximate(
          Fidelity.MAY_MATCH_LESS, LONG_SUPPRESSION, rule.rule().nameOrigin(), window.toSeconds());
    }
  }
}
