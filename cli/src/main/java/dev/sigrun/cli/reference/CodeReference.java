package dev.sigrun.cli.reference;

import dev.sigrun.cli.report.TextTable;
import dev.sigrun.compiler.codes.CodeExample;
import dev.sigrun.compiler.codes.CodePage;
import dev.sigrun.compiler.codes.CodePages;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.runtime.json.JsonValues;
import dev.sigrun.testing.codes.RuleTestCodes;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The codes of all diagnostics, or some of them.
 *
 * @param pages in the order of their codes
 */
public record CodeReference(List<CodePage> pages) {
  private static final Map<String, String> AREAS = areas();

  /** Copies the list. */
  public CodeReference {
    pages = List.copyOf(pages);
  }

  private static Map<String, String> areas() {
    Map<String, String> areas = new LinkedHashMap<>();
    areas.put("EQL", "Queries in EQL");
    areas.put("KQL", "Queries in KQL");
    areas.put("ESQL", "Queries in ES|QL");
    areas.put("FLT", "Filters of rules");
    areas.put("EXC", "Exceptions of rules");
    areas.put("ANA", "Fields and conditions of rules");
    areas.put("RUL", "Rule files");
    areas.put("SIG", "Sigma rules");
    areas.put("PIPE", "Sigma pipelines");
    areas.put("TST", "Rule tests");
    areas.put("SCH", "Schemas");
    areas.put("MAP", "Mappings");
    areas.put("PRJ", "Project files");
    areas.put("IGN", "Comments that turn codes off");
    areas.put("TOML", "TOML files");
    areas.put("YAML", "YAML files");
    areas.put("JSON", "JSON files");
    areas.put("JAV", "Matchers");
    areas.put("EXP", "All exports");
    areas.put("DSL", "Exports in Query DSL");
    areas.put("EEX", "Exports in EQL");
    areas.put("ESX", "Exports in ES|QL");
    areas.put("SPL", "Exports for Splunk");
    return areas;
  }

  /** All codes. */
  public static CodeReference all() {
    return new CodeReference(
        Stream.concat(CodePages.ofCompiler().stream(), RuleTestCodes.all().stream()).toList());
  }

  /** The page of a code, in any case. */
  public Optional<CodePage> page(String code) {
    return pages.stream().filter(page -> page.code().equalsIgnoreCase(code)).findFirst();
  }

  /** The codes with that prefix, in any case. */
  public CodeReference startingWith(String prefix) {
    String start = prefix.toUpperCase(Locale.ROOT);
    return new CodeReference(pages.stream().filter(p -> p.code().startsWith(start)).toList());
  }

  /** A message about a word that is neither a code nor a prefix. */
  public String unknown(String word) {
    List<String> codes = pages.stream().map(CodePage::code).toList();
    String near = Suggestions.didYouMean(word.toUpperCase(Locale.ROOT), codes).toString().strip();
    return "There is no code '"
        + word
        + "'. "
        + (near.isEmpty() ? "Codes start with " + String.join(", ", prefixes()) + "." : near);
  }

  private Set<String> prefixes() {
    Set<String> prefixes = new LinkedHashSet<>();
    pages.forEach(page -> prefixes.add(prefix(page)));
    return prefixes;
  }

  private static String prefix(CodePage page) {
    return page.code().replaceAll("[0-9]", "");
  }

  /** A row for each code, in lines of this width if there is one. */
  public String table(Optional<Integer> width) {
    TextTable table = new TextTable("CODE", "SEVERITY", "TITLE");
    pages.forEach(page -> table.add(page.code(), page.severity().label(), page.title()));
    return table.print(width);
  }

  /** An array of objects, one for each code. */
  public String json() {
    return JsonValues.writePretty(pages.stream().map(CodeReference::object).toList());
  }

  /** The object for one code. */
  public static String json(CodePage page) {
    return JsonValues.writePretty(object(page));
  }

  private static Map<String, Object> object(CodePage page) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("code", page.code());
    object.put("severity", page.severity().label());
    object.put("title", page.title());
    object.put("why", page.why());
    page.example()
        .ifPresent(
            example -> {
              object.put("language", example.form().label());
              object.put("wrong", example.wrong());
              object.put("mended", example.mended());
              example
                  .setting()
                  .files()
                  .forEach((form, file) -> object.put(form.name().toLowerCase(Locale.ROOT), file));
              example.setting().target().ifPresent(target -> object.put("target", target));
            });
    page.noExample().ifPresent(sentence -> object.put("noExample", sentence));
    return object;
  }

  /** The page of a code for people. */
  public static String text(CodePage page, Optional<Integer> width) {
    StringBuilder text = new StringBuilder();
    text.append(
        Paragraphs.wrap(page.code() + " " + page.severity().label() + ": " + page.title(), width));
    text.append('\n').append(Paragraphs.wrap(page.why(), width));
    page.example().ifPresent(example -> example.parts().forEach(part -> part(part, text)));
    page.noExample()
        .ifPresent(sentence -> text.append('\n').append(Paragraphs.wrap(sentence, width)));
    return text.toString();
  }

  private static void part(CodeExample.Part part, StringBuilder text) {
    text.append('\n').append(part.title()).append(":\n\n");
    part.text().lines().forEach(l -> text.append(("    " + l).stripTrailing()).append('\n'));
  }

  /** All pages as a document. */
  public String markdown() {
    StringBuilder text = new StringBuilder();
    text.append("# Codes of errors and warnings\n\n");
    text.append(
        "Every message ends with a code. `sigrun codes CODE` shows its section of this page.\n");
    text.append("`sigrun codes --format markdown` prints the page; do not edit it.\n");
    Map<String, List<CodePage>> byPrefix =
        pages.stream().collect(Collectors.groupingBy(CodeReference::prefix));
    AREAS.forEach(
        (prefix, title) -> {
          List<CodePage> area = byPrefix.getOrDefault(prefix, List.of());
          if (!area.isEmpty()) {
            text.append("\n## ").append(title).append('\n');
            area.forEach(page -> section(page, text));
          }
        });
    return text.toString();
  }

  private static void section(CodePage page, StringBuilder text) {
    text.append("\n### ").append(page.code()).append("\n\n");
    text.append(page.markdown());
  }

  /** The prefixes that {@link #markdown} has sections for. */
  static Set<String> areasOfMarkdown() {
    return AREAS.keySet();
  }
}
