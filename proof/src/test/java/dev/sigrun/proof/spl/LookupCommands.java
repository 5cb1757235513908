package dev.sigrun.proof.spl;

import dev.sigrun.proof.spl.eval.EvalParser;
import dev.sigrun.proof.spl.eval.Evaluator;
import dev.sigrun.proof.spl.eval.Expr;
import dev.sigrun.proof.spl.eval.Row;
import dev.sigrun.proof.spl.eval.SplException;
import dev.sigrun.proof.spl.eval.UndocumentedException;
import dev.sigrun.proof.spl.eval.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Commands that read and write tables in addition to the events. */
final class LookupCommands {
  private LookupCommands() {}

  /** Adds columns of the lines whose other columns equal fields of a row. */
  static Command lookup(String text, SplEngine engine) {
    Words words = new Words(text);
    String name = words.name();
    Map<String, String> inputs = columns(words);
    boolean fillsOnly = words.acceptKeyword("OUTPUTNEW");
    boolean outputs = fillsOnly || words.acceptKeyword("OUTPUT");
    Map<String, String> results = outputs ? columns(words) : Map.of();
    words.expectEnd();
    if (results.isEmpty()) {
      throw new SplException("A lookup without OUTPUT is not supported: " + text);
    }
    Lookup lookup = engine.lookup(name);
    return rows -> {
      for (Row row : rows) {
        List<Row> lines = lines(lookup, row, inputs);
        results.forEach(
            (column, field) -> {
              if (!fillsOnly || row.get(field) == null) {
                set(row, field, lines, column);
              }
            });
      }
      return rows;
    };
  }

  private static void set(Row row, String field, List<Row> lines, String column) {
    if (lines.isEmpty() && row.get(field) != null) {
      throw new UndocumentedException("what becomes of " + field + " when nothing is found");
    }
    Value all = null;
    for (Row line : lines) {
      all = Value.joined(all, line.get(column));
    }
    row.set(field, all);
  }

  private static List<Row> lines(Lookup lookup, Row row, Map<String, String> inputs) {
    List<Row> lines = new ArrayList<>();
    for (Row line : lookup.rows()) {
      boolean all = true;
      for (Map.Entry<String, String> input : inputs.entrySet()) {
        String value = single(row, input.getValue());
        all = all && value != null && lookup.matches(line, input.getKey(), value);
      }
      if (all) {
        lines.add(line);
      }
    }
    return lines;
  }

  private static @Nullable String single(Row row, String field) {
    List<String> texts = row.texts(field);
    if (texts.size() > 1) {
      throw new UndocumentedException("a lookup by several values of " + field);
    }
    return texts.isEmpty() ? null : texts.get(0);
  }

  /** Columns and the fields that they go with. */
  private static Map<String, String> columns(Words words) {
    Map<String, String> columns = new LinkedHashMap<>();
    while (words.more() && !words.ahead(0, "OUTPUT") && !words.ahead(0, "OUTPUTNEW")) {
      String column = words.name();
      columns.put(column, words.acceptKeyword("as") ? words.name() : column);
      words.accept(",");
    }
    return columns;
  }

  /** The lines of a table, after other rows if they are appended. */
  static Command input(String text, SplEngine engine) {
    Words words = new Words(text);
    boolean appends = append(words);
    Lookup lookup = engine.lookup(words.name());
    Optional<Expr> condition =
        words.acceptKeyword("where")
            ? Optional.of(EvalParser.parse(text.replaceFirst("(?s)^.*?\\bwhere\\b", "")))
            : Optional.empty();
    if (condition.isEmpty()) {
      words.expectEnd();
    }
    return rows -> {
      List<Row> all = new ArrayList<>(appends ? rows : List.of());
      for (Row line : lookup.rows()) {
        if (condition.isEmpty() || new Evaluator(line, engine.now()).isTrue(condition.get())) {
          all.add(line.copy());
        }
      }
      return all;
    };
  }

  /** Writes the rows and hands them on. */
  static Command output(String text, SplEngine engine) {
    Words words = new Words(text);
    boolean appends = append(words);
    String name = words.name();
    words.expectEnd();
    return rows -> {
      List<Row> lines = new ArrayList<>();
      if (engine.hasLookup(name)) {
        Lookup before = engine.lookup(name);
        lines.addAll(appends ? before.rows() : List.of());
        rows.forEach(row -> lines.add(row.copy()));
        engine.write(name, new Lookup(lines, before.caseSensitive(), before.matchTypes()));
      } else {
        rows.forEach(row -> lines.add(row.copy()));
        engine.write(name, Lookup.exact(lines));
      }
      return rows;
    };
  }

  private static boolean append(Words words) {
    boolean appends = false;
    while (words.option()) {
      String option = words.optionName();
      boolean value = Words.truth(words.name());
      if (!option.equals("append")) {
        throw new SplException("The option of a lookup is not supported: " + option);
      }
      appends = value;
    }
    return appends;
  }
}
