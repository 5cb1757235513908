package dev.sigrun.compiler.ir;

import dev.sigrun.compiler.ir.row.Aggregate;
import dev.sigrun.compiler.ir.row.Column;
import dev.sigrun.compiler.ir.row.EndingRows;
import dev.sigrun.compiler.ir.row.RowPipeline;
import dev.sigrun.compiler.ir.row.RowStep;
import dev.sigrun.compiler.source.Origin;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What becomes of all rows of a window, stage by stage.
 *
 * @param start the rows of events, of which each counts by itself. Their outputs are the columns
 *     that the first stage reads or leaves as they are, then if rows count only until some time,
 *     that time. If the first step that groups has keys and does not join back, the outputs are as
 *     of {@link Aggregation#grouped()}, and the rows are grouped by it before the first stage
 * @param first that step; empty if the first stage gets the rows of events
 * @param stages in order
 * @param end the steps after the last stage; without outputs if only the events are of interest
 */
public record RowStages(
    EventRows start, Optional<RowStep.Group> first, List<Stage> stages, RowPipeline end) {
  /**
   * A step that groups rows.
   *
   * @param rows what happens to each row up to it. Its outputs are the keys, then the arguments of
   *     the aggregates as of {@link Aggregation#grouped()}, then what stays of the row if the step
   *     joins back
   * @param joined what each group adds to its rows, if the step joins back; its inputs are the
   *     keys, then the aggregates
   */
  public record Stage(
      Origin origin,
      List<RowStep.Compute> keys,
      List<Aggregate> aggregates,
      RowPipeline rows,
      Optional<RowPipeline> joined) {
    /** Copies the lists. */
    public Stage {
      keys = List.copyOf(keys);
      aggregates = List.copyOf(aggregates);
    }
  }

  /** Copies the list. */
  public RowStages {
    stages = List.copyOf(stages);
  }

  /** The stages of an aggregation that is staged. */
  public static RowStages of(Aggregation query) {
    return new Division(query).stages();
  }

  /** All columns that rows have where they are kept or grouped, and at the end. */
  public Stream<Column> columns() {
    return Stream.concat(
        start.pipeline().outputs().stream(),
        Stream.concat(
            stages.stream()
                .flatMap(
                    stage ->
                        Stream.concat(
                            stage.rows().outputs().stream(),
                            stage.joined().stream().flatMap(j -> j.outputs().stream()))),
            end.outputs().stream()));
  }

  /** All aggregates of all steps. */
  public Stream<Aggregate> aggregates() {
    return Stream.concat(
        first.stream().flatMap(group -> group.aggregates().stream()),
        stages.stream().flatMap(stage -> stage.aggregates().stream()));
  }

  /** Whether the time at which the query is asked matters after the rows were kept. */
  public boolean asksForNow() {
    return end.asksForNow()
        || stages.stream()
            .anyMatch(
                stage ->
                    stage.rows().asksForNow()
                        || stage.joined().filter(RowPipeline::asksForNow).isPresent());
  }

  /** Divides the steps of a query. */
  private static final class Division {
    private final EventRows rows;
    private final List<RowStep> steps;
    private final List<Column> outputs;
    private final List<Integer> places = new ArrayList<>();
    private int size;

    Division(Aggregation query) {
      this.rows = query.rows();
      this.steps = rows.pipeline().steps();
      this.outputs = query.isAboutEvents() ? List.of() : rows.pipeline().outputs();
      this.size = rows.pipeline().size();
      for (int i = 0; i < steps.size(); i++) {
        if (steps.get(i) instanceof RowStep.Group || steps.get(i) instanceof RowStep.JoinBack) {
          places.add(i);
        }
      }
    }

    RowStages stages() {
      int place = places.get(0);
      boolean groupsFirst =
          steps.get(place) instanceof RowStep.Group group && !group.keys().isEmpty();
      EventRows start = groupsFirst ? Aggregation.grouped(rows) : kept(place);
      List<Column> columns = new ArrayList<>();
      if (groupsFirst) {
        columns.addAll(steps.get(place).targets());
      } else {
        columns.addAll(live(available(place), place));
      }
      List<Stage> stages = new ArrayList<>();
      int from = groupsFirst ? place + 1 : place;
      for (int next : places.subList(groupsFirst ? 1 : 0, places.size())) {
        Stage stage = stage(columns, from, next);
        stages.add(stage);
        columns = after(next, stage);
        from = next + 1;
      }
      RowPipeline end = new RowPipeline(columns, steps.subList(from, steps.size()), outputs, size);
      Optional<RowStep.Group> first =
          groupsFirst ? Optional.of((RowStep.Group) steps.get(place)) : Optional.empty();
      return new RowStages(start, first, stages, end);
    }

    /** The rows of events with the columns that are read from {@code place} on. */
    private EventRows kept(int place) {
      EndingRows ending = EndingRows.of(steps.subList(0, place));
      List<RowStep> before = new ArrayList<>(ending.steps());
      List<Column> kept = new ArrayList<>();
      Set<String> names = new HashSet<>();
      live(available(place), place).forEach(each -> kept.add(Aggregation.unique(each, names)));
      Origin origin = steps.get(place).origin();
      int next = Aggregation.end(ending, origin, size, before, kept, names);
      return new EventRows(
          new RowPipeline(rows.pipeline().inputs(), before, kept, next),
          rows.fields(),
          rows.tests());
    }

    /** The columns of events that exist before a place at which nothing was grouped. */
    private List<Column> available(int place) {
      List<Column> columns = new ArrayList<>(rows.pipeline().inputs());
      steps.subList(0, place).forEach(step -> columns.addAll(step.targets()));
      return columns;
    }

    /** Those of some columns that steps from {@code place} on read, or that are shown. */
    private List<Column> live(Collection<Column> columns, int place) {
      Set<Integer> read = new HashSet<>();
      outputs.forEach(column -> read.add(column.number()));
      for (RowStep step : steps.subList(place, steps.size())) {
        step.read().forEach(column -> read.add(column.number()));
      }
      return columns.stream().filter(column -> read.contains(column.number())).toList();
    }

    private Stage stage(List<Column> columns, int from, int place) {
      RowStep step = steps.get(place);
      Optional<RowStep.JoinBack> join =
          step instanceof RowStep.JoinBack each ? Optional.of(each) : Optional.empty();
      List<RowStep.Compute> keys = join.map(RowStep.JoinBack::keys).orElseGet(() -> keys(step));
      List<Aggregate> aggregates =
          join.map(RowStep.JoinBack::aggregates).orElseGet(() -> aggregates(step));
      List<RowStep> more = new ArrayList<>(steps.subList(from, place));
      List<Column> made = new ArrayList<>();
      Set<String> names = new HashSet<>();
      for (RowStep.Compute key : keys) {
        more.add(key);
        made.add(Aggregation.unique(key.target(), names));
      }
      int next = Aggregation.arguments(aggregates, size, more, made, names);
      if (join.isPresent()) {
        staying(columns, from, place, keys).forEach(c -> made.add(Aggregation.unique(c, names)));
      }
      RowPipeline pipeline = new RowPipeline(columns, more, made, next);
      return new Stage(
          step.origin(), keys, aggregates, pipeline, join.map(each -> joined(each, place)));
    }

    private static List<RowStep.Compute> keys(RowStep step) {
      return ((RowStep.Group) step).keys();
    }

    private static List<Aggregate> aggregates(RowStep step) {
      return ((RowStep.Group) step).aggregates();
    }

    /** The columns of a row that are read after its group was joined. */
    private List<Column> staying(
        List<Column> columns, int from, int place, List<RowStep.Compute> keys) {
      List<Column> all = new ArrayList<>(columns);
      steps.subList(from, place).forEach(step -> all.addAll(step.targets()));
      keys.forEach(key -> all.add(key.target()));
      return live(all, place + 1);
    }

    private RowPipeline joined(RowStep.JoinBack join, int place) {
      List<Column> inputs = new ArrayList<>();
      join.keys().forEach(key -> inputs.add(key.target()));
      join.aggregates().forEach(aggregate -> inputs.add(aggregate.target()));
      Set<String> names = new HashSet<>();
      List<Column> added =
          live(join.joined(), place + 1).stream()
              .map(column -> Aggregation.unique(column, names))
              .toList();
      return new RowPipeline(inputs, List.copyOf(join.results()), added, size);
    }

    /** The columns behind a stage: what stays of rows and what groups add, or the groups. */
    private List<Column> after(int place, Stage stage) {
      if (stage.joined().isEmpty()) {
        return steps.get(place).targets();
      }
      int made = stage.keys().size() + stage.aggregates().size();
      List<Column> outputs = stage.rows().outputs();
      List<Column> columns = new ArrayList<>(outputs.subList(made, outputs.size()));
      columns.addAll(stage.joined().get().outputs());
      return columns;
    }
  }
}
