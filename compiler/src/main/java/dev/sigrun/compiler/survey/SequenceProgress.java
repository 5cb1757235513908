package dev.sigrun.compiler.survey;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.java.javac.MissingJavaCompilerException;
import dev.sigrun.compiler.ir.NamedField;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.query.QueryProgram;
import dev.sigrun.compiler.query.QuerySearch;
import dev.sigrun.compiler.query.ResultOrder;
import dev.sigrun.compiler.query.UnsupportedQueryException;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.runtime.detector.Key;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.Now;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Finds how far sequences come by searching for their beginnings: the first two stages, the first
 * three, and so on, each as a sequence of its own, so that spans, keys and order count as they do
 * in the rule.
 */
final class SequenceProgress implements GroupProgress {
  private static final int MOST_SHOWN = 3;

  private final Query.Sequence sequence;
  private final List<Beginning> beginnings;
  private long position;

  /** The first stages of the sequence. */
  private record Beginning(int stages, QuerySearch search) {}

  private SequenceProgress(Query.Sequence sequence, List<Beginning> beginnings) {
    this.sequence = sequence;
    this.beginnings = List.copyOf(beginnings);
  }

  static GroupProgress of(AnalyzedRule rule, Query.Sequence sequence, Schema schema, Now now)
      throws MissingJavaCompilerException {
    String time = rule.timing().order().name();
    Optional<String> tiebreaker = rule.timing().tiebreaker(sequence.shape()).map(NamedField::name);
    ResultOrder order = ResultOrder.by(time, tiebreaker, schema);
    List<Beginning> beginnings = new ArrayList<>();
    for (int stages = 1; stages <= sequence.stages().size(); stages++) {
      List<Query.Stage> first = sequence.stages().subList(0, stages);
      int events = first.stream().mapToInt(Query.Stage::runs).sum();
      if (events < 2 || first.stream().allMatch(Query.Stage::missing)) {
        continue;
      }
      Query beginning =
          new Query.Sequence(
              sequence.origin(), sequence.maxSpan(), first, sequence.until(), List.of());
      try {
        QueryProgram program =
            QueryProgram.compile(beginning, time, schema.readingOf(time).dateFormat());
        beginnings.add(new Beginning(stages, QuerySearch.of(program, now, order, 1)));
      } catch (UnsupportedQueryException e) {
        return new None();
      }
    }
    return new SequenceProgress(sequence, beginnings);
  }

  @Override
  public void add(byte[] json, List<Boolean> truths, String source, long line)
      throws EventFormatException {
    position++;
    if (!truths.contains(true)) {
      return;
    }
    for (Beginning beginning : beginnings) {
      beginning.search().select(json, source, line, position).ifPresent(beginning.search()::add);
    }
  }

  @Override
  public List<Level> levels() {
    List<Level> levels = new ArrayList<>();
    Set<Key> further = new LinkedHashSet<>();
    int all = sequence.stages().size();
    for (int i = beginnings.size() - 1; i >= 0; i--) {
      Beginning beginning = beginnings.get(i);
      Set<Key> keys =
          beginning.search().results(OptionalLong.empty()).stream()
              .map(QuerySearch.Result::key)
              .collect(Collectors.toCollection(LinkedHashSet::new));
      keys.removeAll(further);
      further.addAll(keys);
      if (!keys.isEmpty()) {
        levels.add(
            new Level(
                beginning.stages() + " of " + all + " stages",
                beginning.stages() == all,
                keys.stream().limit(MOST_SHOWN).map(this::text).toList(),
                keys.size()));
      }
    }
    return levels;
  }

  /** The values of a group, called by the fields of the first stage. */
  private String text(Key key) {
    List<Query.JoinKey> keys = sequence.stages().get(0).keys();
    return keys.isEmpty()
        ? GroupKeys.ALL
        : IntStream.range(0, keys.size())
            .mapToObj(i -> GroupKeys.text(keys.get(i).field().name(), key.values().get(i)))
            .collect(Collectors.joining(", "));
  }
}
