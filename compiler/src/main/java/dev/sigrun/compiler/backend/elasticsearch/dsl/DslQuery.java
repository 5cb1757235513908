package dev.sigrun.compiler.backend.elasticsearch.dsl;

import dev.sigrun.runtime.pattern.Wildcard;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A clause of Query DSL. {@link #toJson} is the only place that knows how a clause is written; the
 * JSON writer escapes all texts.
 */
sealed interface DslQuery {
  /** The clause as a JSON object. */
  Map<String, Object> toJson();

  /** The number of leaves, which some servers limit. */
  default long leaves() {
    return 1;
  }

  /** The nesting depth of clauses, including this one. */
  default int depth() {
    return 1;
  }

  /** Every document, or none. */
  record MatchAll(boolean all) implements DslQuery {
    @Override
    public Map<String, Object> toJson() {
      return Map.of(all ? "match_all" : "match_none", Map.of());
    }
  }

  /**
   * Documents that satisfy all of {@code filter}, one of {@code should} if there is any, and none
   * of {@code mustNot}.
   */
  record Bool(List<DslQuery> filter, List<DslQuery> should, List<DslQuery> mustNot)
      implements DslQuery {
    /** Copies the lists. */
    public Bool {
      filter = List.copyOf(filter);
      should = List.copyOf(should);
      mustNot = List.copyOf(mustNot);
    }

    @Override
    public Map<String, Object> toJson() {
      Map<String, Object> bool = new LinkedHashMap<>();
      put(bool, "filter", filter);
      if (!should.isEmpty()) {
        put(bool, "should", should);
        bool.put("minimum_should_match", 1);
      }
      put(bool, "must_not", mustNot);
      return Map.of("bool", bool);
    }

    private static void put(Map<String, Object> bool, String key, List<DslQuery> clauses) {
      if (!clauses.isEmpty()) {
        bool.put(key, clauses.stream().map(DslQuery::toJson).toList());
      }
    }

    private List<DslQuery> clauses() {
      List<DslQuery> clauses = new ArrayList<>(filter);
      clauses.addAll(should);
      clauses.addAll(mustNot);
      return clauses;
    }

    @Override
    public long leaves() {
      return clauses().stream().mapToLong(DslQuery::leaves).sum();
    }

    @Override
    public int depth() {
      return 1 + clauses().stream().mapToInt(DslQuery::depth).max().orElse(0);
    }
  }

  /** Documents that have a value. */
  record Exists(String field) implements DslQuery {
    @Override
    public Map<String, Object> toJson() {
      return Map.of("exists", Map.of("field", field));
    }
  }

  /**
   * Documents in which some value equals the given one.
   *
   * @param value a text, a number or a boolean
   */
  record Term(String field, Object value, boolean ignoringCase) implements DslQuery {
    @Override
    public Map<String, Object> toJson() {
      return Map.of(
          "term", Map.of(field, ignoringCase ? CaseInsensitive.of("value", value) : value));
    }
  }

  /** Documents in which some value equals one of the given ones: texts or numbers. */
  record Terms(String field, List<Object> values) implements DslQuery {
    /** Copies the list. */
    public Terms {
      values = List.copyOf(values);
    }

    @Override
    public Map<String, Object> toJson() {
      return Map.of("terms", Map.of(field, values));
    }
  }

  /**
   * Documents in which some value fits a pattern.
   *
   * @param kind what reads the pattern
   */
  record Pattern(Kind kind, String field, String pattern, boolean ignoringCase)
      implements DslQuery {
    /** The kind of a pattern. */
    enum Kind {
      /** Text that values start with, without wildcards. */
      PREFIX("prefix"),
      /** {@code *} and {@code ?} are wildcards, a backslash escapes. */
      WILDCARD("wildcard"),
      /** Lucene's regular expressions with all operators. */
      REGEXP("regexp");

      private final String clause;

      Kind(String clause) {
        this.clause = clause;
      }
    }

    @Override
    public Map<String, Object> toJson() {
      return Map.of(
          kind.clause,
          Map.of(
              field,
              ignoringCase ? CaseInsensitive.of("value", pattern) : Map.of("value", pattern)));
    }
  }

  /** A value that is compared without regard to the case of letters. */
  final class CaseInsensitive {
    private CaseInsensitive() {}

    static Map<String, Object> of(String key, Object value) {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put(key, value);
      // The empty text has no letters, and OpenSearch does not find it by any case.
      if (!value.equals("")) {
        json.put("case_insensitive", true);
      }
      return json;
    }
  }

  /**
   * Documents in which some value lies between two ends: texts or numbers.
   *
   * @param ends {@code gt}, {@code gte}, {@code lt}, {@code lte} with their values
   */
  record Range(String field, Map<String, Object> ends) implements DslQuery {
    @Override
    public Map<String, Object> toJson() {
      return Map.of("range", Map.of(field, new LinkedHashMap<>(ends)));
    }
  }

  /** Documents in which some value of analysed text holds the words in a row. */
  record MatchPhrase(String field, String words) implements DslQuery {
    @Override
    public Map<String, Object> toJson() {
      return Map.of("match_phrase", Map.of(field, words));
    }
  }

  /**
   * Documents in which some value of some field equals the text.
   *
   * @param fields a pattern of names
   */
  record AnyField(String fields, String text) implements DslQuery {
    @Override
    public Map<String, Object> toJson() {
      Map<String, Object> match = new LinkedHashMap<>();
      match.put("fields", List.of(fields));
      match.put("query", text);
      match.put("lenient", true);
      return Map.of("multi_match", match);
    }
  }

  /**
   * Documents in which some value of some field fits the pattern.
   *
   * @param fields a pattern of names
   */
  record AnyFieldPattern(String fields, Wildcard pattern) implements DslQuery {
    @Override
    public Map<String, Object> toJson() {
      Map<String, Object> query = new LinkedHashMap<>();
      query.put("fields", List.of(fields));
      query.put("query", LuceneClause.print(new LuceneClause.Pattern(pattern)));
      query.put("lenient", true);
      return Map.of("query_string", query);
    }
  }

  /** Documents of which an object of a nested list satisfies {@code element}. */
  record Nested(String path, DslQuery element) implements DslQuery {
    @Override
    public Map<String, Object> toJson() {
      Map<String, Object> nested = new LinkedHashMap<>();
      nested.put("path", path);
      nested.put("query", element.toJson());
      return Map.of("nested", nested);
    }

    @Override
    public long leaves() {
      return element.leaves();
    }

    @Override
    public int depth() {
      return 1 + element.depth();
    }
  }

  /** Documents that satisfy all clauses; negations among them go without a clause of their own. */
  static DslQuery all(List<DslQuery> clauses) {
    List<DslQuery> filter = new ArrayList<>();
    List<DslQuery> mustNot = new ArrayList<>();
    for (DslQuery clause : clauses) {
      negated(clause).ifPresentOrElse(mustNot::add, () -> filter.add(clause));
    }
    return filter.size() == 1 && mustNot.isEmpty()
        ? filter.get(0)
        : new Bool(filter, List.of(), mustNot);
  }

  /** Documents that satisfy one of the clauses. */
  static DslQuery any(List<DslQuery> clauses) {
    return clauses.size() == 1 ? clauses.get(0) : new Bool(List.of(), clauses, List.of());
  }

  /** Documents that do not satisfy {@code clause}. */
  static DslQuery not(DslQuery clause) {
    return new Bool(List.of(), List.of(), List.of(clause));
  }

  private static Optional<DslQuery> negated(DslQuery clause) {
    return clause instanceof Bool bool
            && bool.filter().isEmpty()
            && bool.should().isEmpty()
            && bool.mustNot().size() == 1
        ? Optional.of(bool.mustNot().get(0))
        : Optional.empty();
  }
}
