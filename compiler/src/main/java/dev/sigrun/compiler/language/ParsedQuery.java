package dev.sigrun.compiler.language;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Query;
import java.util.Optional;
import java.util.Set;

/**
 * A parsed query with its syntax tree. All code that needs the written form of a query uses this,
 * so that no query is parsed twice. Immutable.
 */
public interface ParsedQuery {
  /** The syntax tree: a record, as are all its nodes, with {@code Origin}s in the text. */
  Record tree();

  /**
   * The syntax tree for a back end that carries what is written in its own language; empty if the
   * query is in another one.
   *
   * @param type the type of the trees of that language
   */
  default <T> Optional<T> treeOf(Class<T> type) {
    return Optional.of(tree()).filter(type::isInstance).map(type::cast);
  }

  /** The query in the canonical form of its language. Reading it gives an equal tree. */
  String print();

  /**
   * Analyses the query; the result is not simplified yet.
   *
   * @param context the context that determines the meaning of the text
   * @return the meaning, or empty if an error was reported
   */
  Optional<Query> analyze(QueryContext context, DiagnosticSink sink);

  /**
   * Whether tests read fields by the types that the schema gives them. Otherwise each test says by
   * itself how it reads values, and an index may hold them in another way.
   */
  default boolean isTypedBySchema() {
    return true;
  }

  /**
   * Whether the query, without mistakes, has a meaning only as a part of others: nothing is found
   * by it alone. By default it is not.
   *
   * @param context the context in which it is analysed
   */
  default boolean isPart(QueryContext context) {
    return false;
  }

  /** Whether its meaning may depend on other queries that are compiled with it. */
  default boolean dependsOnOthers() {
    return false;
  }

  /**
   * Whether it refers to other queries that are compiled with it, or changes what they mean.
   * Without such a query in a set, no query of the set depends on others.
   */
  default boolean bearsOnOthers() {
    return false;
  }

  /**
   * The fields that the author marked as possibly unknown to the index. The IR does not hold that:
   * it says what a query means where its fields are known.
   */
  default Set<String> optionalFields() {
    return Set.of();
  }
}
