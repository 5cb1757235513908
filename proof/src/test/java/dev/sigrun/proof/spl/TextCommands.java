package dev.sigrun.proof.spl;

import dev.sigrun.proof.spl.eval.JsonFields;
import dev.sigrun.proof.spl.eval.Pcre;
import dev.sigrun.proof.spl.eval.Row;
import dev.sigrun.proof.spl.eval.SplException;
import dev.sigrun.proof.spl.eval.Value;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Commands that look into texts. */
final class TextCommands {
  private static final Pattern GROUP = Pattern.compile("\\(\\?P?<([A-Za-z][A-Za-z0-9_]*)>");

  private TextCommands() {}

  /** Makes fields of the groups that a regular expression names. */
  static Command rex(String text) {
    Words words = new Words(text);
    String field = "_raw";
    while (words.option()) {
      String option = words.optionName();
      if (!option.equals("field")) {
        throw new SplException("The option of rex is not supported: " + option);
      }
      field = words.name();
    }
    String regex = words.name();
    words.expectEnd();
    String from = field;
    Map<String, String> groups = new LinkedHashMap<>();
    Matcher names = GROUP.matcher(regex);
    // Java takes no underscores in names of groups.
    String java =
        names.replaceAll(
            found -> {
              String plain = "g" + groups.size();
              groups.put(found.group(1), plain);
              return "(?<" + plain + ">";
            });
    if (groups.isEmpty()) {
      throw new SplException("rex needs a group with a name: " + regex);
    }
    return rows -> {
      for (Row row : rows) {
        for (Value value : Value.each(row.get(from))) {
          Matcher matcher = Pcre.of(java).matcher(value.text());
          if (matcher.find()) {
            groups.forEach(
                (name, plain) ->
                    Optional.ofNullable(matcher.group(plain))
                        .ifPresent(g -> row.set(name, new Value.Text(Pcre.restored(g)))));
          }
        }
      }
      return rows;
    };
  }

  /** Keeps the rows with a value that matches, or without one. */
  static Command regex(String text) {
    Words words = new Words(text);
    String field = words.name();
    String operator = words.next().text();
    String regex = words.name();
    words.expectEnd();
    boolean wanted = operator.equals("=");
    if (!wanted && !operator.equals("!=")) {
      throw new SplException("regex compares with = or !=: " + text);
    }
    return rows ->
        rows.stream()
            .filter(
                row -> row.texts(field).stream().anyMatch(v -> Pcre.of(regex).finds(v)) == wanted)
            .toList();
  }

  /** Makes fields of JSON. */
  static Command spath(String text) {
    Words words = new Words(text);
    Map<String, String> options = new LinkedHashMap<>();
    while (words.more()) {
      String name = words.option() ? words.optionName() : "path";
      options.put(name, words.name());
    }
    String input = options.getOrDefault("input", "_raw");
    return rows -> {
      for (Row row : rows) {
        Value source = row.get(input);
        if (source != null) {
          Map<String, Value> fields = JsonFields.all(source.text());
          String path = options.get("path");
          if (path == null) {
            fields.forEach(row::set);
          } else {
            row.set(options.getOrDefault("output", path), fields.get(path));
          }
        }
      }
      return rows;
    };
  }
}
