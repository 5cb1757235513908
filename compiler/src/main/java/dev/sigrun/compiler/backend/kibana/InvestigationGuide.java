package dev.sigrun.compiler.backend.kibana;

import dev.sigrun.runtime.json.JsonValues;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts the queries of a {@code [transform]} table where the guide names them: {@code $osquery_0}
 * and {@code ${osquery_0}} become {@code !{osquery{...}}}.
 */
final class InvestigationGuide {
  private static final Pattern PLACEHOLDER =
      Pattern.compile("\\$(?:\\{([a-z]+)_([0-9]{1,4})\\}|([a-z]+)_([0-9]{1,4}))");

  private InvestigationGuide() {}

  static String expand(String note, Map<String, Object> transform) {
    Matcher placeholder = PLACEHOLDER.matcher(note);
    StringBuilder expanded = new StringBuilder(note.length());
    while (placeholder.find()) {
      String braced = placeholder.group(1);
      String plugin = braced == null ? placeholder.group(3) : braced;
      String index = braced == null ? placeholder.group(4) : placeholder.group(2);
      String text =
          entry(transform, plugin, Integer.parseInt(index))
              .map(entry -> render(plugin, entry))
              .orElseGet(placeholder::group);
      placeholder.appendReplacement(expanded, Matcher.quoteReplacement(text));
    }
    return placeholder.appendTail(expanded).toString();
  }

  private static Optional<Object> entry(Map<String, Object> transform, String plugin, int index) {
    return transform.get(plugin) instanceof List<?> entries && index < entries.size()
        ? Optional.ofNullable(entries.get(index))
        : Optional.empty();
  }

  private static String render(String plugin, Object entry) {
    return "!{" + plugin + JsonValues.write(entry) + "}";
  }
}
