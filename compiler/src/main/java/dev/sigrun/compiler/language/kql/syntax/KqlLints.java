package dev.sigrun.compiler.language.kql.syntax;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Warns about well-formed queries that probably do not mean what their author intended. Looks at
 * the text alone: what depends on the types of fields is left to the analysis.
 */
final class KqlLints implements KqlQuery.Visitor<List<KqlQuery>> {
  private static final DiagnosticKind LINE_BREAK =
      DiagnosticKind.warning(
          "KQL031",
          "The line break is part of '%s'. Write 'and' or 'or' between the lines, or quote them.");

  private static final DiagnosticKind KEYWORD_AS_TEXT =
      DiagnosticKind.warning(
          "KQL032",
          "The word '%s' is part of the text '%s' here, because there is nothing on its other side.");

  private static final DiagnosticKind COMMA =
      DiagnosticKind.warning(
          "KQL033",
          "This is one value: '%s'. Write 'or' instead of the comma, or quote the value.");

  private static final DiagnosticKind CONTROL_CHARACTER_IN_PATH =
      DiagnosticKind.warning(
          "KQL034",
          "The escape '\\%s' is read as %s. Write '\\\\%s' for a backslash and the letter.");

  private static final DiagnosticKind QUESTION_MARK =
      DiagnosticKind.warning(
          "KQL035", "The '?' in '%s' is an ordinary character. KQL has only the wildcard '*'.");

  private static final DiagnosticKind DUPLICATE =
      DiagnosticKind.warning("KQL036", "The value '%s' is already in this list, at %s.");

  private static final DiagnosticKind EQUALS_AS_TEXT =
      DiagnosticKind.warning(
          "KQL037",
          "The text '%s' is searched for in every field. To compare a field, write '%s: ...'.");

  private static final DiagnosticKind NO_QUOTE =
      DiagnosticKind.warning(
          "KQL039", "The sign '%s' is part of the text '%s' here. Quotes are written '\"'.");

  private static final DiagnosticKind REGEX =
      DiagnosticKind.warning(
          "KQL040",
          "KQL has no regular expressions: '%s' is compared literally. Write wildcards, or the"
              + " rule in EQL.");

  private static final DiagnosticKind EXCLAMATION_MARK =
      DiagnosticKind.warning(
          "KQL041", "The '!' is part of the name '%s' here. Write 'not %s: ...'.");

  private static final DiagnosticKind LUCENE_SYNTAX =
      DiagnosticKind.warning(
          "KQL043",
          "KQL has no ranges in brackets: '%s' is compared literally. Write 'field >= %s and field"
              + " <= %s'.");

  private static final DiagnosticKind EXCLAMATION_MARK_IN_VALUE =
      DiagnosticKind.warning(
          "KQL044",
          "The '!' is part of the value '%s' here. To exclude a value, write 'not' before the"
              + " field, or before the value in a list.");

  private static final DiagnosticKind SIGN_AS_OPERATOR =
      DiagnosticKind.warning(
          "KQL042", "The '%s' is part of the text '%s' here. Write '%s' between conditions.");

  /** Signs that look like quotes, in pairs of the first and the last. */
  private static final Pattern OTHER_QUOTES =
      Pattern.compile(
          "([\u201c\u201d\u201e\u201f\u00ab\u2018\u2019\u201a\u2039\uff02\uff07\u301d\u00b4])[\\s\\S]*"
              + "|'[\\s\\S]+'|[\\s\\S]*([\u201c\u201d\u00bb\u203a\uff02])");

  /** A straight quote whose partner is another sign, so that more conditions follow inside. */
  private static final Pattern OTHER_QUOTE_INSIDE =
      Pattern.compile(
          "\"[^\"\u201c\u201d\uff02]*([\u201c\u201d\uff02])\\s+(?:and|or)\\s[\\s\\S]*:[\\s\\S]*",
          Pattern.CASE_INSENSITIVE);

  /** A range as Lucene writes it. */
  private static final Pattern LUCENE_RANGE = Pattern.compile("\\[\\s*(\\S+) TO (\\S+?)\\s*\\]");

  private static final Pattern EXCLUDED = Pattern.compile("!\\s?[\\p{L}\\p{N}*_][\\s\\S]*");

  /**
   * Text between two slashes that is not a path, because it contains characters that only patterns
   * have.
   */
  private static final Pattern SLASHED =
      Pattern.compile(
          "/(?!/)[\\s\\S]*(?:\\.[*+?]|\\[[^\\]]+\\]|\\\\[dDsSwWb.]|[|^$+])[\\s\\S]*/[imsx]*");

  private static final Pattern SIGN_BETWEEN_BLANKS = Pattern.compile("\\s(&&|\\|\\|)\\s");

  private static final Pattern ESCAPE = Pattern.compile("\\\\[\\s\\S]");

  private static final Pattern DRIVE = Pattern.compile("(?<![A-Za-z0-9])[A-Za-z]:\\\\");

  /** A request with parameters: {@code /path?name=value}, {@code /path?name*}. */
  private static final Pattern QUERY_STRING = Pattern.compile("[^?/]*+/[^?]*+\\?[^/?\\\\]*+");

  private static final Pattern EQUALS =
      Pattern.compile("(?<field>[^\\s=!]++)\\s?(?<operator>[=!]?=)[\\s\\S]*");

  private final SourceText source;
  private final DiagnosticSink sink;

  KqlLints(SourceText source, DiagnosticSink sink) {
    this.source = source;
    this.sink = sink;
  }

  /** Reports suspicious constructs anywhere in {@code query}. */
  void check(KqlQuery query) {
    Deque<KqlQuery> todo = new ArrayDeque<>(List.of(query));
    while (!todo.isEmpty()) {
      todo.addAll(todo.remove().accept(this));
    }
  }

  @Override
  public List<KqlQuery> visitMatchAll(KqlQuery.MatchAll all) {
    return List.of();
  }

  @Override
  public List<KqlQuery> visitOr(KqlQuery.Or or) {
    checkDuplicates(or.terms());
    return or.terms();
  }

  @Override
  public List<KqlQuery> visitAnd(KqlQuery.And and) {
    checkDuplicates(and.terms());
    return and.terms();
  }

  @Override
  public List<KqlQuery> visitNot(KqlQuery.Not not) {
    return List.of(not.operand());
  }

  @Override
  public List<KqlQuery> visitIs(KqlQuery.Is is) {
    is.field().ifPresent(this::checkName);
    checkLiteral(is.value());
    checkQuestionMark(is.value());
    checkRegex(is.value());
    checkOtherSyntax(is.value());
    if (is.field().isPresent()) {
      checkComma(is.value());
    } else {
      checkEquals(is.value());
    }
    return List.of();
  }

  @Override
  public List<KqlQuery> visitRange(KqlQuery.Range range) {
    checkName(range.field());
    checkLiteral(range.value());
    return List.of();
  }

  @Override
  public List<KqlQuery> visitNested(KqlQuery.Nested nested) {
    checkName(nested.path());
    return List.of(nested.query());
  }

  private void checkDuplicates(List<KqlQuery> terms) {
    Map<String, KqlQuery.Is> seen = new HashMap<>();
    for (KqlQuery term : terms) {
      boolean isNegated = term instanceof KqlQuery.Not;
      KqlQuery operand = term instanceof KqlQuery.Not not ? not.operand() : term;
      if (operand instanceof KqlQuery.Is is) {
        String written = is.value().origin().text();
        KqlQuery.Is earlier = seen.put((isNegated ? "not " : "is ") + written, is);
        if (earlier != null && isSameList(earlier, is)) {
          Span first = earlier.value().origin().span();
          warn(DUPLICATE, is.value(), shown(written), source.position(first.start()));
        }
      }
    }
  }

  /** Whether the field is written once for both tests. */
  private static boolean isSameList(KqlQuery.Is one, KqlQuery.Is other) {
    return one.field().isPresent()
        && one.field()
            .map(field -> field.origin().span())
            .equals(other.field().map(field -> field.origin().span()));
  }

  private void checkLiteral(KqlValue value) {
    String written = value.origin().text();
    if (written.startsWith("\"")) {
      checkEscapes(value, written);
      Matcher quote = OTHER_QUOTE_INSIDE.matcher(written);
      if (quote.matches()) {
        warn(NO_QUOTE, value, quote.group(1), shown(written));
      }
    } else {
      checkLineBreak(value, written);
      checkKeyword(value, written);
      checkQuotes(value, written);
      checkSigns(value, written);
    }
  }

  private void checkName(KqlValue name) {
    checkLiteral(name);
    String written = name.origin().text();
    if (written.length() > 1 && written.startsWith("!")) {
      warn(EXCLAMATION_MARK, name, shown(written), shown(written.substring(1).strip()));
    }
  }

  private void checkQuotes(KqlValue value, String written) {
    Matcher quotes = OTHER_QUOTES.matcher(written);
    if (quotes.matches()) {
      String sign =
          quotes.group(1) != null
              ? quotes.group(1)
              : quotes.group(2) != null ? quotes.group(2) : "'";
      warn(NO_QUOTE, value, sign, shown(written));
    }
  }

  private void checkSigns(KqlValue value, String written) {
    Matcher sign = SIGN_BETWEEN_BLANKS.matcher(written);
    if (sign.find()) {
      String found = sign.group(1);
      warn(SIGN_AS_OPERATOR, value, found, shown(written), found.equals("&&") ? "and" : "or");
    }
  }

  private void checkRegex(KqlValue value) {
    String written = value.origin().text();
    if (SLASHED.matcher(written).matches()) {
      warn(REGEX, value, shown(written));
    }
  }

  private void checkOtherSyntax(KqlValue value) {
    String written = value.origin().text();
    Matcher range = LUCENE_RANGE.matcher(written);
    if (range.matches()) {
      warn(LUCENE_SYNTAX, value, shown(written), shown(range.group(1)), shown(range.group(2)));
    } else if (EXCLUDED.matcher(written).matches()) {
      warn(EXCLAMATION_MARK_IN_VALUE, value, shown(written));
    }
  }

  private void checkLineBreak(KqlValue value, String written) {
    if (written.indexOf('\n') >= 0 || written.indexOf('\r') >= 0) {
      warn(LINE_BREAK, value, shown(written));
    }
  }

  private void checkKeyword(KqlValue value, String written) {
    int first = 0;
    while (first < written.length() && !KqlCharacters.isBlank(written.charAt(first))) {
      first++;
    }
    if (first == written.length()) {
      return;
    }
    int last = written.length();
    while (!KqlCharacters.isBlank(written.charAt(last - 1))) {
      last--;
    }
    for (String word : List.of(written.substring(0, first), written.substring(last))) {
      if (KqlCharacters.isKeyword(word)) {
        warn(KEYWORD_AS_TEXT, value, word, shown(written));
        return;
      }
    }
  }

  private void checkEscapes(KqlValue value, String written) {
    boolean isPath = DRIVE.matcher(written).find();
    int suspect = -1;
    Matcher escape = ESCAPE.matcher(written);
    while (escape.find()) {
      char kind = written.charAt(escape.start() + 1);
      if ("trn".indexOf(kind) < 0) {
        isPath |= kind != '"' && kind != 'u';
      } else if (suspect < 0) {
        suspect = escape.start();
      }
    }
    if (isPath && suspect >= 0) {
      char kind = written.charAt(suspect + 1);
      int start = value.origin().span().start() + suspect;
      sink.report(
          CONTROL_CHARACTER_IN_PATH, source, new Span(start, start + 2), kind, name(kind), kind);
    }
  }

  private static String name(char escape) {
    return switch (escape) {
      case 't' -> "a tab";
      case 'r' -> "a carriage return";
      default -> "a line break";
    };
  }

  private void checkComma(KqlValue value) {
    String written = value.origin().text();
    if (!written.startsWith("\"") && written.contains(", ") && isInList(value)) {
      warn(COMMA, value, shown(written));
    }
  }

  /** The value of a condition without a list directly follows the colon. */
  private boolean isInList(KqlValue value) {
    int before = value.origin().span().start() - 1;
    while (KqlCharacters.isBlank(source.content().charAt(before))) {
      before--;
    }
    return source.content().charAt(before) != ':';
  }

  /** Questions and the parameters of requests are not patterns. */
  private void checkQuestionMark(KqlValue value) {
    String written = value.origin().text();
    int mark = written.startsWith("\"") ? -1 : written.indexOf('?');
    if (mark < 0) {
      return;
    }
    boolean isQuestion = mark == written.length() - 1 && written.chars().anyMatch(c -> c == ' ');
    if (!isQuestion && !QUERY_STRING.matcher(written).matches()) {
      warn(QUESTION_MARK, value, shown(written));
    }
  }

  private void checkEquals(KqlValue value) {
    String written = value.origin().text();
    Matcher equals = EQUALS.matcher(written);
    if (!written.startsWith("\"") && equals.matches()) {
      String not = equals.group("operator").startsWith("!") ? "not " : "";
      warn(EQUALS_AS_TEXT, value, shown(written), not + shown(equals.group("field")));
    }
  }

  private void warn(DiagnosticKind kind, KqlValue value, Object... arguments) {
    sink.report(kind, source, value.origin().span(), arguments);
  }

  private static String shown(String written) {
    return KqlPrefix.abbreviate(written);
  }
}
