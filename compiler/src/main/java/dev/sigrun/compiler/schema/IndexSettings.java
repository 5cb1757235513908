package dev.sigrun.compiler.schema;

import dev.sigrun.compiler.document.DataValue;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The settings of an index that concern its fields. */
final class IndexSettings {
  private IndexSettings() {}

  /**
   * The normalizers that an index defines, and whether all that each does is to put text in lower
   * case.
   *
   * @param index a table that may contain settings next to the mapping
   */
  static Map<String, Boolean> normalizers(DataValue.Table index) {
    Optional<DataValue.Table> settings = index.get("settings").flatMap(DataValue::asTable);
    Optional<DataValue.Table> analysis =
        settings
            .flatMap(s -> s.get("index"))
            .flatMap(DataValue::asTable)
            .or(() -> settings)
            .flatMap(s -> s.get("analysis"))
            .flatMap(DataValue::asTable);
    Map<String, Boolean> normalizers = new HashMap<>();
    analysis
        .flatMap(a -> a.get("normalizer"))
        .flatMap(DataValue::asTable)
        .ifPresent(
            defined ->
                defined
                    .entries()
                    .forEach(
                        (name, entry) ->
                            normalizers.put(
                                name,
                                entry.value().asTable().filter(n -> isLowercase(n)).isPresent())));
    return Map.copyOf(normalizers);
  }

  private static boolean isLowercase(DataValue.Table normalizer) {
    Optional<DataValue> filter = normalizer.get("filter");
    Object only = filter.map(DataValue::plain).orElse("");
    boolean lowers = only.equals("lowercase") || only.equals(List.of("lowercase"));
    boolean changesMore =
        normalizer.get("char_filter").filter(f -> !f.plain().equals(List.of())).isPresent();
    return lowers && !changesMore;
  }
}
