package dev.sigrun.cli.option;

import dev.sigrun.cli.cache.QueryCache;
import dev.sigrun.cli.report.Reports;
import dev.sigrun.cli.report.RuleKeys;
import dev.sigrun.cli.terminal.CommandFailure;
import dev.sigrun.cli.terminal.ExitCode;
import dev.sigrun.cli.terminal.Terminal;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.backend.java.javac.MissingJavaCompilerException;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.Severities;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.compiler.diagnostic.VisibleText;
import dev.sigrun.compiler.inventory.UsedFields;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.ir.Timing;
import dev.sigrun.compiler.language.FieldResolver;
import dev.sigrun.compiler.language.QueryContext;
import dev.sigrun.compiler.query.QueryProgram;
import dev.sigrun.compiler.query.UnsupportedQueryException;
import dev.sigrun.compiler.ruleset.CheckedRule;
import dev.sigrun.compiler.schema.UnknownFields;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.runtime.event.EventFormatException;
import dev.sigrun.runtime.event.EventReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** A condition in KQL that takes each rule for an event, whose fields are the keys of the rule. */
record RuleCondition(String text, Terminal terminal, Reports reports) {
  private static final String OPTION = "--where";
  private static final String CATEGORY = "event.category";

  /** It advises to describe fields of events; keys of rules have a message of their own. */
  private static final String UNKNOWN_FIELD = "KQL101";

  /** An operator without a second operand is a text in KQL, which nobody means here. */
  private static final String OPERATOR_AS_TEXT = "KQL032";

  /**
   * Those of the rules that satisfy it.
   *
   * @throws CommandFailure if the condition has errors
   */
  List<CheckedRule> select(List<CheckedRule> rules) {
    List<Optional<Map<String, @Nullable Object>>> events =
        rules.stream().map(RuleKeys::of).toList();
    RuleKeys keys = new RuleKeys(events.stream().flatMap(Optional::stream).toList());
    QueryProgram program = compile(analyze(keys));
    EventReader reader = program.rules().reader(terminal.environment().clock()::millis);
    List<CheckedRule> selected = new ArrayList<>();
    for (int i = 0; i < rules.size(); i++) {
      if (events.get(i).isPresent() && matches(program, reader, events.get(i).get())) {
        selected.add(rules.get(i));
      }
    }
    return selected;
  }

  private Query analyze(RuleKeys keys) {
    DiagnosticSink sink =
        new DiagnosticSink(
            Severities.DEFAULTS.with(UNKNOWN_FIELD + "=off").with(OPERATOR_AS_TEXT + "=error"));
    QueryContext context =
        new QueryContext(new FieldResolver(keys.schema(), UnknownFields.KEYWORD), CATEGORY);
    Optional<Query> query =
        QueryProgram.analyze(
            SourceText.of(OPTION, text),
            CompilerOptions.defaults().languages().byName("kql").orElseThrow(),
            context,
            sink);
    reports.print(sink.diagnostics());
    if (query.isEmpty() || sink.hasErrors()) {
      throw CommandFailure.usage("The condition of '--where' has errors, see above.");
    }
    sayUnknown(query.get(), keys);
    return query.get();
  }

  /** A key that no rule has is likely to be misspelt. */
  private void sayUnknown(Query query, RuleKeys keys) {
    TreeSet<String> unknown = new TreeSet<>();
    for (Field field : UsedFields.of(query)) {
      if (!field.pattern() && !keys.names().contains(field.name())) {
        unknown.add(field.name());
      }
    }
    for (String name : unknown) {
      terminal.say(
          VisibleText.of(
              "--where: No rule has the key '"
                  + name
                  + "'."
                  + Suggestions.didYouMean(name, keys.names())));
    }
  }

  private QueryProgram compile(Query query) {
    try {
      return QueryProgram.compile(
          query, Timing.TIMESTAMP, Optional.empty(), QueryCache.of(terminal.environment()));
    } catch (UnsupportedQueryException | MissingJavaCompilerException e) {
      throw new CommandFailure(ExitCode.NOT_COMPILED, String.valueOf(e.getMessage()));
    }
  }

  private static boolean matches(
      QueryProgram program, EventReader reader, Map<String, @Nullable Object> rule) {
    AtomicBoolean found = new AtomicBoolean();
    try {
      program.rules().match(reader.read(rule), (any, event) -> found.set(true));
    } catch (EventFormatException e) {
      // A rule larger than any event: nothing is known of it.
      return false;
    }
    return found.get();
  }
}
