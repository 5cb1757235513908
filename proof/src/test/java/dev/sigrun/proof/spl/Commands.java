package dev.sigrun.proof.spl;

import dev.sigrun.proof.spl.eval.EvalParser;
import dev.sigrun.proof.spl.eval.Evaluator;
import dev.sigrun.proof.spl.eval.Expr;
import dev.sigrun.proof.spl.eval.RelativeTime;
import dev.sigrun.proof.spl.eval.Row;
import dev.sigrun.proof.spl.eval.SplException;
import dev.sigrun.proof.spl.eval.UndocumentedException;
import dev.sigrun.proof.spl.eval.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/** The commands by their names, for one search. */
final class Commands {
  /** Those that create rows, and come first. */
  private static final Set<String> GENERATING = Set.of("inputlookup", "makeresults", "multisearch");

  private static final Map<String, BiFunction<String, Commands, Command>> READERS =
      Map.ofEntries(
          Map.entry("search", Commands::search),
          Map.entry("where", Commands::where),
          Map.entry("eval", Commands::eval),
          Map.entry("stats", (text, c) -> StatsCommand.read(text, c.now())),
          Map.entry("eventstats", (text, c) -> EventStatsCommand.read(text, c.now())),
          Map.entry("streamstats", (text, c) -> StreamStatsCommand.read(text, c.now())),
          Map.entry("sort", (text, c) -> SortCommand.read(text)),
          Map.entry("dedup", (text, c) -> FieldCommands.dedup(text)),
          Map.entry("fields", (text, c) -> FieldCommands.fields(text)),
          Map.entry("table", (text, c) -> FieldCommands.table(text)),
          Map.entry("rename", (text, c) -> FieldCommands.rename(text)),
          Map.entry("fillnull", (text, c) -> FieldCommands.fillNull(text)),
          Map.entry("bin", (text, c) -> FieldCommands.bin(text)),
          Map.entry("bucket", (text, c) -> FieldCommands.bin(text)),
          Map.entry("mvexpand", (text, c) -> FieldCommands.expand(text)),
          Map.entry("mvcombine", (text, c) -> FieldCommands.combine(text)),
          Map.entry("head", (text, c) -> FieldCommands.head(text)),
          Map.entry("tail", (text, c) -> FieldCommands.tail(text)),
          Map.entry("reverse", (text, c) -> FieldCommands.reverse(text)),
          Map.entry("accum", (text, c) -> RunningCommands.accum(text)),
          Map.entry("filldown", (text, c) -> RunningCommands.fillDown(text)),
          Map.entry("rex", (text, c) -> TextCommands.rex(text)),
          Map.entry("regex", (text, c) -> TextCommands.regex(text)),
          Map.entry("spath", (text, c) -> TextCommands.spath(text)),
          Map.entry("addinfo", Commands::addInfo),
          Map.entry("makeresults", Commands::makeResults),
          Map.entry("append", (text, c) -> JoinCommands.append(text, c)),
          Map.entry("join", (text, c) -> JoinCommands.join(text, c)),
          Map.entry("multisearch", (text, c) -> JoinCommands.multisearch(text, c)),
          Map.entry("lookup", (text, c) -> LookupCommands.lookup(text, c.engine)),
          Map.entry("inputlookup", (text, c) -> LookupCommands.input(text, c.engine)),
          Map.entry("outputlookup", (text, c) -> LookupCommands.output(text, c.engine)));

  private final SplEngine engine;
  private final double earliest;
  private final double latest;

  Commands(SplEngine engine, double earliest, double latest) {
    this.engine = engine;
    this.earliest = earliest;
    this.latest = latest;
  }

  double now() {
    return engine.now();
  }

  /** The events that the first, implicit command {@code search} finds. */
  List<Row> retrieve(String condition) {
    String text = condition.replaceFirst("^search\\s+", "");
    SearchParser.Parsed parsed = SearchParser.parse(text, this::condition);
    double from = time(parsed, "earliest", earliest);
    double to = time(parsed, "latest", latest);
    List<Row> found = new ArrayList<>();
    for (Row row : engine.newestFirst()) {
      double time = SortCommand.number(row, "_time");
      if (time >= from && time < to && parsed.condition().test(row)) {
        found.add(row);
      }
    }
    return found;
  }

  private double time(SearchParser.Parsed parsed, String name, double otherwise) {
    String modifier = parsed.times().get(name);
    return modifier == null ? otherwise : RelativeTime.resolve(modifier, engine.now());
  }

  /** The result of applying a command to rows. */
  List<Row> run(String command, List<Row> rows, boolean first) {
    String name = command.split("\\s", 2)[0];
    String text = command.substring(name.length()).strip();
    BiFunction<String, Commands, Command> reader = READERS.get(name);
    if (reader == null) {
      throw new SplException("The command is not supported: " + command);
    }
    if (first && name.equals("search")) {
      return retrieve(text);
    }
    boolean appends = name.equals("inputlookup") && text.startsWith("append=");
    if (first != GENERATING.contains(name) && !appends) {
      throw new SplException("The command is in the wrong place: " + command);
    }
    return reader.apply(text, this).run(rows);
  }

  /** The result of another search over the same time range. */
  List<Row> subsearch(String text) {
    return engine.pipeline(text, earliest, latest);
  }

  /**
   * The condition that a search in brackets is replaced by: one of its rows, with all its fields.
   */
  private SearchExpr condition(String text) {
    List<SearchExpr> rows = new ArrayList<>();
    for (Row row : subsearch(text)) {
      List<SearchExpr> fields = new ArrayList<>();
      for (String name : row.orderedNames()) {
        if (!name.startsWith("_")) {
          List<SearchExpr> values =
              row.texts(name).stream()
                  .<SearchExpr>map(v -> new SearchExpr.Compare(name, "=", v, false))
                  .toList();
          fields.add(new SearchExpr.Or(values));
        }
      }
      rows.add(new SearchExpr.And(fields));
    }
    return new SearchExpr.Or(rows);
  }

  private static Command search(String text, Commands commands) {
    SearchParser.Parsed parsed = SearchParser.parse(text, commands::condition);
    if (!parsed.times().isEmpty()) {
      throw new UndocumentedException("a time modifier in a search that is not the first command");
    }
    return rows -> rows.stream().filter(parsed.condition()::test).toList();
  }

  private static Command where(String text, Commands commands) {
    Expr condition = EvalParser.parse(text);
    return rows ->
        rows.stream()
            .filter(row -> new Evaluator(row, commands.now()).isTrue(condition))
            .collect(Collectors.toList());
  }

  private static Command eval(String text, Commands commands) {
    Map<String, Expr> assignments = EvalParser.assignments(text);
    return rows -> {
      for (Row row : rows) {
        Evaluator evaluator = new Evaluator(row, commands.now());
        assignments.forEach((field, value) -> row.set(field, evaluator.eval(value)));
      }
      return rows;
    };
  }

  private static Command addInfo(String text, Commands commands) {
    new Words(text).expectEnd();
    return rows -> {
      for (Row row : rows) {
        row.set("info_min_time", new Value.Num(commands.earliest));
        row.set("info_max_time", new Value.Num(commands.latest));
        row.set("info_search_time", new Value.Num(commands.now()));
      }
      return rows;
    };
  }

  private static Command makeResults(String text, Commands commands) {
    new Words(text).expectEnd();
    return rows -> {
      Row row = new Row();
      row.set("_time", new Value.Num(Math.floor(commands.now())));
      return List.of(row);
    };
  }
}
