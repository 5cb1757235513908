package dev.sigrun.benchmarks.rules;

import dev.sigrun.compiler.analysis.AnalyzedRule;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rules that are made to defeat an index. They all ask about the command line of a process. */
public enum HostileRules {
  /** Each looks for its own text anywhere, and all texts begin alike. */
  LEADING_WILDCARDS {
    @Override
    String condition(int number) {
      return "process.command_line : (\"*"
          + "a".repeat(30)
          + number
          + "*\", \"*?"
          + number
          + "?a*\")";
    }
  },
  /** Each has a list of hundreds of values. */
  ALTERNATIONS {
    @Override
    String condition(int number) {
      return IntStream.range(0, 200)
          .mapToObj(i -> "\"aaaa" + number + "x" + i + "*b\"")
          .collect(Collectors.joining(", ", "process.command_line : (", ")"));
    }
  },
  /** Each is a regular expression without a text that must be there. */
  REGEXES {
    @Override
    String condition(int number) {
      return "process.command_line regex~ \".*(a|b)+[0-9]{"
          + (number % 20 + 1)
          + "}(x|"
          + number
          + "y)*\"";
    }
  };

  abstract String condition(int number);

  /** {@code count} such rules. */
  public List<AnalyzedRule> make(int count) {
    List<AnalyzedRule> rules = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rules.add(BenchmarkRules.makeUpEql(i, "process where " + condition(i)));
    }
    return rules;
  }
}
