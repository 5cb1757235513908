package dev.sigrun.compiler.codes;

import dev.sigrun.compiler.codes.CodeExample.Form;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Complete rule files around the few lines that an example shows. */
final class ExampleFiles {
  private static final String METADATA =
      """
      [metadata]
      creation_date = "2026/01/01"
      updated_date = "2026/01/01"
      maturity = "production"

      [rule]
      """;

  private static final String RULE =
      """
      author = ["Tester"]
      description = "Finds netcat."
      index = ["logs-*"]
      language = "eql"
      name = "Netcat Started"
      query = 'process where process.name == "nc"'
      risk_score = 47
      rule_id = "9a1f4c52-7d0e-4b8a-8a3e-5d6c7b8a9f01"
      severity = "medium"
      type = "eql"
      """;

  private static final String SIGMA =
      """
      title: Netcat Started
      id: 9a1f4c52-7d0e-4b8a-8a3e-5d6c7b8a9f01
      status: test
      description: Finds netcat.
      logsource:
        product: windows
        category: process_creation
      detection:
        sel:
          Image|endswith: '\\nc.exe'
        condition: sel
      level: medium
      """;

  /** Examples with one of these keys show the whole file. */
  private static final Pattern WHOLE = Pattern.compile("(?m)^(- )?(title|name|transformations):");

  private static final Pattern TOML_KEY = Pattern.compile("(?m)^(?=([a-z_]+) *=)");
  private static final Pattern YAML_KEY = Pattern.compile("(?m)^(?=([A-Za-z_]+):)");

  private ExampleFiles() {}

  /** The name of a file of that form. */
  static String name(Form form) {
    return switch (form) {
      case EQL, KUERY, ESQL, RULE, MAPPING, PROJECT -> "example.toml";
      case SIGMA, PIPELINE -> "example.yml";
      case EXCEPTIONS -> "example.exceptions.toml";
      case TEST -> "example.test.toml";
      case SCHEMA -> "example.json";
    };
  }

  /** The file that contains the lines. */
  static String complete(Form form, String lines) {
    return switch (form) {
      case EQL -> rule("query = '''\n" + lines + "\n'''\n");
      case KUERY -> rule(query("kuery", "query", lines));
      case ESQL -> rule(query("esql", "esql", lines));
      case RULE -> rule(lines + "\n");
      case EXCEPTIONS, MAPPING, PIPELINE, PROJECT, SCHEMA, TEST -> lines + "\n";
      case SIGMA -> WHOLE.matcher(lines).find() ? lines : over(SIGMA, lines + "\n", YAML_KEY);
    };
  }

  private static String query(String language, String type, String lines) {
    return "language = \"%s\"\ntype = \"%s\"\nquery = '''\n%s\n'''\n"
        .formatted(language, type, lines);
  }

  /** Keys of the example replace the usual ones; its tables follow. */
  private static String rule(String lines) {
    Matcher table = Pattern.compile("(?m)^\\[").matcher(lines);
    int keys = table.find() ? table.start() : lines.length();
    return METADATA + over(base(lines), lines.substring(0, keys), TOML_KEY) + lines.substring(keys);
  }

  /** The usual keys without those that rules of the type do not have. */
  private static String base(String lines) {
    Map<String, String> blocks = blocks(RULE, TOML_KEY);
    if (lines.contains("\"esql\"")) {
      blocks.remove("index");
    } else if (lines.contains("\"machine_learning\"")) {
      blocks.keySet().removeAll(List.of("index", "language", "query"));
    } else if (lines.contains("\"saved_query\"")) {
      blocks.keySet().removeAll(List.of("language", "query"));
    }
    return String.join("", blocks.values());
  }

  private static String over(String base, String lines, Pattern key) {
    Map<String, String> blocks = blocks(base, key);
    blocks.putAll(blocks(lines, key));
    return String.join("", blocks.values());
  }

  private static Map<String, String> blocks(String text, Pattern key) {
    List<Integer> starts = new ArrayList<>();
    List<String> names = new ArrayList<>();
    Matcher matcher = key.matcher(text);
    while (matcher.find()) {
      // A second definition of the same key belongs to the first: the example is about it.
      if (!names.contains(matcher.group(1))) {
        starts.add(matcher.start());
        names.add(matcher.group(1));
      }
    }
    Map<String, String> blocks = new LinkedHashMap<>();
    for (int i = 0; i < starts.size(); i++) {
      int end = i + 1 < starts.size() ? starts.get(i + 1) : text.length();
      blocks.put(names.get(i), text.substring(starts.get(i), end));
    }
    return blocks;
  }
}
