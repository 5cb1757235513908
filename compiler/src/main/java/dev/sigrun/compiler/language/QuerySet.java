package dev.sigrun.compiler.language;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The queries that are compiled together, in the order of their rules, for those that refer to
 * others. Safe to share between threads.
 */
public final class QuerySet {
  /** No other queries: for a query that is analysed alone. */
  public static final QuerySet NONE = new QuerySet(List.of());

  private final List<ParsedQuery> queries;
  private final Map<Class<?>, Object> views = new ConcurrentHashMap<>();

  private QuerySet(List<ParsedQuery> queries) {
    this.queries = List.copyOf(queries);
  }

  /** These queries. */
  public static QuerySet of(List<ParsedQuery> queries) {
    return new QuerySet(queries);
  }

  /** All queries, in any language. */
  public List<ParsedQuery> queries() {
    return queries;
  }

  /**
   * A language's view of the queries, such as an index, created once for the set.
   *
   * @param type identifies it
   * @param make makes it, and asks for no other view
   */
  public <T> T view(Class<T> type, Function<QuerySet, T> make) {
    return type.cast(views.computeIfAbsent(type, any -> make.apply(this)));
  }
}
