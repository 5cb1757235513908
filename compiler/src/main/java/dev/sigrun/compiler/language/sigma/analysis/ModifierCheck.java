package dev.sigrun.compiler.language.sigma.analysis;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.language.sigma.syntax.SigmaDetection;
import dev.sigrun.compiler.language.sigma.syntax.SigmaModifier;
import dev.sigrun.compiler.language.sigma.syntax.SigmaModifier.Kind;
import dev.sigrun.compiler.language.sigma.syntax.SigmaModifier.Role;
import dev.sigrun.compiler.language.sigma.syntax.SigmaValue;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.runtime.pattern.CaseFolding;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reports modifiers that do not go together. */
final class ModifierCheck {
  private static final DiagnosticKind TWICE =
      DiagnosticKind.error("SIG040", "Modifier '%s' is written twice.");
  private static final DiagnosticKind CONFLICT =
      DiagnosticKind.error("SIG041", "Modifier '%s' does not go with '%s'.");
  private static final DiagnosticKind NOT_FIRST =
      DiagnosticKind.error("SIG042", "Modifier '%s' must be the first of the field.");
  private static final DiagnosticKind NEEDS_REGEX =
      DiagnosticKind.error(
          "SIG043", "Modifier '%s' belongs to a regular expression: write 're|%s'.");
  private static final DiagnosticKind NEEDS_FIELD =
      DiagnosticKind.error("SIG044", "Modifier '%s' needs a field before it.");
  private static final DiagnosticKind TOO_LATE =
      DiagnosticKind.error("SIG045", "Modifier '%s' must be written before '%s'.");
  private static final DiagnosticKind NO_EFFECT =
      DiagnosticKind.warning("SIG046", "Modifier '%s' has no effect: %s.");
  private static final DiagnosticKind OFTEN_MISSES =
      DiagnosticKind.warning(
          "SIG047", "Modifier 'base64offset' without 'contains' hardly ever matches. Add it.");

  private static final DiagnosticKind VALUE_TWICE =
      DiagnosticKind.warning("SIG136", "This value is in the list twice.");

  private static final Set<Kind> NEED_FIELD =
      EnumSet.of(
          Kind.EXISTS,
          Kind.CIDR,
          Kind.LT,
          Kind.LTE,
          Kind.GT,
          Kind.GTE,
          Kind.FIELDREF,
          Kind.MINUTE,
          Kind.HOUR,
          Kind.DAY,
          Kind.WEEK,
          Kind.MONTH,
          Kind.YEAR);

  private final SigmaDetection.Item item;
  private final DiagnosticSink sink;

  private ModifierCheck(SigmaDetection.Item item, DiagnosticSink sink) {
    this.item = item;
    this.sink = sink;
  }

  /** Whether the modifiers of {@code item} mean something together. */
  static boolean check(SigmaDetection.Item item, DiagnosticSink sink) {
    int checkpoint = sink.checkpoint();
    new ModifierCheck(item, sink).check();
    return !sink.hasErrorsSince(checkpoint);
  }

  private void check() {
    Set<Kind> seen = EnumSet.noneOf(Kind.class);
    for (SigmaModifier modifier : item.modifiers()) {
      Kind kind = modifier.kind();
      if (!seen.add(kind)) {
        report(TWICE, modifier.origin(), kind);
      } else {
        check(modifier);
      }
    }
    checkValues();
    if (item.has(Kind.ALL) && item.values().size() == 1 && item.field().isPresent()) {
      warn(Kind.ALL, "there is only one value");
    }
    if (item.has(Kind.RE) && first(Role.PLACE).isPresent()) {
      warn(first(Role.PLACE).get(), "regular expressions are searched in the whole value");
    }
    if (item.has(Kind.BASE64OFFSET) && !item.has(Kind.CONTAINS) && item.field().isPresent()) {
      report(OFTEN_MISSES, origin(Kind.BASE64OFFSET));
    }
  }

  /**
   * Case does not matter, unless a modifier says so, or a text is encoded before it is compared.
   */
  private void checkValues() {
    boolean exact = item.has(Kind.CASED) || item.has(Kind.RE) || first(Role.ENCODING).isPresent();
    Set<Object> seen = new HashSet<>();
    for (SigmaValue value : item.values()) {
      if (value instanceof SigmaValue.Text text) {
        String compared = exact ? text.written() : CaseFolding.lower(text.written());
        if (!seen.add(compared)) {
          report(VALUE_TWICE, value.origin());
        }
      } else if (value instanceof SigmaValue.Numeric number && !seen.add(number.value())) {
        report(VALUE_TWICE, value.origin());
      }
    }
  }

  private void check(SigmaModifier modifier) {
    Kind kind = modifier.kind();
    List<SigmaModifier> before = item.modifiers().subList(0, item.modifiers().indexOf(modifier));
    boolean first = before.stream().noneMatch(each -> each.kind().role() != Role.LIST);
    if (NEED_FIELD.contains(kind) && item.field().isEmpty()) {
      report(NEEDS_FIELD, modifier.origin(), kind);
    } else if ((kind == Kind.RE || kind == Kind.CIDR) && !first) {
      report(NOT_FIRST, modifier.origin(), kind);
    } else if (kind.role() == Role.FLAG && !item.has(Kind.RE)) {
      report(NEEDS_REGEX, modifier.origin(), kind, kind);
    } else {
      before.stream()
          .map(SigmaModifier::kind)
          .filter(other -> conflicts(other, kind))
          .findFirst()
          .ifPresent(other -> report(CONFLICT, modifier.origin(), kind, other));
    }
    if (kind.role() == Role.ENCODING) {
      before.stream()
          .map(SigmaModifier::kind)
          .filter(other -> other.role() == Role.PLACE)
          .findFirst()
          .ifPresent(other -> report(TOO_LATE, modifier.origin(), kind, other));
    }
  }

  private static boolean conflicts(Kind one, Kind other) {
    return excludes(one, other) || excludes(other, one);
  }

  private static boolean excludes(Kind one, Kind other) {
    if (one == Kind.EXISTS) {
      return true;
    }
    if (one.role() == Role.OPERATOR) {
      return switch (other.role()) {
        case OPERATOR ->
            !(one.isTimePart() && other.isOrder() || one.isOrder() && other.isTimePart());
        case PLACE -> one != Kind.FIELDREF && one != Kind.RE;
        case ENCODING -> true;
        case FLAG -> one != Kind.RE;
        case LIST -> false;
        case OPTION ->
            switch (other) {
              case CASED -> one != Kind.FIELDREF;
              case EXPAND -> one != Kind.RE && one != Kind.CIDR;
              default -> true;
            };
      };
    }
    return one.role() == Role.PLACE && other.role() == Role.PLACE;
  }

  private Optional<Kind> first(Role role) {
    return item.modifiers().stream()
        .map(SigmaModifier::kind)
        .filter(kind -> kind.role() == role)
        .findFirst();
  }

  private Origin origin(Kind kind) {
    return item.modifiers().stream()
        .filter(modifier -> modifier.kind() == kind)
        .findFirst()
        .map(SigmaModifier::origin)
        .orElse(item.origin());
  }

  private void warn(Kind kind, String reason) {
    report(NO_EFFECT, origin(kind), kind, reason);
  }

  private void report(DiagnosticKind kind, Origin origin, Object... arguments) {
    sink.report(kind, origin.source(), origin.span(), arguments);
  }
}
