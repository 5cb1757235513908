package dev.sigrun.compiler.language.kql.analysis;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.language.kql.syntax.KqlValue;
import dev.sigrun.compiler.source.Origin;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The values that some fields of a pattern of names cannot hold. A pattern is written once before a
 * list of values, so it gets one diagnostic, however long the list is.
 */
final class RefusedValues {
  private static final DiagnosticKind PASSED_OVER =
      DiagnosticKind.warning(
          "KQL108",
          "'%s' matches %s that cannot have the value %s: %s. They are ignored here, but a server"
              + " fails the search if an index has such a field.");
  private static final DiagnosticKind PATTERN_OVER_TYPES =
      DiagnosticKind.error("KQL117", "'%s' matches %s that cannot have the value %s: %s.");

  /** The maximum number of fields, or values, that a message names. */
  private static final int MOST_NAMED = 5;

  private final Map<Place, Refusal> refusals = new LinkedHashMap<>();

  /** A place in the query; two patterns with the same text are two places. */
  private record Place(int start, int end) {}

  private record Refusal(Origin name, List<KqlValue> values, Set<Field> fields) {}

  /** Records that {@code fields}, which {@code name} matches, cannot hold {@code value}. */
  void add(Origin name, KqlValue value, List<Field> fields) {
    Place place = new Place(name.span().start(), name.span().end());
    Refusal refusal =
        refusals.computeIfAbsent(
            place, key -> new Refusal(name, new ArrayList<>(), new LinkedHashSet<>()));
    refusal.values().add(value);
    refusal.fields().addAll(fields);
  }

  /**
   * Reports each pattern once.
   *
   * @param passedOver whether the fields are ignored by the search instead of failing it
   */
  void report(boolean passedOver, DiagnosticSink sink) {
    DiagnosticKind kind = passedOver ? PASSED_OVER : PATTERN_OVER_TYPES;
    for (Refusal refusal : refusals.values()) {
      List<KqlValue> values = refusal.values();
      Origin place = values.size() == 1 ? values.get(0).origin() : refusal.name();
      List<Field> fields = List.copyOf(refusal.fields());
      String count = fields.size() == 1 ? "a field" : fields.size() + " fields";
      sink.report(
          kind,
          place.source(),
          place.span(),
          refusal.name().text(),
          count,
          anyOf(values),
          someOf(fields));
    }
  }

  private static String anyOf(List<KqlValue> values) {
    String first =
        values.stream()
            .limit(MOST_NAMED)
            .map(value -> "'" + shown(value) + "'")
            .collect(Collectors.joining(" or "));
    return first + others(values.size() - MOST_NAMED, " or ");
  }

  private static String shown(KqlValue value) {
    return value instanceof KqlValue.Text text ? text.text() : value.origin().text();
  }

  /** The first few of {@code fields}, and the number of others. */
  private static String someOf(List<Field> fields) {
    String first =
        fields.stream()
            .limit(MOST_NAMED)
            .map(field -> "'" + field.name() + "' (" + field.type().label() + ")")
            .collect(Collectors.joining(", "));
    return first + others(fields.size() - MOST_NAMED, " and ");
  }

  private static String others(int count, String joint) {
    return count <= 0 ? "" : joint + count + (count == 1 ? " other" : " others");
  }
}
