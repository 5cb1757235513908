package dev.sigrun.compiler.ir;

import dev.sigrun.compiler.ir.row.Aggregate;
import dev.sigrun.compiler.ir.row.Column;
import dev.sigrun.compiler.ir.row.EndingRows;
import dev.sigrun.compiler.ir.row.RowExpression;
import dev.sigrun.compiler.ir.row.RowPipeline;
import dev.sigrun.compiler.ir.row.RowStep;
import dev.sigrun.compiler.ir.row.RowType;
import dev.sigrun.compiler.source.Origin;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Groups of rows that the events of a window of time make, of which rows stay, or rows to which
 * their groups are joined back. The window is that of the rule.
 *
 * @param predicate the events that make rows: of those of which some row is grouped, those that the
 *     filters of the rule leave
 * @param rows with a step that groups or joins back
 * @param showsRows whether the rows that stay are shown, also those that come from one event each;
 *     if not, the events of the latter are
 */
public record Aggregation(Origin origin, Predicate predicate, EventRows rows, boolean showsRows)
    implements Query {
  /** Refuses rows of which each comes from one event alone. */
  public Aggregation {
    if (rows.pipeline().isByEvent()) {
      throw new IllegalArgumentException("Rows are not grouped: " + rows.pipeline().steps());
    }
  }

  /** One that finds events where a row comes from one event. */
  public Aggregation(Origin origin, Predicate predicate, EventRows rows) {
    this(origin, predicate, rows, false);
  }

  /** Whether what is found are events, since no step replaces rows by groups. */
  public boolean isAboutEvents() {
    return !showsRows && groups(rows).isEmpty();
  }

  /**
   * Whether all groups of a window are needed at once: unless rows are grouped once, or a second
   * time by some of the first keys. What happens then is in {@link RowStages}.
   */
  public boolean isStaged() {
    List<RowStep.Group> groups = groups(rows);
    boolean joins = rows.pipeline().steps().stream().anyMatch(RowStep.JoinBack.class::isInstance);
    boolean isOnce = groups.size() == 1;
    return joins || !(isOnce || (groups.size() == 2 && regroups(groups.get(0), groups.get(1))));
  }

  /** Whether a step groups the groups of another one by some of their keys, which are as before. */
  private static boolean regroups(RowStep.Group first, RowStep.Group second) {
    return !first.keys().isEmpty()
        && second.keys().stream().allMatch(key -> place(first, key).isPresent());
  }

  /** The place of a key of the second step among those of the first one. */
  private static OptionalInt place(RowStep.Group first, RowStep.Compute key) {
    return key.value() instanceof RowExpression.Cell cell
        ? IntStream.range(0, first.keys().size())
            .filter(i -> first.keys().get(i).target().number() == cell.column().number())
            .findFirst()
        : OptionalInt.empty();
  }

  private static List<RowStep.Group> groups(EventRows rows) {
    return rows.pipeline().steps().stream()
        .filter(RowStep.Group.class::isInstance)
        .map(RowStep.Group.class::cast)
        .toList();
  }

  /** The first step that groups, of which there is one unless {@link #isStaged}. */
  public RowStep.Group group() {
    return groups(rows).get(0);
  }

  /** The step that makes the groups of which rows stay, if it is not {@link #isStaged}. */
  public RowStep.Group last() {
    List<RowStep.Group> groups = groups(rows);
    return groups.get(groups.size() - 1);
  }

  /** The keys of what is found: those of the last step that replaces rows by groups. */
  public List<RowStep.Compute> keys() {
    return groups(rows).isEmpty() ? List.of() : last().keys();
  }

  /** Whether the groups are grouped again, by some of their keys. */
  public boolean isRegrouped() {
    return !isStaged() && groups(rows).size() > 1;
  }

  /** The places of the last step's keys among those of the first one, if groups are regrouped. */
  public List<Integer> regroupedKeys() {
    return last().keys().stream().map(key -> place(group(), key).orElseThrow()).toList();
  }

  /**
   * The steps of a group up to where it is grouped again. Its inputs are the keys, then the
   * aggregates; its outputs the first arguments of the aggregates of the last step, as of {@link
   * #grouped()}.
   */
  public RowPipeline between() {
    RowPipeline pipeline = rows.pipeline();
    List<RowStep> steps =
        new ArrayList<>(pipeline.steps().subList(place(pipeline) + 1, lastPlace(pipeline)));
    List<Column> outputs = new ArrayList<>();
    int size = arguments(last().aggregates(), pipeline.size(), steps, outputs, new HashSet<>());
    return new RowPipeline(inputs(group()), steps, outputs, size);
  }

  /** Adds steps that compute the first arguments of aggregates; the result is the next number. */
  static int arguments(
      List<Aggregate> aggregates,
      int size,
      List<RowStep> steps,
      List<Column> outputs,
      Set<String> names) {
    int next = size;
    for (Aggregate aggregate : aggregates) {
      RowExpression argument = argument(aggregate);
      Column column = new Column(next++, aggregate.target().name(), argument.type());
      steps.add(new RowStep.Compute(aggregate.origin(), column, argument));
      outputs.add(unique(column, names));
    }
    return next;
  }

  /**
   * The rows before they are grouped. Their outputs are the keys, then for each aggregate its first
   * argument: null in rows that its filter leaves out, and true in all others if it has none. If
   * rows count only until some time, that is the last output.
   */
  public EventRows grouped() {
    return isStaged() ? RowStages.of(this).start() : grouped(rows);
  }

  /** The rows before the first step that groups them, which is not one that joins back. */
  static EventRows grouped(EventRows rows) {
    RowPipeline pipeline = rows.pipeline();
    RowStep.Group group = groups(rows).get(0);
    EndingRows ending = EndingRows.of(pipeline.steps().subList(0, place(pipeline)));
    List<RowStep> steps = new ArrayList<>(ending.steps());
    List<Column> outputs = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (RowStep.Compute key : group.keys()) {
      steps.add(key);
      outputs.add(unique(key.target(), names));
    }
    int size = arguments(group.aggregates(), pipeline.size(), steps, outputs, names);
    size = end(ending, group.origin(), size, steps, outputs, names);
    return new EventRows(
        new RowPipeline(pipeline.inputs(), steps, outputs, size), rows.fields(), rows.tests());
  }

  /** Adds the time until which rows count, if there is one; the result is the next number. */
  static int end(
      EndingRows ending,
      Origin origin,
      int size,
      List<RowStep> steps,
      List<Column> outputs,
      Set<String> names) {
    if (ending.end().isEmpty()) {
      return size;
    }
    Column column = new Column(size, "end", RowType.DATE);
    steps.add(new RowStep.Compute(origin, column, ending.end().get()));
    outputs.add(unique(column, names));
    return size + 1;
  }

  /** The column under a name that no other has. */
  static Column unique(Column column, Set<String> names) {
    String name = column.name();
    for (int i = 2; !names.add(name); i++) {
      name = column.name() + " " + i;
    }
    return new Column(column.number(), name, column.type());
  }

  /** Whether rows count only until some time, which the conditions before the groups name. */
  public boolean rowsEnd() {
    RowPipeline pipeline = rows.pipeline();
    return EndingRows.of(pipeline.steps().subList(0, place(pipeline))).end().isPresent();
  }

  private static RowExpression argument(Aggregate aggregate) {
    Origin origin = aggregate.origin();
    RowExpression value =
        aggregate.arguments().isEmpty()
            ? new RowExpression.Constant(origin, RowType.BOOLEAN, List.of(true))
            : aggregate.arguments().get(0);
    return aggregate
        .filter()
        .<RowExpression>map(
            filter ->
                new RowExpression.Case(
                    origin,
                    value.type(),
                    List.of(new RowExpression.Branch(filter, value)),
                    Optional.empty()))
        .orElse(value);
  }

  private static int place(RowPipeline pipeline) {
    int place = 0;
    while (!groups(pipeline.steps().get(place))) {
      place++;
    }
    return place;
  }

  private static boolean groups(RowStep step) {
    return step instanceof RowStep.Group || step instanceof RowStep.JoinBack;
  }

  private static int lastPlace(RowPipeline pipeline) {
    int place = pipeline.steps().size() - 1;
    while (!groups(pipeline.steps().get(place))) {
      place--;
    }
    return place;
  }

  private static List<Column> inputs(RowStep.Group group) {
    List<Column> inputs = new ArrayList<>();
    group.keys().forEach(key -> inputs.add(key.target()));
    group.aggregates().forEach(aggregate -> inputs.add(aggregate.target()));
    return inputs;
  }

  /**
   * The steps of a last group. Its inputs are the keys, then the aggregates; if it is staged, those
   * columns that the last stage leaves.
   */
  public RowPipeline results() {
    if (isStaged()) {
      return RowStages.of(this).end();
    }
    RowPipeline pipeline = rows.pipeline();
    List<RowStep> steps =
        pipeline.steps().subList(lastPlace(pipeline) + 1, pipeline.steps().size());
    return new RowPipeline(inputs(last()), steps, pipeline.outputs(), pipeline.size());
  }

  @Override
  public Shape shape() {
    return Shape.AGGREGATION;
  }

  @Override
  public <R> R accept(Visitor<R> visitor) {
    return visitor.visitAggregation(this);
  }

  @Override
  public String toString() {
    return QueryPrinter.print(this);
  }
}
