package dev.sigrun.lsp.feature;

import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.ruleset.CheckedRule;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import dev.sigrun.lsp.outline.Place;
import dev.sigrun.lsp.text.Places;
import dev.sigrun.lsp.workspace.Document;
import dev.sigrun.lsp.workspace.RuleProject;
import dev.sigrun.testing.file.TestFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.eclipse.lsp4j.Location;
import org.eclipse.lsp4j.Position;

/** Leads from a rule to its test and back, and from a name to the rule that has it. */
public final class Links {
  private static final Set<String> NAMES = Set.of("rule_id", "name", "id", "title");

  private Links() {}

  /** The test of a rule, or the rule of a test. */
  public static List<Location> counterpart(Document document) {
    RuleProject project = document.project();
    Path path = document.path();
    if (TestFile.isTestFile(path)) {
      return rule(project, project.ruleOf(path)).map(List::of).orElse(List.of());
    }
    return project.testOf(path).map(test -> List.of(start(project, test))).orElse(List.of());
  }

  /** The target of a name in a rule or test. */
  public static List<Location> definition(Document document, Position position) {
    String text = document.text().content();
    if (TestFile.isTestFile(document.path())) {
      return counterpart(document);
    }
    Place place = document.outline().at(Places.offset(document.text(), position));
    if (!(place instanceof Place.Value value)) {
      return List.of();
    }
    if (value.key().equals("rules")) {
      String name = text.substring(value.value().start(), value.value().end());
      return named(document.project(), name);
    }
    return NAMES.contains(value.key()) ? counterpart(document) : List.of();
  }

  /** The Sigma rules with this name or identity. */
  private static List<Location> named(RuleProject project, String name) {
    Pattern line =
        Pattern.compile(
            "^(?:name|id)[ \\t]*:[ \\t]*[\"']?(" + Pattern.quote(name) + ")[\"']?[ \\t]*$",
            Pattern.MULTILINE | Pattern.CASE_INSENSITIVE);
    List<Location> found = new ArrayList<>();
    for (Path file : project.ruleFiles()) {
      Optional<SourceText> text = project.text(file);
      if (text.isPresent()) {
        Matcher matcher = line.matcher(text.get().content());
        while (matcher.find()) {
          Span span = new Span(matcher.start(1), matcher.end(1));
          found.add(new Location(project.uri(file), Places.range(text.get(), span)));
        }
      }
    }
    return found;
  }

  private static Optional<Location> rule(RuleProject project, Path file) {
    Optional<Rule> rule =
        project.rules(file).stream().map(CheckedRule::rule).flatMap(Optional::stream).findFirst();
    if (rule.isPresent()) {
      SourceText source = rule.get().nameOrigin().source();
      Span span = source.outermost(rule.get().nameOrigin().span());
      return Optional.of(new Location(project.uri(file), Places.range(source.outermost(), span)));
    }
    return project.rules(file).isEmpty() ? Optional.empty() : Optional.of(start(project, file));
  }

  private static Location start(RuleProject project, Path file) {
    Position start = new Position(0, 0);
    return new Location(project.uri(file), new org.eclipse.lsp4j.Range(start, start));
  }
}
