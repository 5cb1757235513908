package dev.sigrun.compiler.language.esql.syntax;

import dev.sigrun.grammar.esql.EsqlBaseLexer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.antlr.v4.runtime.Token;

/** The written form of names of columns. */
public final class EsqlNames {
  /** Words that are not parts of names unless they are in backticks. */
  private static final Set<String> KEYWORDS =
      Set.of(
          "and", "as", "asc", "by", "desc", "false", "first", "in", "is", "last", "like", "not",
          "null", "nulls", "or", "rlike", "true", "where", "with");

  private static final Pattern WORD = Pattern.compile("[A-Za-z_@][A-Za-z0-9_@]*");
  private static final Pattern WORD_WITH_WILDCARD = Pattern.compile("[A-Za-z_@*][A-Za-z0-9_@*]*");

  private EsqlNames() {}

  /** Whether {@code word} is a keyword, in any case. */
  static boolean isKeyword(String word) {
    return KEYWORDS.contains(word.toLowerCase(Locale.ROOT));
  }

  /** The text of a part of a name. */
  static String part(Token token) {
    String text = token.getText();
    return token.getType() == EsqlBaseLexer.BACKTICKED
        ? text.substring(1, text.length() - 1).replace("``", "`")
        : text;
  }

  /** The name of a column as a query has it: in backticks if it needs them. */
  public static String written(String name) {
    return written(List.of(name.split("\\.", -1)));
  }

  /** A pattern as a query has it. */
  static String written(NamePattern pattern) {
    if (pattern.isExact()) {
      return written(pattern.literals().get(0));
    }
    // A part with a wildcard cannot be in backticks, and what is in backticks has no wildcards.
    StringBuilder text = new StringBuilder();
    List<String> plain = new ArrayList<>();
    StringBuilder part = new StringBuilder();
    boolean wild = false;
    for (int i = 0; i < pattern.literals().size(); i++) {
      if (i > 0) {
        part.append('*');
        wild = true;
      }
      String[] pieces = pattern.literals().get(i).split("\\.", -1);
      part.append(pieces[0]);
      for (int j = 1; j < pieces.length; j++) {
        wild = flush(text, plain, part, wild);
        part.append(pieces[j]);
      }
    }
    flush(text, plain, part, wild);
    if (!plain.isEmpty()) {
      append(text, written(plain));
    }
    return text.toString();
  }

  /** Ends a part; answers whether the next one has a wildcard so far. */
  private static boolean flush(
      StringBuilder text, List<String> plain, StringBuilder part, boolean wild) {
    if (wild) {
      if (!WORD_WITH_WILDCARD.matcher(part).matches()) {
        throw new IllegalArgumentException("Cannot be written: " + part);
      }
      if (!plain.isEmpty()) {
        append(text, written(plain));
        plain.clear();
      }
      append(text, part.toString());
    } else {
      plain.add(part.toString());
    }
    part.setLength(0);
    return false;
  }

  private static void append(StringBuilder text, String part) {
    text.append(text.length() == 0 ? "" : ".").append(part);
  }

  private static String written(List<String> parts) {
    boolean isPlain =
        parts.stream().allMatch(part -> WORD.matcher(part).matches() && !isKeyword(part));
    String name = String.join(".", parts);
    return isPlain ? name : "`" + name.replace("`", "``") + "`";
  }
}
