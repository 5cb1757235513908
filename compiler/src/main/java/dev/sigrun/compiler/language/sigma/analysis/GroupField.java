package dev.sigrun.compiler.language.sigma.analysis;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.language.sigma.data.EventField;
import dev.sigrun.compiler.language.sigma.data.SigmaData;
import dev.sigrun.compiler.language.sigma.syntax.SigmaCondition;
import dev.sigrun.compiler.language.sigma.syntax.SigmaDetection;
import dev.sigrun.compiler.language.sigma.syntax.SigmaRule;
import dev.sigrun.compiler.language.sigma.syntax.SigmaValue;
import dev.sigrun.compiler.rule.FieldName;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A field of a rule's events whose values are compared with each other, counted or measured. */
public final class GroupField {
  private static final DiagnosticKind IN_PIECES =
      DiagnosticKind.unsupported(
          "SIG117",
          "group by pieces",
          "These events do not hold '%s' as one value, so that it cannot be compared or counted.");
  private static final DiagnosticKind SOME_IN_PIECES =
      DiagnosticKind.warning(
          "SIG118",
          "Some forms of events do not hold '%s' as one value. In these events it is missing.");

  private static final String IDENTIFIER = "group";

  private GroupField() {}

  /**
   * Where the events of {@code rule} hold what it calls {@code name}.
   *
   * @param type of the values
   * @param sink told if they do not hold it as one value
   */
  public static Optional<Field> find(
      SigmaRule rule, SigmaData data, FieldName name, ValueType type, DiagnosticSink sink) {
    int checkpoint = sink.checkpoint();
    SigmaRule prepared = prepared(rule, data, name, sink);
    Set<String> paths = new LinkedHashSet<>();
    Set<String> patterns = new LinkedHashSet<>();
    boolean pieces = false;
    for (String each : names(prepared)) {
      for (EventField field : data.field(prepared.logSource(), each, name.origin(), sink)) {
        pieces |= field.rule().isPresent();
        if (field.rule().isEmpty()) {
          (field.pattern() ? patterns : paths).addAll(field.paths());
        }
      }
    }
    // Pipelines may drop a field.
    boolean dropped = paths.isEmpty() && !sink.hasErrorsSince(checkpoint);
    if (pieces || dropped) {
      DiagnosticKind kind = paths.isEmpty() ? IN_PIECES : SOME_IN_PIECES;
      sink.report(kind, name.origin().source(), name.origin().span(), name.name());
    }
    if (paths.isEmpty()) {
      return Optional.empty();
    }
    Field field = EventTests.ofPaths(List.copyOf(paths), type);
    return Optional.of(
        patterns.isEmpty()
            ? field
            : field.read(field.reading().withPatterns(List.copyOf(patterns))));
  }

  /** A rule that tests nothing but this field, so that pipelines rename it as they do others. */
  private static SigmaRule prepared(
      SigmaRule rule, SigmaData data, FieldName name, DiagnosticSink sink) {
    SigmaDetection item =
        new SigmaDetection.Item(
            name.origin(),
            Optional.of(name.name()),
            List.of(),
            List.of(new SigmaValue.Text(name.origin(), "*")));
    SigmaRule.Identifier identifier =
        new SigmaRule.Identifier(
            name.origin(), IDENTIFIER, new SigmaDetection.All(name.origin(), List.of(item)));
    return data.prepare(
        new SigmaRule(
            rule.origin(),
            rule.logSource(),
            List.of(identifier),
            new SigmaCondition.Name(name.origin(), IDENTIFIER),
            rule.tags()),
        sink);
  }

  private static List<String> names(SigmaRule prepared) {
    List<String> names = new ArrayList<>();
    prepared.identifier(IDENTIFIER).ifPresent(found -> collect(found.detection(), names));
    return names;
  }

  private static void collect(SigmaDetection detection, List<String> names) {
    if (detection instanceof SigmaDetection.Item item) {
      item.field().ifPresent(names::add);
    } else if (detection instanceof SigmaDetection.All all) {
      all.parts().forEach(part -> collect(part, names));
    } else if (detection instanceof SigmaDetection.Any any) {
      any.parts().forEach(part -> collect(part, names));
    }
  }
}
