package dev.sigrun.grammar;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Each grammar on a corpus of its own: the queries that it accepts and refuses, and that none is
 * ambiguous.
 */
class GrammarTest {
  /**
   * A grammar.
   *
   * @param composed templates of queries that are made of two others
   */
  private record Grammar(
      String name,
      Function<String, Parse> parse,
      Function<String, String> part,
      List<String> composed) {
    List<String> accepted() {
      return Corpus.of(name + "/accepted.txt");
    }

    List<String> rejected() {
      return Corpus.of(name + "/rejected.txt");
    }

    /** Conditions of accepted queries in every pair, which puts each next to each. */
    Set<String> pairs() {
      List<String> parts = accepted().stream().map(part).filter(each -> !each.isEmpty()).toList();
      Set<String> pairs = new LinkedHashSet<>();
      for (int i = 0; i < parts.size(); i++) {
        String template = composed.get(i % composed.size());
        for (String other : parts) {
          pairs.add(template.formatted(parts.get(i), other));
        }
      }
      return pairs;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Grammar> grammars() {
    return Stream.of(
        new Grammar(
            "eql",
            Parse::eql,
            query ->
                query.matches("any where [^|]*") && !query.contains("//")
                    ? query.substring(10)
                    : "",
            List.of(
                "any where %s and not %s",
                "any where not (%s) or %s",
                "sequence by a [any where %s] by b [any where %s] until [any where true]",
                "any where f(%s, %s) == 1 | head 1")),
        new Grammar(
            "kql",
            Parse::kql,
            query -> query,
            List.of("%s and (%s)", "not (%s) or n: {%s}", "(%s) and not %s")),
        new Grammar(
            "esql",
            Parse::esql,
            query -> query.startsWith("FROM a | WHERE ") ? query.substring(15) : "",
            List.of(
                "FROM a | WHERE %s AND NOT %s",
                "FROM a | WHERE NOT (%s) OR %s",
                "FROM a | EVAL x = %s, b.c = %s",
                "FROM a | STATS n = COUNT(*) WHERE %s BY k = %s",
                "FROM a | SORT %s DESC, F(%s) NULLS FIRST")));
  }

  @ParameterizedTest
  @MethodSource("grammars")
  void acceptsWhatIsAccepted(Grammar grammar) {
    Map<String, List<String>> refused = new TreeMap<>();
    for (String query : grammar.accepted()) {
      List<String> mistakes = grammar.parse().apply(query).mistakes();
      if (!mistakes.isEmpty()) {
        refused.put(query, mistakes);
      }
    }
    assertThat(refused).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("grammars")
  void rejectsWhatIsRejected(Grammar grammar) {
    assertThat(grammar.rejected())
        .hasSizeGreaterThan(40)
        .filteredOn(query -> grammar.parse().apply(query).mistakes().isEmpty())
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("grammars")
  void oneReadingFits(Grammar grammar) {
    Map<String, List<String>> ambiguous = new TreeMap<>();
    Stream.of(grammar.accepted(), grammar.rejected(), grammar.pairs())
        .flatMap(queries -> queries.stream())
        .forEach(
            query -> {
              List<String> ambiguities = grammar.parse().apply(query).ambiguities();
              if (!ambiguities.isEmpty()) {
                ambiguous.put(query, ambiguities);
              }
            });
    assertThat(ambiguous).isEmpty();
  }
}
