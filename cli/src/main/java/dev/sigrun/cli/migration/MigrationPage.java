package dev.sigrun.cli.migration;

import dev.sigrun.cli.migration.Block.Cell;
import dev.sigrun.cli.migration.Block.Kind;
import dev.sigrun.compiler.backend.Artifact;
import dev.sigrun.compiler.backend.BrokenRule;
import dev.sigrun.compiler.backend.Exports;
import dev.sigrun.compiler.backend.MissingField;
import dev.sigrun.compiler.backend.TargetExports;
import dev.sigrun.compiler.diagnostic.Counts;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.Severity;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.fidelity.Reason;
import dev.sigrun.compiler.rule.Rule;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.stream.Collectors;

/** The report on exports as a page to read. */
public final class MigrationPage {
  private static final int MOST_NAMES = 3;

  private MigrationPage() {}

  /** The page as one file of HTML that needs no other and runs nothing. */
  public static String html(Exports exports) {
    return HtmlPage.print(blocks(exports));
  }

  /** The page in Markdown with tables. */
  public static String markdown(Exports exports) {
    return MarkdownPage.print(blocks(exports));
  }

  private static List<Block> blocks(Exports exports) {
    List<Block> blocks = new ArrayList<>();
    blocks.add(new Block.Heading(1, "Export of detection rules"));
    blocks.add(new Block.Paragraph(introduction(exports)));
    blocks.add(
        new Block.Paragraph(
            "Exact: the same answer as the rule for every event. Approximate: it may match more, or"
                + " less, for the reasons given. Refused: nothing was written, for the reasons"
                + " given."));
    blocks.add(summary(exports));
    if (!exports.missing().isEmpty()) {
      blocks.add(new Block.Heading(2, "Fields that the mapping lacks"));
      blocks.add(
          new Block.Paragraph(
              "Rules that read one of these fields are refused by targets that use the mapping '"
                  + exports.mapping()
                  + "'."));
      blocks.add(missing(exports.missing()));
    }
    for (TargetExports target : exports.targets()) {
      blocks.add(new Block.Heading(2, target.target()));
      blocks.add(rules(target));
    }
    if (!exports.broken().isEmpty()) {
      blocks.add(new Block.Heading(2, "Rules with errors"));
      blocks.add(new Block.Paragraph("They were exported to no target."));
      blocks.add(broken(exports.broken()));
    }
    return blocks;
  }

  private static String introduction(Exports exports) {
    int rules = exports.targets().stream().mapToInt(t -> t.artifacts().size()).max().orElse(0);
    return Counts.of(rules, "rule")
        + " without errors and "
        + Counts.of(exports.broken().size(), "rule")
        + " with errors, "
        + Counts.of(exports.targets().size(), "target")
        + ". Mapping: "
        + exports.mapping()
        + ".";
  }

  private static Block summary(Exports exports) {
    return new Block.Table(
        List.of("Target", "Exact", "Approximate", "Refused", "Files"),
        exports.targets().stream()
            .map(
                target ->
                    List.of(
                        Cell.of(target.target()),
                        Cell.of(target.count("exact")),
                        Cell.of(target.count("approximate")),
                        Cell.of(target.count("refused")),
                        Cell.of(target.files().size())))
            .toList());
  }

  private static Block missing(List<MissingField> fields) {
    return new Block.Table(
        List.of("Field", "Rules", "Such as"),
        fields.stream()
            .map(
                field ->
                    List.of(
                        Cell.code(field.name()),
                        Cell.of(field.rules().size()),
                        Cell.of(names(field.rules()))))
            .toList());
  }

  private static String names(List<Rule> rules) {
    String names =
        rules.stream().limit(MOST_NAMES).map(Rule::name).collect(Collectors.joining("; "));
    return rules.size() > MOST_NAMES ? names + " and others" : names;
  }

  private static Block rules(TargetExports target) {
    IdentityHashMap<Rule, TargetExports.Place> places = target.places();
    return new Block.Table(
        List.of("Rule", "Source", "Export", "Artifact", "Why"),
        target.artifacts().stream()
            .map(
                artifact ->
                    List.of(
                        Cell.of(artifact.rule().name()),
                        Cell.code(artifact.rule().path()),
                        new Cell(List.of(verdict(artifact.fidelity())), kind(artifact.fidelity())),
                        Cell.code(place(artifact, places)),
                        new Cell(why(artifact), Kind.TEXT)))
            .toList());
  }

  private static String place(
      Artifact artifact, IdentityHashMap<Rule, TargetExports.Place> places) {
    TargetExports.Place place = places.get(artifact.rule());
    return place == null ? "" : place.file() + place.part().map(part -> " " + part).orElse("");
  }

  private static String verdict(Fidelity fidelity) {
    return fidelity.label() + fidelity.direction().map(d -> ": " + d).orElse("");
  }

  private static Kind kind(Fidelity fidelity) {
    return switch (fidelity) {
      case EXACT -> Kind.EXACT;
      case MAY_MATCH_MORE, MAY_MATCH_LESS, MAY_DIFFER -> Kind.APPROXIMATE;
      case REFUSED -> Kind.REFUSED;
    };
  }

  private static List<String> why(Artifact artifact) {
    return artifact.reasons().stream().map(MigrationPage::line).toList();
  }

  private static String line(Reason reason) {
    return reason.code() + ", line " + reason.position().line() + ": " + reason.message();
  }

  private static Block broken(List<BrokenRule> rules) {
    return new Block.Table(
        List.of("Rule", "Source", "Errors"),
        rules.stream()
            .map(
                rule ->
                    List.of(
                        Cell.of(rule.name().or(rule::ruleId).orElse("")),
                        Cell.code(rule.path()),
                        new Cell(errors(rule), Kind.TEXT)))
            .toList());
  }

  private static List<String> errors(BrokenRule rule) {
    return rule.diagnostics().stream()
        .filter(diagnostic -> diagnostic.severity() == Severity.ERROR)
        .map(MigrationPage::line)
        .toList();
  }

  private static String line(Diagnostic error) {
    return error.code() + ", line " + error.position().line() + ": " + error.message();
  }
}
