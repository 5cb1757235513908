package dev.sigrun.proof.spl;

import dev.sigrun.proof.spl.eval.RelativeTime;
import dev.sigrun.proof.spl.eval.Row;
import dev.sigrun.proof.spl.eval.SplException;
import dev.sigrun.proof.spl.eval.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Commands that keep, drop and rename fields, and rows by them. */
final class FieldCommands {
  private FieldCommands() {}

  /** Keeps this many rows of each combination; rows that lack a field are dropped. */
  static Command dedup(String text) {
    Words words = new Words(text);
    int most = 1;
    List<String> fields = new ArrayList<>();
    boolean first = true;
    while (words.more()) {
      if (words.option() || words.ahead(0, "sortby")) {
        throw new SplException("Options of dedup are not supported: " + text);
      }
      String name = words.name();
      if (first && name.matches("[0-9]+")) {
        most = Words.count(name);
      } else {
        fields.add(name);
      }
      first = false;
      words.accept(",");
    }
    int limit = most;
    return rows -> {
      Map<List<String>, Integer> seen = new HashMap<>();
      List<Row> kept = new ArrayList<>();
      for (Row row : rows) {
        List<String> key = Groups.key(row, fields);
        if (key != null && seen.merge(key, 1, Integer::sum) <= limit) {
          kept.add(row);
        }
      }
      return kept;
    };
  }

  /** Keeps fields, and internal ones, or drops them. */
  static Command fields(String text) {
    boolean drops = text.startsWith("-");
    boolean signed = drops || text.startsWith("+");
    List<Pattern> patterns = patterns(new Words(signed ? text.substring(1) : text).names());
    return rows -> {
      for (Row row : rows) {
        for (String name : row.orderedNames()) {
          boolean named = patterns.stream().anyMatch(p -> p.matcher(name).matches());
          if (drops ? named : !named && !name.startsWith("_")) {
            row.set(name, null);
          }
        }
      }
      return rows;
    };
  }

  /** Rows with these fields alone. */
  static Command table(String text) {
    List<Pattern> patterns = patterns(new Words(text).names());
    return rows -> {
      for (Row row : rows) {
        for (String name : row.orderedNames()) {
          if (patterns.stream().noneMatch(p -> p.matcher(name).matches())) {
            row.set(name, null);
          }
        }
      }
      return rows;
    };
  }

  private static List<Pattern> patterns(List<String> names) {
    if (names.isEmpty()) {
      throw new SplException("A list of fields is expected.");
    }
    return names.stream()
        .map(name -> Pattern.compile(("\\Q" + name + "\\E").replace("*", "\\E.*\\Q")))
        .toList();
  }

  static Command rename(String text) {
    Words words = new Words(text);
    Map<String, String> names = new LinkedHashMap<>();
    while (words.more()) {
      String from = words.name();
      if (!words.acceptKeyword("as") || from.contains("*")) {
        throw new SplException("rename takes names and new names: " + text);
      }
      names.put(from, words.name());
      words.accept(",");
    }
    return rows -> {
      for (Row row : rows) {
        names.forEach(
            (from, to) -> {
              Value value = row.get(from);
              if (value != null) {
                row.set(from, null);
                row.set(to, value);
              }
            });
      }
      return rows;
    };
  }

  static Command fillNull(String text) {
    Words words = new Words(text);
    String filling = "0";
    if (words.option()) {
      String option = words.optionName();
      if (!option.equals("value")) {
        throw new SplException("No option of fillnull: " + option);
      }
      filling = words.name();
    }
    Value value = new Value.Text(filling);
    List<String> named = words.names();
    return rows -> {
      List<String> all =
          rows.stream().flatMap(row -> row.orderedNames().stream()).distinct().toList();
      for (Row row : rows) {
        for (String name : named.isEmpty() ? all : named) {
          if (row.get(name) == null) {
            row.set(name, value);
          }
        }
      }
      return rows;
    };
  }

  /** Rounds numbers and times down to multiples of a span. */
  static Command bin(String text) {
    Words words = new Words(text);
    String field = "";
    String target = "";
    String span = "";
    while (words.more()) {
      if (words.option()) {
        String option = words.optionName();
        if (!option.equals("span")) {
          throw new SplException("The option of bin is not supported: " + option);
        }
        span = words.name();
      } else if (words.acceptKeyword("as")) {
        target = words.name();
      } else {
        field = words.name();
      }
    }
    if (field.isEmpty() || span.isEmpty()) {
      throw new SplException("bin needs a field and a span: " + text);
    }
    String from = field;
    String to = target.isEmpty() ? field : target;
    double size = RelativeTime.span(span);
    return rows -> {
      for (Row row : rows) {
        row.set(to, new Value.Num(Math.floor(SortCommand.number(row, from) / size) * size));
      }
      return rows;
    };
  }

  /** A row for each value of a field; rows without the field stay. */
  static Command expand(String text) {
    Words words = new Words(text);
    String field = words.name();
    words.expectEnd();
    return rows -> {
      List<Row> expanded = new ArrayList<>();
      for (Row row : rows) {
        if (row.get(field) == null) {
          expanded.add(row);
        }
        for (Value value : Value.each(row.get(field))) {
          Row copy = row.copy();
          copy.set(field, value);
          expanded.add(copy);
        }
      }
      return expanded;
    };
  }

  /** One row for all that differ in one field alone. */
  static Command combine(String text) {
    Words words = new Words(text);
    String field = words.name();
    words.expectEnd();
    return rows -> {
      Map<String, Row> combined = new LinkedHashMap<>();
      for (Row row : rows) {
        Row rest = row.copy();
        rest.set(field, null);
        Row known = combined.putIfAbsent(rest.toString(), row);
        if (known != null) {
          known.set(field, Value.joined(known.get(field), row.get(field)));
        }
      }
      return new ArrayList<>(combined.values());
    };
  }

  static Command head(String text) {
    int count = text.isEmpty() ? 10 : Words.count(text);
    return rows -> rows.subList(0, Math.min(count, rows.size()));
  }

  /** The last rows, the last one first. */
  static Command tail(String text) {
    int count = text.isEmpty() ? 10 : Words.count(text);
    return rows -> {
      List<Row> last = new ArrayList<>(rows.subList(Math.max(0, rows.size() - count), rows.size()));
      Collections.reverse(last);
      return last;
    };
  }

  static Command reverse(String text) {
    new Words(text).expectEnd();
    return rows -> {
      List<Row> reversed = new ArrayList<>(rows);
      Collections.reverse(reversed);
      return reversed;
    };
  }
}
