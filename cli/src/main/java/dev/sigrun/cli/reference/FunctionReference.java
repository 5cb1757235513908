package dev.sigrun.cli.reference;

import dev.sigrun.cli.report.TextTable;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.compiler.functions.FunctionPage;
import dev.sigrun.compiler.functions.FunctionPages;
import dev.sigrun.compiler.language.Language;
import dev.sigrun.compiler.language.Languages;
import dev.sigrun.runtime.json.JsonValues;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The functions of query languages, or some of them.
 *
 * @param languages those that have pages, and others
 * @param pages by language
 */
public record FunctionReference(Languages languages, List<FunctionPage> pages) {
  /** Copies the list. */
  public FunctionReference {
    pages = List.copyOf(pages);
  }

  /** All functions of these languages. */
  public static FunctionReference of(Languages languages) {
    return new FunctionReference(languages, FunctionPages.of(languages));
  }

  /** The functions of a language. */
  public FunctionReference of(Language language) {
    String name = language.names().get(0);
    return with(pages.stream().filter(page -> page.language().equals(name)).toList());
  }

  private FunctionReference with(List<FunctionPage> some) {
    return new FunctionReference(languages, some);
  }

  /** The functions of that name in any case, in all languages. */
  public FunctionReference named(String name) {
    String plain = name.endsWith("~") ? name.substring(0, name.length() - 1) : name;
    return with(pages.stream().filter(page -> page.name().equalsIgnoreCase(plain)).toList());
  }

  /** A message about a name that no function has. */
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
    languages.all().forEach(language -> section(language, text));
    return text.toString();
  }

  /** A table with the columns for which the language has something to say. */
  private void section(Language language, StringBuilder text) {
    List<FunctionPage> some = of(language).pages();
    if (some.isEmpty()) {
      return;
    }
    text.append("\n## ").append(language.label()).append("\n\n");
    text.append(language.aboutFunctions()).append('\n');
    boolean hasNotes = some.stream().anyMatch(page -> !page.notes().isEmpty());
    Set<String> targets = new TreeSet<>();
    some.forEach(page -> targets.addAll(page.targets().keySet()));
    text.append("| written as | gives |").append(hasNotes ? " notes |" : "");
    targets.forEach(target -> text.append(" `").append(target).append("` |"));
    text.append("\n|---|---|").append(hasNotes ? "---|" : "");
    text.append("---|".repeat(targets.size())).append('\n');
    for (FunctionPage page : some) {
      text.append("| `").append(cell(page.call())).append("` | ");
      text.append(cell(page.gives())).append(" |");
      if (hasNotes) {
        text.append(' ').append(cell(String.join("; ", page.notes()))).append(" |");
      }
      for (String target : targets) {
        text.append(' ').append(page.targets().getOrDefault(target, "")).append(" |");
      }
      text.append('\n');
    }
  }

  private static String cell(String text) {
    return text.replace("|", "\\|").replace("*", "\\*");
  }
}
