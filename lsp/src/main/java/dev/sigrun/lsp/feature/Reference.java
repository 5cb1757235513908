package dev.sigrun.lsp.feature;

import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.codes.CodePage;
import dev.sigrun.compiler.codes.CodePages;
import dev.sigrun.compiler.functions.FunctionPage;
import dev.sigrun.compiler.functions.FunctionPages;
import dev.sigrun.testing.codes.RuleTestCodes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The pages that users can look up, as Markdown. Read when first asked for. */
final class Reference {
  private Reference() {}

  private static final class Codes {
    static final Map<String, CodePage> PAGES = new HashMap<>();

    static {
      Stream.concat(CodePages.ofCompiler().stream(), RuleTestCodes.all().stream())
          .forEach(page -> PAGES.put(page.code(), page));
    }
  }

  private static final class Functions {
    static final List<FunctionPage> PAGES =
        FunctionPages.of(CompilerOptions.defaults().languages());
  }

  /** The page of a code. */
  static Optional<String> code(String code) {
    return Optional.ofNullable(Codes.PAGES.get(code))
        .map(page -> "**" + code + "** " + page.markdown());
  }

  /** The functions and operators of a language. */
  static List<FunctionPage> functions(String language) {
    return Functions.PAGES.stream().filter(page -> page.language().equals(language)).toList();
  }

  /** The page of a function or operator, in any case. */
  static Optional<FunctionPage> function(String language, String name) {
    return functions(language).stream()
        .filter(page -> page.name().equalsIgnoreCase(name))
        .findFirst();
  }

  static String markdown(FunctionPage page) {
    StringBuilder text = new StringBuilder();
    text.append("```\n").append(page.call()).append("\n```\n\n");
    text.append("Gives ").append(page.gives()).append(".\n");
    page.notes().forEach(note -> text.append("\n- ").append(note).append('.'));
    page.example()
        .ifPresent(
            example ->
                text.append("\n\n```")
                    .append(page.language())
                    .append('\n')
                    .append(example)
                    .append("\n```\n"));
    return text.toString();
  }
}
