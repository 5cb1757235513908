package dev.sigrun.cli.reference;

import dev.sigrun.cli.report.TextTable;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.compiler.functions.FunctionPage;
import dev.sigrun.compiler.functions.FunctionPages;
import dev.sigrun.runtime.json.JsonValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * The functions of query languages, or some of them.
 *
 * @param pages by language
 */
public record FunctionReference(List<FunctionPage> pages) {
  /** Copies the list. */
  public FunctionReference {
    pages = List.copyOf(pages);
  }

  /** All functions. */
  public static FunctionReference all() {
    return new FunctionReference(FunctionPages.all());
  }

  /** The functions of a language. */
  public FunctionReference of(String language) {
    return new FunctionReference(
        pages.stream().filter(page -> page.language().equals(language)).toList());
  }

  /** The functions of that name in any case, in all languages. */
  public FunctionReference named(String name) {
    String plain = name.endsWith("~") ? name.substring(0, name.length() - 1) : name;
    return new FunctionReference(
        pages.stream().filter(page -> page.name().equalsIgnoreCase(plain)).toList());
  }

  /** What to say about a name that no function has. */
  public String unknown(String name) {
    TreeSet<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    pages.forEach(page -> names.add(page.name()));
    return "There is no function or operator '"
        + name
        + "'."
        + Suggestions.didYouMean(name, names)
        + " 'sigrun functions' lists them.";
  }

  /** A row for each function, in lines of this width if there is one. */
  public String table(Optional<Integer> width) {
    TextTable table = new TextTable("LANGUAGE", "NAME", "GIVES");
    pages.forEach(page -> table.add(page.language(), page.name(), page.gives()));
    return table.print(width);
  }

  /** An array of objects, one for each function. */
  public String json() {
    return JsonValues.writePretty(pages.stream().map(FunctionReference::object).toList());
  }

  private static Map<String, Object> object(FunctionPage page) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put("language", page.language());
    object.put("name", page.name());
    object.put("call", page.call());
    object.put("gives", page.gives());
    object.put("notes", page.notes());
    page.example().ifPresent(example -> object.put("example", example));
    if (!page.targets().isEmpty()) {
      object.put("targets", page.targets());
    }
    return object;
  }

  /** The pages for people. */
  public String text(Optional<Integer> width) {
    StringBuilder text = new StringBuilder();
    for (FunctionPage page : pages) {
      text.append(text.isEmpty() ? "" : "\n");
      text.append(page.language()).append("  ").append(page.call()).append("\n\n");
      text.append(Paragraphs.wrap("Gives " + page.gives() + ".", width));
      page.notes().forEach(note -> text.append(Paragraphs.wrap(note + ".", width)));
      page.example().ifPresent(e -> text.append("\nExample:\n\n    ").append(e).append('\n'));
      if (!page.targets().isEmpty()) {
        text.append("\nExports of the example:\n\n");
        page.targets()
            .forEach(
                (target, fidelity) -> text.append("    %-24s %s\n".formatted(target, fidelity)));
      }
    }
    return text.toString();
  }

  /** All pages as a document. */
  public String markdown() {
    StringBuilder text = new StringBuilder();
    text.append("# Functions and operators\n\n");
    text.append(
        "`sigrun functions NAME` shows one. `sigrun functions --format markdown` prints this page; do not edit\n");
    text.append("it. Codes in the columns of targets are explained by `sigrun codes`.\n");
    section("EQL", "eql", EQL, true, text);
    section("KQL", "kql", KQL, true, text);
    section("ES|QL", "esql", ESQL, false, text);
    return text.toString();
  }

  private static final String EQL =
      """
      Brackets mark optional arguments. Names are not case-sensitive. A condition that is null or that fails selects nothing.
      How exact exports are depends on the whole condition; the table is about the examples of `sigrun functions NAME`.
      """;

  private static final String KQL =
      """
      KQL has operators only. A condition on a field that an event lacks is false, and its negation is true.
      """;

  private static final String ESQL =
      """
      Most functions give null if an argument is null or has several values. Functions whose names begin with `MV_` take
      several values, and those that begin with `TO_` convert each value; `CASE` and `COALESCE` choose among arguments that may
      be null. Rules in ES|QL are exported to `elasticsearch-esql` and `kibana` as they are.
      """;

  private void section(
      String title, String language, String about, boolean exports, StringBuilder text) {
    List<FunctionPage> some = of(language).pages();
    if (some.isEmpty()) {
      return;
    }
    text.append("\n## ").append(title).append("\n\n").append(about).append('\n');
    List<String> targets =
        exports ? List.copyOf(new TreeSet<>(some.get(0).targets().keySet())) : List.of();
    text.append("| ").append(language.equals("kql") ? "operator" : "function").append(" | gives |");
    if (language.equals("kql")) {
      targets = List.of();
    }
    if (!language.equals("kql")) {
      text.append(" notes |");
    }
    targets.forEach(target -> text.append(" `").append(target).append("` |"));
    text.append("\n|---|---|").append(language.equals("kql") ? "" : "---|");
    text.append("---|".repeat(targets.size())).append('\n');
    for (FunctionPage page : some) {
      text.append("| `")
          .append(cell(page.call()))
          .append("` | ")
          .append(cell(page.gives()))
          .append(" |");
      if (!language.equals("kql")) {
        text.append(' ').append(cell(String.join("; ", page.notes()))).append(" |");
      }
      for (String target : targets) {
        text.append(' ').append(page.targets().get(target)).append(" |");
      }
      text.append('\n');
    }
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("*", "\\*");
  }
}
