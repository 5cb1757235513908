package dev.sigrun.compiler.language;

import dev.sigrun.compiler.rule.RuleHead;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * The queries that are compiled together, in the order of their rules, for those that refer to
 * others. Safe to share between threads.
 */
public final class QuerySet {
  /** No other queries: for a query that is analysed alone. */
  public static final QuerySet NONE = new QuerySet(List.of());

  private final List<Member> members;
  private final Map<Class<?>, Object> views = new ConcurrentHashMap<>();

  private QuerySet(List<Member> members) {
    this.members = List.copyOf(members);
  }

  /**
   * A rule of the set.
   *
   * @param query its query, if it has one that could be read
   */
  public record Member(RuleHead rule, Optional<ParsedQuery> query) {}

  /** The queries of these rules. */
  public static QuerySet of(List<Member> rules) {
    return new QuerySet(rules);
  }

  /** The rules. */
  public List<Member> members() {
    return members;
  }

  /** All queries, in any language. */
  public List<ParsedQuery> queries() {
    return members.stream().flatMap(member -> member.query().stream()).toList();
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
