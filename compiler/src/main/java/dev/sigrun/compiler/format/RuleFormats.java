package dev.sigrun.compiler.format;

import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The registry of rule file formats of a compiler. Immutable. */
public final class RuleFormats {
  private static final DiagnosticKind NO_RULE_FILE =
      DiagnosticKind.error("RUL103", "This is not a rule file: its name does not end in %s.");
  private static final DiagnosticKind NO_RULE =
      DiagnosticKind.error("RUL114", "This file contains no rule.");

  private final List<RuleFormat> formats;

  private RuleFormats(List<RuleFormat> formats) {
    this.formats = List.copyOf(formats);
  }

  /** These formats; a file is read by the first that accepts it. */
  public static RuleFormats of(RuleFormat... formats) {
    return new RuleFormats(List.of(formats));
  }

  /** {@code format} and these, which read what it does not accept. */
  public RuleFormats with(RuleFormat format) {
    List<RuleFormat> more = new ArrayList<>();
    more.add(format);
    more.addAll(formats);
    return new RuleFormats(more);
  }

  /** The format of a file of this name. */
  public Optional<RuleFormat> forPath(String path) {
    return formats.stream().filter(format -> format.accepts(path)).findFirst();
  }

  /** Whether some format reads files of this name. */
  public boolean accepts(String path) {
    return forPath(path).isPresent();
  }

  /** The suffixes of rule files, without duplicates. */
  public List<String> suffixes() {
    return suffixes(false);
  }

  /** The suffixes of files {@linkplain RuleFormat#isBesideRules beside} rule files. */
  List<String> suffixesBeside() {
    return suffixes(true);
  }

  private List<String> suffixes(boolean beside) {
    return formats.stream()
        .filter(format -> format.isBesideRules() == beside)
        .flatMap(format -> format.suffixes().stream())
        .distinct()
        .toList();
  }

  /** {@code '.toml' or '.yml'}: the same for messages. */
  String endings() {
    return suffixes().stream()
        .map(suffix -> "'" + suffix + "'")
        .collect(Collectors.joining(" or "));
  }

  /** The rules of a file by its format: at least one reading. */
  public List<RuleReading> read(SourceText file) {
    Optional<RuleFormat> format = forPath(file.name());
    if (format.isEmpty()) {
      return List.of(unread(noRuleFile(file)));
    }
    List<RuleReading> readings = format.get().read(file);
    return readings.isEmpty()
        ? List.of(unread(Diagnostic.of(NO_RULE, file, new Span(0, 0))))
        : readings;
  }

  /** The report about a file of no known format. */
  public Diagnostic noRuleFile(SourceText file) {
    return Diagnostic.of(NO_RULE_FILE, file, new Span(0, 0), endings());
  }

  private static RuleReading unread(Diagnostic reason) {
    return new RuleReading(Optional.empty(), RuleOutline.NONE, List.of(reason));
  }
}
