package dev.sigrun.compiler.language.sigma;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Correlation;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.language.sigma.analysis.GroupField;
import dev.sigrun.compiler.language.sigma.syntax.SigmaCorrelation;
import dev.sigrun.compiler.rule.FieldName;
import dev.sigrun.compiler.source.Origin;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds where the events of each rule hold what a correlation groups by and measures. */
final class CorrelatedFields {
  private static final DiagnosticKind NO_FIELD =
      DiagnosticKind.error("SIG113", "The alias '%s' has no field for the rule '%s'.");
  private static final DiagnosticKind UNLISTED =
      DiagnosticKind.error("SIG114", "The alias names '%s', which 'rules' does not list.");
  private static final DiagnosticKind DIFFERENT =
      DiagnosticKind.error(
          "SIG115",
          "The events of '%s' hold '%s' in different fields. Group by it in that correlation, under"
              + " an alias.");

  private final SigmaCorrelation written;
  private final List<FieldName> measured;
  private final ValueType type;
  private final DiagnosticSink sink;

  CorrelatedFields(SigmaCorrelation written, Correlation.Kind kind, DiagnosticSink sink) {
    this.written = written;
    this.measured =
        kind.needsValues() && written.condition() instanceof SigmaCorrelation.Bounds bounds
            ? bounds.fields()
            : List.of();
    this.type = kind.isNumeric() ? ValueType.NUMBER : ValueType.KEYWORD;
    this.sink = sink;
  }

  /** Reports aliases that name other rules. */
  void checkAliases(List<CorrelatedRule> rules) {
    if (rules.size() < written.rules().size()) {
      return;
    }
    for (SigmaCorrelation.Alias alias : written.aliases()) {
      for (SigmaCorrelation.AliasField field : alias.fields()) {
        if (rules.stream().noneMatch(rule -> rule.isCalled(field.rule().name()))) {
          report(UNLISTED, field.rule().origin(), field.rule().name());
        }
      }
    }
  }

  /**
   * The fields that the correlation reads from events of {@code rule}; empty if an error was
   * reported.
   */
  Optional<Correlation.Source> source(CorrelatedRule rule) {
    Optional<List<Correlation.Term>> keys = terms(rule, written.groupBy(), ValueType.KEYWORD);
    Optional<List<Correlation.Term>> values = terms(rule, measured, type);
    return keys.isEmpty() || values.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Correlation.Source(
                rule.name().origin(), rule.name().name(), rule.input(), keys.get(), values.get()));
  }

  private Optional<List<Correlation.Term>> terms(
      CorrelatedRule rule, List<FieldName> names, ValueType valueType) {
    List<Correlation.Term> terms = new ArrayList<>();
    for (FieldName name : names) {
      written(rule, name).flatMap(field -> term(rule, field, valueType)).ifPresent(terms::add);
    }
    return terms.size() < names.size() ? Optional.empty() : Optional.of(terms);
  }

  /** The field that {@code name}, which may be an alias, means in a rule. */
  private Optional<FieldName> written(CorrelatedRule rule, FieldName name) {
    Optional<SigmaCorrelation.Alias> alias =
        written.aliases().stream().filter(each -> each.name().equals(name.name())).findFirst();
    if (alias.isEmpty()) {
      return Optional.of(name);
    }
    Optional<FieldName> field =
        alias.get().fields().stream()
            .filter(each -> rule.isCalled(each.rule().name()))
            .map(SigmaCorrelation.AliasField::field)
            .findFirst();
    if (field.isEmpty()) {
      report(NO_FIELD, alias.get().origin(), name.name(), rule.name().name());
    }
    return field;
  }

  private Optional<Correlation.Term> term(
      CorrelatedRule rule, FieldName field, ValueType valueType) {
    int position = rule.groups().indexOf(field.name());
    if (position >= 0) {
      return Optional.of(new Correlation.OfGroup(position));
    }
    Set<Field> fields = new LinkedHashSet<>();
    for (ParsedSigma single : rule.singles()) {
      GroupField.find(single.tree(), single.data(), field, valueType, sink).ifPresent(fields::add);
    }
    if (fields.size() > 1) {
      report(DIFFERENT, field.origin(), rule.name().name(), field.name());
    }
    return fields.size() == 1
        ? fields.stream().findFirst().map(Correlation.OfField::new)
        : Optional.empty();
  }

  private void report(DiagnosticKind kind, Origin origin, Object... arguments) {
    sink.report(kind, origin.source(), origin.span(), arguments);
  }
}
