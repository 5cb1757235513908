package dev.sigrun.compiler.document;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tomlj.TomlParseError;

/**
 * Rewords tomlj's errors for users. Its messages are matched loosely: an unexpected one is still
 * reported at its place. The first of a line is enough.
 */
final class TomlMistakes {
  private static final DiagnosticKind UNEXPECTED =
      DiagnosticKind.error("TOML001", "Expected %s, found %s.");
  private static final DiagnosticKind NOT_CLOSED =
      DiagnosticKind.error("TOML003", "String is not closed%s. Add %s.");
  private static final DiagnosticKind UNKNOWN_ESCAPE =
      DiagnosticKind.error(
          "TOML004",
          "Unknown escape '%s'. Write '\\\\' for a backslash, or put the text between single"
              + " quotes, where backslashes need no escape.");
  private static final DiagnosticKind NOT_QUOTED =
      DiagnosticKind.error("TOML005", "Expected a value, found '%s'. Put strings in quotes.");
  private static final DiagnosticKind BAD_NUMBER =
      DiagnosticKind.error("TOML006", "Number '%s' cannot be read. %s.");
  private static final DiagnosticKind BAD_DATE =
      DiagnosticKind.error("TOML007", "Date or time '%s' does not exist.");
  private static final DiagnosticKind DEFINED_TWICE =
      DiagnosticKind.error(
          "TOML008", "Key '%s' is already defined on line %s. Remove one of the two.");
  static final DiagnosticKind NOT_EXTENSIBLE =
      DiagnosticKind.error(
          "TOML009", "Key '%s' extends the value on line %s, which cannot be extended.");
  private static final DiagnosticKind TOO_DEEP =
      DiagnosticKind.error("TOML010", "Nested more than %s levels deep.");
  private static final DiagnosticKind TOO_MANY =
      DiagnosticKind.error("TOML011", "More than %s errors: the rest are not reported.");
  private static final DiagnosticKind SEVERAL_LINES =
      DiagnosticKind.error("TOML012", "A table in braces must be on one line.");

  private static final int MOST = 20;
  private static final int LONGEST_QUOTE = 20;

  private static final Pattern SYNTAX =
      Pattern.compile(
          "Unexpected .*?, expected (.*?)"
              + "(?:; the (array|inline table) opened at line (\\d+), column (\\d+) is unclosed)?",
          Pattern.DOTALL);
  private static final Pattern TAKEN =
      Pattern.compile(
          ".*?( is not an array)?[ (](?:previously defined|already defined|defined)"
              + "(?: as a literal array)? at line (\\d+), column \\d+.*",
          Pattern.DOTALL);
  private static final Pattern OF_NUMBERS =
      Pattern.compile("(?:Integer|Float|Leading zeros|Invalid floating).*", Pattern.DOTALL);
  private static final Pattern OF_DATES = Pattern.compile("Invalid .*|Seconds .*", Pattern.DOTALL);
  private static final Pattern NUMERIC = Pattern.compile("[+-]?\\.?[0-9].*", Pattern.DOTALL);
  private static final Pattern STRAY_SEPARATOR =
      Pattern.compile("[0-9A-Fa-fxob+-]+(?:_+[0-9A-Fa-f]*)+");

  private final TomlLines lines;
  private final SourceText source;
  private final String content;
  private final TomlWords words;
  private final DiagnosticSink sink;

  TomlMistakes(TomlLines lines, DiagnosticSink sink) {
    this.lines = lines;
    this.source = lines.source();
    this.content = source.content();
    this.words = new TomlWords(source);
    this.sink = sink;
  }

  void report(List<TomlParseError> errors) {
    Set<Integer> reported = new HashSet<>();
    for (TomlParseError error : errors) {
      if (reported.size() == MOST) {
        int start = lines.offset(error.position());
        sink.report(TOO_MANY, source, new Span(start, start), MOST);
        return;
      }
      if (reported.add(error.position().line())) {
        report(String.valueOf(error.getMessage()), lines.offset(error.position()));
      }
    }
  }

  private void report(String message, int at) {
    Matcher syntax = SYNTAX.matcher(message);
    Matcher taken = TAKEN.matcher(message);
    if (syntax.matches()) {
      reportSyntax(syntax, at);
    } else if (taken.matches()) {
      reportTaken(message, lines.line(Integer.parseInt(taken.group(2))), at);
    } else if (message.contains(" escape sequence")) {
      reportEscape(at);
    } else if (message.startsWith("Nesting")) {
      report(TOO_DEEP, at, Math.min(content.length(), at + 1), TomlReader.DEEPEST);
    } else if (message.startsWith("Newlines")) {
      report(SEVERAL_LINES, at, at);
    } else if (message.startsWith("A trailing comma")) {
      expected("'}'", at);
    } else if (message.startsWith("Empty table key")) {
      expected("a key", at + 1);
    } else if (OF_NUMBERS.matcher(message).matches()) {
      reportNumber(at);
    } else if (OF_DATES.matcher(message).matches()) {
      reportDate(at);
    } else {
      expected("TOML", at);
    }
  }

  private void reportSyntax(Matcher syntax, int at) {
    String wanted = syntax.group(1);
    boolean inWord = at > 0 && words.wordStart(at) < at && words.wordEnd(at) > at;
    String word = content.substring(words.wordStart(at), words.wordEnd(at));
    if (wanted.contains("character") || wanted.matches("\"(?:\"\")?|'(?:'')?")) {
      reportString(wanted, at);
    } else if (wanted.contains("date/time") || wanted.contains("a time")) {
      reportDate(at);
    } else if (isEndOfValue(wanted) && inWord && NUMERIC.matcher(word).matches()) {
      reportNumber(at);
    } else if (wanted.contains("a value") && !word.isEmpty() && isLetterOrDigit(word.charAt(0))) {
      report(NOT_QUOTED, at, words.wordEnd(at), shortened(word));
    } else {
      String opened =
          syntax.group(2) == null || !isEndOfValue(wanted)
              ? ""
              : " in the "
                  + (syntax.group(2).equals("array") ? "list" : "table")
                  + " opened on line "
                  + lines.line(Integer.parseInt(syntax.group(3)));
      expected(inWords(wanted) + opened, at);
    }
  }

  /** Whether the expected token can follow a value. */
  private static boolean isEndOfValue(String wanted) {
    return wanted.contains("comma")
        || wanted.equals("a newline or end-of-input")
        || wanted.equals("end-of-input");
  }

  private static boolean isLetterOrDigit(char c) {
    return Character.isLetterOrDigit(c) || c == '_';
  }

  private static String inWords(String wanted) {
    List<String> parts = Arrays.asList(wanted.split(", or | or |, ", -1));
    if (parts.contains("a value")) {
      return "a value";
    } else if (parts.contains("a key")) {
      return "a key";
    } else if (parts.contains("=")) {
      return "'=' after the key";
    } else if (parts.contains("end-of-input")) {
      return "the end of the line";
    }
    for (String closing : List.of("]]", "]", "}")) {
      if (parts.contains(closing)) {
        return (parts.contains("a comma") ? "',' or '" : "'") + closing + "'";
      }
    }
    return "TOML";
  }

  private void reportString(String wanted, int at) {
    if (content.startsWith("\\", at)) {
      reportEscape(at);
      return;
    }
    String quote = wanted.replaceFirst(" .*", "");
    boolean atLineBreak = content.startsWith("\n", at) || content.startsWith("\r\n", at);
    if (at < content.length() && !atLineBreak) {
      expected("a character", at);
      return;
    }
    if (quote.length() == 3 && lines.unclosed().isPresent()) {
      int start = lines.unclosed().getAsInt();
      report(NOT_CLOSED, start, start + 3, "", quote);
      return;
    }
    String where = quote.length() == 1 && atLineBreak ? " at the end of the line" : "";
    report(NOT_CLOSED, at, at, where, quote);
  }

  private void reportEscape(int at) {
    int end = Math.min(content.length(), at + 2);
    if (end == at + 2 && content.charAt(at + 1) <= ' ') {
      end = at + 1;
    } else if (content.startsWith("\\u", at) || content.startsWith("\\U", at)) {
      int most = at + (content.charAt(at + 1) == 'u' ? 6 : 10);
      while (end < Math.min(most, content.length())
          && Character.digit(content.charAt(end), 16) >= 0) {
        end++;
      }
    } else if (Character.isHighSurrogate(content.charAt(end - 1))) {
      end = Math.min(content.length(), end + 1);
    }
    report(UNKNOWN_ESCAPE, at, end, content.substring(at, end));
  }

  private void reportNumber(int at) {
    int start = words.wordStart(at);
    int end = words.wordEnd(at);
    String word = content.substring(start, end);
    String advice = "Put strings and versions in quotes";
    if (STRAY_SEPARATOR.matcher(word).matches()) {
      advice = "'_' must be between two digits";
    } else if (word.length() > 18 && word.chars().allMatch(Character::isLetterOrDigit)) {
      advice = "Integers have 64 bits";
    }
    report(BAD_NUMBER, start, end, shortened(word), advice);
  }

  private void reportDate(int at) {
    int start = words.wordStart(at);
    // A space is allowed between date and time.
    boolean afterDate = start > 10 && words.wordStart(start - 1) == start - 11;
    if (afterDate && content.charAt(start - 1) == ' ' && content.charAt(start - 7) == '-') {
      start -= 11;
    }
    int end = Math.max(words.wordEnd(at), words.plainValue(start).span().end());
    report(BAD_DATE, start, end, shortened(content.substring(start, end)));
  }

  private void reportTaken(String message, int line, int at) {
    List<Origin> key = words.keyParts(at);
    Span first = key.get(0).span();
    Span span = first.to(key.get(key.size() - 1).span());
    boolean extended = message.contains(" is not a table ") || message.contains(" be extended");
    DiagnosticKind kind = extended ? NOT_EXTENSIBLE : DEFINED_TWICE;
    sink.report(kind, source, span, shortened(source.text(span)), line);
  }

  private void expected(String what, int at) {
    int end = Math.min(content.length(), at + foundLength(at));
    report(UNEXPECTED, at, end, what, found(at, end));
  }

  private String found(int at, int end) {
    if (at == content.length()) {
      return "the end of the file";
    }
    boolean lineBreak = content.startsWith("\n", at) || content.startsWith("\r\n", at);
    return lineBreak ? "the end of the line" : "'" + content.substring(at, end) + "'";
  }

  private int foundLength(int at) {
    if (at == content.length() || !isLetterOrDigit(content.charAt(at))) {
      return at < content.length() && Character.isHighSurrogate(content.charAt(at)) ? 2 : 1;
    }
    int end = at;
    while (end < content.length()
        && end - at < LONGEST_QUOTE
        && isLetterOrDigit(content.charAt(end))) {
      end++;
    }
    return end - at;
  }

  private static String shortened(String text) {
    return text.length() <= 2 * LONGEST_QUOTE ? text : text.substring(0, 2 * LONGEST_QUOTE) + "...";
  }

  private void report(DiagnosticKind kind, int start, int end, Object... arguments) {
    sink.report(kind, source, new Span(start, end), arguments);
  }
}
