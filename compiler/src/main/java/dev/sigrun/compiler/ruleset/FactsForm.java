package dev.sigrun.compiler.ruleset;

import dev.sigrun.compiler.Compilation.Outcome;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DidYouMean;
import dev.sigrun.compiler.diagnostic.IgnoredCodes;
import dev.sigrun.compiler.diagnostic.Severity;
import dev.sigrun.compiler.kept.KeptInput;
import dev.sigrun.compiler.kept.KeptOutput;
import dev.sigrun.compiler.rule.RuleHead;
import dev.sigrun.compiler.rule.RuleSeverity;
import dev.sigrun.compiler.rule.ThreatMapping;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Writes the facts about the rules of a file as bytes, and reads them. */
final class FactsForm {
  private final SourceText file;
  private final IgnoredCodes ignored;

  /** Reads facts about rules of {@code file}. */
  FactsForm(SourceText file) {
    this.file = file;
    this.ignored = IgnoredCodes.of(file);
  }

  /** Whether all places in the facts are in the file itself, so that they can be written. */
  static boolean isAboutItsFile(RuleFacts facts, SourceText file) {
    return facts.diagnostics().stream().allMatch(report -> report.source() == file)
        && facts.head().filter(head -> head.source() != file).isEmpty();
  }

  static void write(KeptOutput out, RuleFacts facts) {
    out.optional(facts.head(), FactsForm::head)
        .constant(facts.alone())
        .flag(facts.exceptionLists())
        .texts(facts.turnedOff().stream().sorted().toList())
        .list(facts.diagnostics(), FactsForm::diagnostic);
  }

  RuleFacts read(KeptInput in) {
    return new RuleFacts(
        file.name(),
        false,
        in.optional(this::head),
        in.constant(Outcome.values()),
        in.flag(),
        Optional.of(ignored),
        Set.copyOf(in.texts()),
        diagnostics(in));
  }

  private static void head(KeptOutput out, RuleHead head) {
    out.text(head.ruleId());
    place(out, head.ruleIdOrigin());
    out.text(head.name());
    place(out, head.nameOrigin());
    out.text(head.description())
        .constant(head.severity())
        .number(head.riskScore())
        .texts(head.tags())
        .list(head.threats(), FactsForm::threat)
        .flag(head.deprecated());
  }

  private RuleHead head(KeptInput in) {
    return new RuleHead(
        file,
        in.text(),
        Origin.of(file, span(in)),
        in.text(),
        Origin.of(file, span(in)),
        in.text(),
        in.constant(RuleSeverity.values()),
        (int) in.number(),
        in.texts(),
        in.list(FactsForm::threat),
        in.flag());
  }

  private static void place(KeptOutput out, Origin origin) {
    span(out, origin.source().outermost(origin.span()));
  }

  private static void span(KeptOutput out, Span span) {
    out.number(span.start()).number(span.end());
  }

  private Span span(KeptInput in) {
    int most = file.content().length();
    return new Span(in.number(most), in.number(most));
  }

  private static void threat(KeptOutput out, ThreatMapping threat) {
    out.text(threat.framework());
    item(out, threat.tactic());
    out.list(
        threat.techniques(),
        (o, technique) -> {
          item(o, technique.item());
          o.list(technique.subtechniques(), FactsForm::item);
        });
  }

  private static ThreatMapping threat(KeptInput in) {
    return new ThreatMapping(
        in.text(),
        item(in),
        in.list(i -> new ThreatMapping.Technique(item(i), i.list(FactsForm::item))));
  }

  private static void item(KeptOutput out, ThreatMapping.Item item) {
    out.text(item.id()).text(item.name()).optional(item.reference(), KeptOutput::text);
  }

  private static ThreatMapping.Item item(KeptInput in) {
    return new ThreatMapping.Item(in.text(), in.text(), in.optional(KeptInput::text));
  }

  static void diagnostic(KeptOutput out, Diagnostic report) {
    DiagnosticKind kind = report.kind();
    out.text(kind.code())
        .constant(kind.severity())
        .text(kind.message())
        .optional(kind.feature(), KeptOutput::text)
        .flag(kind.isConvention());
    span(out, report.span());
    out.text(report.message())
        .optional(report.suggestion(), (o, names) -> o.text(names.found()).texts(names.names()));
  }

  /** Reports about the file. */
  List<Diagnostic> diagnostics(KeptInput in) {
    return in.list(
        i -> {
          DiagnosticKind kind =
              new DiagnosticKind(
                  i.text(),
                  i.constant(Severity.values()),
                  i.text(),
                  i.optional(KeptInput::text),
                  i.flag());
          return new Diagnostic(
              kind,
              file,
              span(i),
              i.text(),
              i.optional(names -> new DidYouMean(names.text(), names.texts())));
        });
  }
}
