package dev.sigrun.proof.spl;

import dev.sigrun.proof.spl.eval.Row;
import dev.sigrun.proof.spl.eval.UndocumentedException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The groups of {@code by}. */
final class Groups {
  private Groups() {}

  /** The keys of a row: none if a field is missing, several if a field has several values. */
  static List<List<String>> keys(Row row, List<String> fields) {
    List<List<String>> keys = List.of(List.of());
    for (String field : fields) {
      List<List<String>> longer = new ArrayList<>();
      for (List<String> key : keys) {
        for (String text : row.texts(field)) {
          List<String> more = new ArrayList<>(key);
          more.add(text);
          longer.add(more);
        }
      }
      keys = longer;
    }
    return keys.stream().distinct().toList();
  }

  /** The one key of a row; null if a field is missing. */
  static @Nullable List<String> key(Row row, List<String> fields) {
    List<List<String>> keys = keys(row, fields);
    if (keys.size() > 1) {
      throw new UndocumentedException("the group of a row whose key has several values: " + fields);
    }
    return keys.isEmpty() ? null : keys.get(0);
  }
}
