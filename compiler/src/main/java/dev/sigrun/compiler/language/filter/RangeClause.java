package dev.sigrun.compiler.language.filter;

import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Range;
import dev.sigrun.compiler.language.FieldTests;
import dev.sigrun.compiler.source.Origin;
import java.util.List;
import java.util.Optional;

/** The clause {@code range}. */
final class RangeClause {
  private static final List<String> RANGE_KEYS =
      List.of("gt", "gte", "lt", "lte", "format", "time_zone");

  /** The default format of dates. */
  private static final List<String> USUAL_DATES =
      List.of(
          "strict_date_optional_time",
          "epoch_millis",
          "strict_date_optional_time||epoch_millis",
          "UTC",
          "Z",
          "Zulu",
          "+00:00");

  private final FilterFields fields;
  private final FilterReports reports;
  private final ValueClause values;

  RangeClause(FilterFields fields, FilterReports reports, ValueClause values) {
    this.fields = fields;
    this.reports = reports;
    this.values = values;
  }

  /** The test of a clause with this body. */
  Optional<Predicate> predicate(Origin origin, DataValue.Table body) {
    for (String key : body.keys()) {
      Optional<DataValue.Table> ends = body.get(key).flatMap(DataValue::asTable);
      if (ends.isPresent()) {
        return checkEnds(ends.get())
            ? fields.test(origin, "range", key, f -> between(origin, f, ends.get()))
            : Optional.empty();
      }
    }
    return reports.badShape(
        body.origin(), "range", "a field with 'gte', 'gt', 'lte' or 'lt'", "none");
  }

  /** Whether a range has known settings only, and those that change nothing here. */
  private boolean checkEnds(DataValue.Table ends) {
    boolean good = reports.checkKeys("range", ends, RANGE_KEYS);
    for (String key : List.of("format", "time_zone")) {
      Optional<DataValue> value = ends.get(key);
      if (value.isPresent() && !USUAL_DATES.contains(String.valueOf(value.get().plain()))) {
        reports.unsupportedKey(value.get().origin(), "range", key);
        good = false;
      }
    }
    return good;
  }

  private Optional<Predicate> between(Origin origin, Field field, DataValue.Table ends) {
    Optional<Range.Bound<String>> lower =
        bound(ends, "gte", true).or(() -> bound(ends, "gt", false));
    Optional<Range.Bound<String>> upper =
        bound(ends, "lte", true).or(() -> bound(ends, "lt", false));
    if (lower.isEmpty() && upper.isEmpty()) {
      return Optional.of(new Predicate.Exists(origin, field));
    }
    if (field.type().isText()) {
      return fields.untestable(origin, "range", field);
    }
    Optional<Predicate> test = FieldTests.inRange(origin, field, new Range<>(lower, upper));
    return test.isPresent()
        ? test
        : values.badValue(origin, field, lower.or(() -> upper).map(Range.Bound::value).orElse(""));
  }

  private static Optional<Range.Bound<String>> bound(
      DataValue.Table ends, String key, boolean inclusive) {
    return ends.get(key)
        .filter(ValueClause::isScalar)
        .map(v -> new Range.Bound<>(String.valueOf(v.plain()), inclusive));
  }
}
