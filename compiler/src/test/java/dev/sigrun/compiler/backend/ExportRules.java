package dev.sigrun.compiler.backend;

import dev.sigrun.compiler.Backends;
import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.source.SourceText;
import java.util.List;
import java.util.Locale;

/** Rules for tests of exports. */
public final class ExportRules {
  private ExportRules() {}

  /** The rule in {@code toml}. */
  public static Compilation of(String path, String toml) {
    Compilation compilation =
        RuleCompiler.create(CompilerOptions.defaults()).compile(SourceText.of(path, toml));
    if (compilation.outcome() == Compilation.Outcome.FAILED) {
      throw new AssertionError(compilation.diagnostics() + "\n" + toml);
    }
    return compilation;
  }

  /** A rule of this language: {@code eql}, {@code kuery} or {@code esql}. */
  public static Compilation query(String language, String query) {
    return query(language, query, "");
  }

  /**
   * The same with more lines.
   *
   * @param more further keys and tables of the rule
   */
  public static Compilation query(String language, String query, String more) {
    return of("rules/tested.toml", toml("Tested rule", language, query, more));
  }

  /** The text of a rule file. */
  public static String toml(String name, String language, String query, String more) {
    String type =
        more.contains("[rule.threshold]")
            ? "threshold"
            : more.contains("[rule.new_terms]")
                ? "new_terms"
                : language.equals("kuery") ? "query" : language;
    return """
        [metadata]
        creation_date = "2026/01/01"
        updated_date = "2026/01/02"
        maturity = "production"

        [rule]
        author = ["Tester"]
        description = "Finds what a test wants."
        %sname = %s
        risk_score = 47
        rule_id = "5f0a2bd7-3a1a-4c39-8f5e-0c8f7b1f3a11"
        severity = "medium"
        type = "%s"
        language = "%s"
        query = %s
        %s
        """
        .formatted(
            language.equals("esql") ? "" : "index = [\"logs-*\"]\n",
            quote(name),
            type,
            language,
            quote(query),
            more);
  }

  /** A text as a basic string of TOML. */
  public static String quote(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    text.codePoints()
        .forEach(
            c -> {
              if (c == '"' || c == '\\') {
                quoted.append('\\').append((char) c);
              } else if (c < 0x20 || c == 0x7f) {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", c));
              } else {
                quoted.appendCodePoint(c);
              }
            });
    return quoted.append('"').toString();
  }

  /** The artifact that the back end of this name creates from {@code rule}. */
  public static Artifact export(String target, Compilation rule, ExportOptions options) {
    return rule.emit(Backends.builtIn(options).byName(target).orElseThrow()).orElseThrow();
  }

  /** All that {@code backend} makes of {@code rules}. */
  public static TargetExports exports(ExportBackend backend, List<Compilation> rules) {
    return TargetExports.of(
        backend, rules.parallelStream().map(rule -> rule.emit(backend).orElseThrow()).toList());
  }

  /** The same with the default options. */
  public static Artifact export(String target, Compilation rule) {
    return export(target, rule, ExportOptions.defaults());
  }
}
