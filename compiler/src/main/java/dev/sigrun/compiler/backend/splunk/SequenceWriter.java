package dev.sigrun.compiler.backend.splunk;

import static dev.sigrun.compiler.backend.splunk.spl.SplExpression.call;
import static dev.sigrun.compiler.backend.splunk.spl.SplExpression.number;
import static dev.sigrun.compiler.backend.splunk.spl.SplExpression.of;

import dev.sigrun.compiler.backend.splunk.JoinKeys.Role;
import dev.sigrun.compiler.backend.splunk.spl.SplCommand;
import dev.sigrun.compiler.backend.splunk.spl.SplExpression;
import dev.sigrun.compiler.backend.splunk.spl.SplExpression.Operator;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.ir.Query;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes sequences as a search that processes the events in order, once for each stage after the
 * first:
 *
 * <ul>
 *   <li>An event has a row for each stage whose condition it satisfies ({@code sg_stage}), the last
 *       stage first, so that it may end one sequence and open another but never continues itself.
 *   <li>{@code sg_open} is the start of the sequence that a row carries to its stage, and -1 where
 *       a row takes the sequence away: it tried the next stage, or it is an {@code until}.
 *   <li>{@code streamstats} gives each row what the last row of its keys left: {@code sg_start}.
 *       Rows that leave nothing are groups of their own, so that the row before is all it has to
 *       look at: without a window of its own it would forget all but the last 10,000 rows.
 * </ul>
 */
final class SequenceWriter {
  private static final DiagnosticKind MISSING_PLACE =
      DiagnosticKind.unsupported(
          "SPL040", "SPL supports a missing-event stage only at the end of a sequence.");
  private static final DiagnosticKind ORDER =
      DiagnosticKind.warning(
          "SPL041",
          "Exact only if no two events with the same keys are in the same millisecond: such"
              + " events count in order of arrival, as far as Splunk preserves it. A mapping"
              + " can name a tiebreaker.");
  private static final DiagnosticKind LATER =
      DiagnosticKind.warning(
          "SPL042",
          "A sequence is found %s seconds after its start: let the search end now and reach"
              + " back longer.");

  /** The time of events that never come, in milliseconds: beyond all that can be written. */
  private static final long NEVER = 9_007_199_254_740_991L;

  private static final SplExpression STAGE = new SplExpression.Field("sg_stage");
  private static final SplExpression TIME = new SplExpression.Field("sg_ms");
  private static final SplExpression START = new SplExpression.Field("sg_start");

  private final Query.Sequence query;
  private final SplunkFields fields;
  private final Reasons reasons;
  private final List<SplCommand> commands = new ArrayList<>();
  private final List<Role> positive = new ArrayList<>();
  private final List<Role> missing = new ArrayList<>();
  private final List<String> keys;

  SequenceWriter(Query.Sequence query, SplunkFields fields, Reasons reasons) {
    this.query = query;
    this.fields = fields;
    this.reasons = reasons;
    this.keys = JoinKeys.names(query.stages().get(0).keys().size());
    for (Query.Stage stage : query.stages()) {
      if (stage.missing()) {
        missing.add(new Role("missing" + (missing.size() + 1), stage));
      } else {
        positive.add(new Role("s" + (positive.size() + 1), stage));
        if (!missing.isEmpty()) {
          reasons.refuse(MISSING_PLACE, stage.origin());
        }
      }
    }
  }

  /** The commands after the selection of possible events. */
  List<SplCommand> write(Optional<String> tiebreaker) {
    if (positive.isEmpty()) {
      reasons.refuse(MISSING_PLACE, query.origin());
      return List.of();
    }
    if (tiebreaker.isEmpty()) {
      reasons.note(ORDER, query.origin());
    }
    roles();
    order(tiebreaker);
    commands.add(new SplCommand.Expand("sg_stage"));
    commands.addAll(new JoinKeys(fields, reasons).ofRoles(all()));
    SplExpression complete = chain();
    if (missing.isEmpty()) {
      commands.add(new SplCommand.Where(complete));
    } else {
      stayMissing(complete);
    }
    finish();
    return commands;
  }

  /** All roles, those first that an event plays first. */
  private List<Role> all() {
    List<Role> all = new ArrayList<>();
    for (int i = positive.size() - 1; i >= 0; i--) {
      all.add(positive.get(i));
    }
    all.addAll(missing);
    query.until().ifPresent(until -> all.add(new Role("until", until)));
    return all;
  }

  private void roles() {
    commands.addAll(JoinKeys.stages(all(), new SplPredicateWriter(fields, reasons)));
  }

  private void order(Optional<String> tiebreaker) {
    commands.add(
        new SplCommand.Eval(
            "sg_ms",
            call("round", of(new SplExpression.Field("_time"), Operator.MULTIPLY, number(1000)))));
    List<String> by = new ArrayList<>(List.of("sg_ms"));
    tiebreaker.ifPresent(
        name -> {
          SplExpression field =
              new SplExpression.Field(fields.nameOf(query.origin(), name, reasons));
          commands.add(
              new SplCommand.Eval(
                  "sg_no_tie", call("if", call("isnull", field), number(1), number(0))));
          commands.add(new SplCommand.Eval("sg_tie", call("coalesce", field, number(0))));
          by.add("sg_no_tie");
          by.add("sg_tie");
        });
    // Splunk has the newest event first: the order of arrival is the other way around.
    commands.add(new SplCommand.Reverse());
    commands.add(new SplCommand.Sort(by));
  }

  /** The role of each stage, repeated ones of their own. */
  private List<Role> steps() {
    List<Role> steps = new ArrayList<>();
    for (int i = 0; i < positive.size(); i++) {
      int times = i == 0 ? 1 : positive.get(i).stage().runs();
      for (int run = 0; run < times; run++) {
        steps.add(positive.get(i));
      }
    }
    return steps;
  }

  /** Goes from stage to stage; the condition is that of rows that complete the last one. */
  private SplExpression chain() {
    List<Role> steps = steps();
    SplExpression arrived = first(steps.get(0));
    SplExpression start = steps.get(0).stage().runs() > 1 ? START : TIME;
    boolean always = steps.size() == 2 && steps.get(0).stage().runs() == 1 && missing.isEmpty();
    for (int i = 1; i < steps.size(); i++) {
      Role next = steps.get(i);
      List<SplExpression> taken = new ArrayList<>(List.of(next.isPlayed()));
      query.until().ifPresent(until -> taken.add(new Role("until", until).isPlayed()));
      commands.add(
          new SplCommand.Eval(
              "sg_open", call("case", arrived, start, SplExpression.any(taken), number(-1))));
      List<String> by = always ? keys : withPresence("sg_open");
      commands.add(
          new SplCommand.Streamstats(
              1, false, List.of(new SplCommand.Aggregate("last", "sg_open", "sg_start")), by));
      SplExpression complete = completes(next);
      if (i == steps.size() - 1) {
        return complete;
      }
      commands.add(new SplCommand.Eval("sg_at", call("if", complete, number(1), number(0))));
      arrived = of(new SplExpression.Field("sg_at"), Operator.EQUAL, number(1));
      start = START;
    }
    if (steps.get(0).stage().runs() == 1) {
      commands.add(new SplCommand.Eval("sg_start", TIME));
    }
    return arrived;
  }

  /** The keys, and whether a row has a value of {@code field}. */
  private List<String> withPresence(String field) {
    commands.add(
        new SplCommand.Eval(
            "sg_part",
            call("if", call("isnull", new SplExpression.Field(field)), number(0), number(1))));
    List<String> by = new ArrayList<>(keys);
    by.add("sg_part");
    return by;
  }

  private SplExpression completes(Role role) {
    List<SplExpression> terms = new ArrayList<>();
    terms.add(role.isPlayed());
    terms.add(of(START, Operator.GREATER_OR_EQUAL, number(0)));
    inTime().ifPresent(terms::add);
    return SplExpression.all(terms);
  }

  private Optional<SplExpression> inTime() {
    return query
        .maxSpan()
        .map(
            span ->
                of(
                    of(TIME, Operator.SUBTRACT, START),
                    Operator.LESS_OR_EQUAL,
                    number(span.toMillis())));
  }

  /** The rows at the first stage: every event of it, or the last events of a run. */
  private SplExpression first(Role role) {
    int runs = role.stage().runs();
    if (runs == 1) {
      return role.isPlayed();
    }
    boolean breaks = query.until().isPresent();
    SplCommand.Aggregate counted =
        breaks
            ? new SplCommand.Aggregate("sum", "sg_counts", "sg_run")
            : new SplCommand.Aggregate("count", "", "sg_run");
    commands.add(
        new SplCommand.Streamstats(
            runs,
            true,
            List.of(counted, new SplCommand.Aggregate("first", "sg_ms", "sg_start")),
            breaks ? unbroken(role) : byStage()));
    List<SplExpression> terms = new ArrayList<>();
    terms.add(role.isPlayed());
    terms.add(of(new SplExpression.Field("sg_run"), Operator.EQUAL, number(runs)));
    inTime().ifPresent(terms::add);
    return SplExpression.all(terms);
  }

  private List<String> byStage() {
    List<String> by = new ArrayList<>(keys);
    by.add("sg_stage");
    return by;
  }

  /** Groups of the rows of a run and of those that break it, which count nothing. */
  private List<String> unbroken(Role role) {
    SplExpression until = of(STAGE, Operator.EQUAL, new SplExpression.Text("until"));
    commands.add(
        new SplCommand.Eval(
            "sg_counts", call("case", role.isPlayed(), number(1), until, number(0))));
    return withPresence("sg_counts");
  }

  /**
   * Goes back from later events, key by key, and carries the time of the unwanted one along; those
   * of the same time come after the sequence they end.
   */
  private void stayMissing(SplExpression complete) {
    long span = query.maxSpan().orElseThrow().toMillis();
    reasons.note(LATER, query.origin(), (span + 999) / 1000);
    List<SplExpression> unwanted = missing.stream().map(Role::isPlayed).toList();
    SplExpression isUnwanted = SplExpression.any(unwanted);
    commands.add(new SplCommand.Eval("sg_done", call("if", complete, number(1), number(0))));
    commands.add(new SplCommand.Eval("sg_rank", call("if", isUnwanted, number(2), number(1))));
    if (!keys.isEmpty()) {
      commands.add(
          new SplCommand.Where(
              SplExpression.all(
                  keys.stream()
                      .map(key -> call("isnotnull", new SplExpression.Field(key)))
                      .toList())));
    }
    List<String> order = new ArrayList<>();
    keys.forEach(key -> order.add("str(" + key + ")"));
    order.addAll(List.of("-sg_ms", "sg_rank"));
    commands.add(new SplCommand.Sort(order));
    commands.add(
        new SplCommand.Streamstats(
            1, false, List.of(new SplCommand.Aggregate("last", "sg_ms", "sg_later")), keys));
    commands.add(
        new SplCommand.Eval(
            "sg_next",
            call(
                "case",
                isUnwanted,
                TIME,
                call("isnull", new SplExpression.Field("sg_later")),
                number(NEVER))));
    commands.add(new SplCommand.FillDown("sg_next"));
    SplExpression next = new SplExpression.Field("sg_next");
    List<SplExpression> terms = new ArrayList<>();
    terms.add(of(new SplExpression.Field("sg_done"), Operator.EQUAL, number(1)));
    terms.add(of(of(next, Operator.SUBTRACT, START), Operator.GREATER, number(span)));
    // Until then the event that must stay missing may still come.
    terms.add(
        of(
            of(START, Operator.ADD, number(span)),
            Operator.LESS,
            of(call("now"), Operator.MULTIPLY, number(1000))));
    commands.add(new SplCommand.Where(SplExpression.all(terms)));
  }

  private void finish() {
    commands.addAll(Pipes.commands(query.pipes(), "sg_ms", Pipes.Order.OLDEST_FIRST));
    commands.add(
        new SplCommand.Eval(
            "sequence_start", of(START, SplExpression.Operator.DIVIDE, number(1000))));
    commands.add(new SplCommand.DropHelpers());
  }
}
