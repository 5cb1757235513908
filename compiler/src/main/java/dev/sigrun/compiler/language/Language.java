package dev.sigrun.compiler.language;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.rule.QueryText;
import dev.sigrun.compiler.source.SourceText;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A query language. This interface is all that the rest of the compiler knows about a language.
 * Immutable and safe to share between threads.
 *
 * <pre>{@code
 * Optional<ParsedQuery> parsed = new EqlLanguage().parse(text, sink);
 * Optional<Query> meaning = parsed.flatMap(query -> query.analyze(context, sink));
 * }</pre>
 */
public interface Language {
  /** The word by which rules name it, such as {@code eql}. */
  String id();

  /** Whether people write queries in it, rather than something that belongs to rules. */
  default boolean isForQueries() {
    return true;
  }

  /** The words by which people name it, the usual one first. Rules may only write the id. */
  default List<String> names() {
    return List.of(id());
  }

  /** The name in headings, such as {@code ES|QL}. */
  default String label() {
    return names().get(0).toUpperCase(Locale.ROOT);
  }

  /** The functions and operators, in the order of its reference; none by default. */
  default List<FunctionSignature> functions() {
    return List.of();
  }

  /** Some sentences in Markdown that introduce the reference of its functions. */
  default String aboutFunctions() {
    return "";
  }

  /** How the names of files end that hold one query, such as {@code .eql}; none by default. */
  default List<String> fileEndings() {
    return List.of();
  }

  /** The form of the language in which people write a query that is not in a rule. */
  default Language ofSearches() {
    return this;
  }

  /** Whether processing pipelines adapt its queries to the events. */
  default boolean usesPipelines() {
    return false;
  }

  /**
   * Reads a query.
   *
   * @param text the query alone; it may be embedded in a rule file, where its mistakes are reported
   * @return the query, or empty if an error was reported or the language is not supported
   */
  Optional<ParsedQuery> parse(SourceText text, DiagnosticSink sink);

  /**
   * Reads the query of a rule: its text, or the document that the rule's format has already read if
   * the language is written in documents.
   *
   * @return the query, or empty if an error was reported or the language is not supported
   */
  default Optional<ParsedQuery> parse(QueryText query, DiagnosticSink sink) {
    return parse(query.text(), sink);
  }
}
