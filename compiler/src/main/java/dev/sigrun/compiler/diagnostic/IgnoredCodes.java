package dev.sigrun.compiler.diagnostic;

import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The warnings that comments in a file turn off, for the whole of this file:
 *
 * <pre>{@code
 * # sigrun:ignore KQL101, RUL052 our analysts want it so
 * }</pre>
 *
 * <p>One or more codes come first, what follows them is the reason. In EQL the comment may begin
 * with {@code //}. Immutable.
 */
public final class IgnoredCodes {
  private static final DiagnosticKind NO_CODE =
      DiagnosticKind.warning(
          "IGN021",
          "The comment names no code. Write 'sigrun:ignore KQL101' to turn off a warning.");
  private static final DiagnosticKind NO_WARNING =
      DiagnosticKind.warning(
          "IGN022",
          "No warning has the code '%s'; only warnings can be turned off, errors cannot.%s");
  private static final DiagnosticKind UNUSED =
      DiagnosticKind.warning(
          "IGN023", "'%s' is not reported about this file. Remove the code from the comment.");

  private static final String MARK = "sigrun:ignore";
  private static final Pattern COMMENT = Pattern.compile("(?:#|//)[ \\t]*" + MARK + "\\b[ \\t]*");
  private static final Pattern CODE =
      Pattern.compile("([A-Z]{3,6}[0-9]{3})(?![A-Za-z0-9])[ \\t,]*");

  private final SourceText source;
  private final List<Named> named;
  private final Set<String> codes;
  private final List<Span> empty;

  /** A code that a comment names. */
  private record Named(String code, Span span) {}

  private IgnoredCodes(SourceText source, List<Named> named, List<Span> empty) {
    this.source = source;
    this.named = List.copyOf(named);
    this.codes = named.stream().map(Named::code).collect(Collectors.toUnmodifiableSet());
    this.empty = List.copyOf(empty);
  }

  /** The codes that the comments of a file turn off. */
  public static IgnoredCodes of(SourceText file) {
    String text = file.content();
    List<Named> named = new ArrayList<>();
    List<Span> empty = new ArrayList<>();
    // Looked for first, as most files have none and some are long.
    int next = text.indexOf(MARK);
    Matcher comment = COMMENT.matcher(text);
    Matcher code = CODE.matcher(text);
    while (next >= 0 && comment.find()) {
      int end = comment.end();
      while (code.region(end, text.length()).lookingAt()) {
        named.add(new Named(code.group(1), new Span(code.start(1), code.end(1))));
        end = code.end();
      }
      if (end == comment.end()) {
        empty.add(new Span(comment.start(), comment.end()));
      }
      next = text.indexOf(MARK, end);
    }
    return new IgnoredCodes(file, named, empty);
  }

  /** Whether nothing is turned off, and nothing is wrong with the comments. */
  public boolean isEmpty() {
    return named.isEmpty() && empty.isEmpty();
  }

  /** Whether reports with this code are turned off. */
  boolean contains(String code) {
    return codes.contains(code);
  }

  /** Reports comments that cannot have an effect. */
  public void check(DiagnosticSink sink) {
    empty.forEach(span -> sink.report(NO_CODE, source, span));
    if (named.isEmpty()) {
      return;
    }
    Set<String> warnings = WarningCodes.all();
    Suggestions suggestions = Suggestions.of(warnings);
    for (Named each : named) {
      if (!warnings.contains(each.code())) {
        DidYouMean hint = suggestions.didYouMean(each.code());
        sink.report(NO_WARNING, source, each.span(), each.code(), hint);
      }
    }
  }

  /**
   * Reports codes that turned off nothing.
   *
   * @param used the codes that were reported and not shown
   */
  public void reportUnused(Set<String> used, DiagnosticSink sink) {
    if (named.isEmpty()) {
      return;
    }
    Set<String> known = new TreeSet<>(WarningCodes.all());
    for (Named each : named) {
      if (known.contains(each.code()) && !used.contains(each.code())) {
        sink.report(UNUSED, source, each.span(), each.code());
      }
    }
  }
}
