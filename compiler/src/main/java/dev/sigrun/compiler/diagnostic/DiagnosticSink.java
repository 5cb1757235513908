package dev.sigrun.compiler.diagnostic;

import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Collects what the stages of one compilation report. Stages report errors and continue with a
 * placeholder, or check {@link #hasErrorsSince} at their boundary and stop there. Not safe for
 * several threads: each rule has its own sink.
 */
public final class DiagnosticSink {
  private final Severities severities;
  private final Optional<IgnoredCodes> ignored;
  private final Set<String> turnedOff = new TreeSet<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();
  private int errors;

  /** A sink for reports that weigh what their kinds say. */
  public DiagnosticSink() {
    this(Severities.DEFAULTS);
  }

  /** A sink for reports that weigh what {@code severities} say. */
  public DiagnosticSink(Severities severities) {
    this.severities = severities;
    this.ignored = Optional.empty();
  }

  /** A sink for reports about a file that turns some of them off. */
  public DiagnosticSink(Severities severities, IgnoredCodes ignored) {
    this.severities = severities;
    this.ignored = Optional.of(ignored);
  }

  /** Reports about a place in {@code source}, which may be embedded in another text. */
  public void report(DiagnosticKind kind, SourceText source, Span span, Object... arguments) {
    add(Diagnostic.of(kind, source, span, arguments));
  }

  /** Adds a finished report, for instance one of another sink. */
  public void add(Diagnostic diagnostic) {
    if (diagnostic.severity() == Severity.WARNING
        && ignored.isPresent()
        && ignored.get().contains(diagnostic.code())) {
      turnedOff.add(diagnostic.code());
      return;
    }
    severities
        .weigh(diagnostic)
        .ifPresent(
            weighed -> {
              diagnostics.add(weighed);
              errors += weighed.severity().preventsCompilation() ? 1 : 0;
            });
  }

  /** The codes of reports that were turned off by the file that they are about. */
  public Set<String> turnedOff() {
    return Set.copyOf(turnedOff);
  }

  /** A token for {@link #hasErrorsSince}. */
  public int checkpoint() {
    return errors;
  }

  /** Whether anything that prevents compilation was reported after {@code checkpoint}. */
  public boolean hasErrorsSince(int checkpoint) {
    return errors > checkpoint;
  }

  /** Whether anything that prevents compilation was reported. */
  public boolean hasErrors() {
    return errors > 0;
  }

  /** All reports so far, sorted by place, without repetitions. */
  public List<Diagnostic> diagnostics() {
    return diagnostics.stream().distinct().sorted(Diagnostic.ORDER).toList();
  }
}
