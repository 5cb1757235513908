package dev.sigrun.proof.spl;

import dev.sigrun.proof.spl.eval.Row;
import dev.sigrun.proof.spl.eval.SplException;
import java.util.ArrayList;
import java.util.List;

/** Commands that add what other searches give. */
final class JoinCommands {
  private static final int SUBSEARCH_LIMIT = 10_000;

  private JoinCommands() {}

  static Command append(String text, Commands commands) {
    Words words = new Words(text);
    String search = brackets(words);
    words.expectEnd();
    return rows -> {
      List<Row> all = new ArrayList<>(rows);
      all.addAll(limited(commands.subsearch(search)));
      return all;
    };
  }

  /** Only the first row of the other search that fits counts. */
  static Command join(String text, Commands commands) {
    Words words = new Words(text);
    boolean outer = false;
    while (words.option()) {
      String option = words.optionName();
      String value = words.name();
      if (!option.equals("type")) {
        throw new SplException("The option of join is not supported: " + option);
      }
      outer = value.equals("left") || value.equals("outer");
    }
    boolean keeps = outer;
    List<String> fields = new ArrayList<>();
    while (!words.ahead(0, Word.Kind.BRACKETS)) {
      fields.add(words.name());
      words.accept(",");
    }
    String search = brackets(words);
    words.expectEnd();
    return rows -> joined(rows, limited(commands.subsearch(search)), fields, keeps);
  }

  private static List<Row> joined(
      List<Row> rows, List<Row> others, List<String> fields, boolean keeps) {
    List<Row> joined = new ArrayList<>();
    for (Row row : rows) {
      List<String> key = Groups.key(row, fields);
      boolean found = false;
      for (Row other : others) {
        if (!found && key != null && key.equals(Groups.key(other, fields))) {
          other.orderedNames().forEach(name -> row.set(name, other.get(name)));
          found = true;
        }
      }
      if (found || keeps) {
        joined.add(row);
      }
    }
    return joined;
  }

  static Command multisearch(String text, Commands commands) {
    Words words = new Words(text);
    List<String> searches = new ArrayList<>();
    while (words.more()) {
      searches.add(brackets(words));
    }
    if (searches.size() < 2) {
      throw new SplException("multisearch needs two searches or more.");
    }
    return rows -> {
      List<Row> all = new ArrayList<>();
      searches.forEach(search -> all.addAll(commands.subsearch(search)));
      return all;
    };
  }

  private static String brackets(Words words) {
    Word word = words.next();
    if (word.kind() != Word.Kind.BRACKETS) {
      throw words.unexpected(word);
    }
    return word.text().strip();
  }

  private static List<Row> limited(List<Row> rows) {
    if (rows.size() > SUBSEARCH_LIMIT) {
      throw new SplException("A search in brackets gives more rows than are taken.");
    }
    return rows;
  }
}
