package dev.sigrun.compiler.format.exceptions;

import dev.sigrun.compiler.format.RuleFormat;
import dev.sigrun.compiler.format.RuleOutline;
import dev.sigrun.compiler.format.RuleReading;
import dev.sigrun.compiler.language.exceptions.ExceptionsLanguage;
import dev.sigrun.compiler.rule.QueryText;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.rule.RuleBody;
import dev.sigrun.compiler.rule.RuleHead;
import dev.sigrun.compiler.rule.RuleSettings;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import java.util.List;
import java.util.Optional;

/** Files of exceptions: TOML with a table for each exception. They are parts of rules. */
public final class ExceptionsFormat implements RuleFormat {
  @Override
  public List<String> suffixes() {
    return List.of(ExceptionsLanguage.SUFFIX);
  }

  @Override
  public boolean isBesideRules() {
    return true;
  }

  @Override
  public List<RuleReading> read(SourceText file) {
    RuleOutline outline =
        new RuleOutline(
            Optional.empty(), Optional.of(file.name()), Optional.of(ExceptionsLanguage.ID));
    return List.of(new RuleReading(Optional.of(rule(file)), outline, List.of()));
  }

  private static Rule rule(SourceText file) {
    Origin start = Origin.of(file, new Span(0, 0));
    RuleHead head = RuleHead.of(file.name(), start, file.name(), start);
    return new Rule(
        head,
        Optional.of(new QueryText(ExceptionsLanguage.ID, file)),
        List.of(),
        new RuleBody.Query(),
        RuleSettings.DEFAULTS,
        () -> Rule.parameters(head));
  }
}
