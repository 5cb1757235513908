package dev.sigrun.compiler.language.kql.syntax;

import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Makes syntax trees of KQL that could have been parsed. Equal seeds make equal trees. */
public final class RandomKql {
  private static final SourceText NOWHERE = SourceText.of("random", "");
  private static final Origin ORIGIN = Origin.of(NOWHERE, NOWHERE.whole());
  private static final List<String> FIELDS =
      List.of("process.name", "a", "odd name", "@timestamp", "or", "x:y", "true", "not", "null");
  private static final List<String> SNIPPETS =
      List.of(
          "x", "cmd.exe", "and", "or", "not", "AND", "Or", "nOt", "cannot", "knot", "android", " ",
          "  ", "\t", "\n", "\r\n", "\u00A0", "\u2003", "\\", "(", ")", ":", "<", ">", "\"", "*",
          "{", "}", "\\u0041", "u0041", "\\n", "t", "?", ", ", "true", "null", "0", "\u0000",
          "\uFEFF", "ü", "😀", "\uD83D", "\uDE00", "=", "/", "'");

  private final Random random;

  /** Trees that depend on {@code random} alone. */
  public RandomKql(Random random) {
    this.random = random;
  }

  /** A query, now and then the empty one. */
  public KqlQuery next() {
    return random.nextInt(50) == 0 ? new KqlQuery.MatchAll(ORIGIN) : query(random.nextInt(5));
  }

  private KqlQuery query(int depth) {
    if (depth == 0) {
      return random.nextInt(5) == 0 ? range() : test();
    }
    return switch (random.nextInt(7)) {
      case 0, 1 -> new KqlQuery.Or(ORIGIN, terms(() -> query(depth - 1)));
      case 2, 3 -> new KqlQuery.And(ORIGIN, terms(() -> query(depth - 1)));
      case 4 -> new KqlQuery.Not(ORIGIN, query(depth - 1));
      case 5 -> new KqlQuery.Nested(ORIGIN, field(), query(depth - 1));
      default -> list();
    };
  }

  private List<KqlQuery> terms(Supplier<KqlQuery> term) {
    return Stream.generate(term).limit(2 + random.nextInt(3)).toList();
  }

  private KqlQuery list() {
    KqlValue field = field();
    Supplier<KqlQuery> term =
        () -> {
          KqlQuery test = new KqlQuery.Is(ORIGIN, Optional.of(field), value());
          return random.nextInt(4) == 0 ? new KqlQuery.Not(ORIGIN, test) : test;
        };
    return random.nextBoolean()
        ? new KqlQuery.Or(ORIGIN, terms(term))
        : new KqlQuery.And(ORIGIN, terms(term));
  }

  private KqlQuery test() {
    Optional<KqlValue> field = random.nextInt(6) == 0 ? Optional.empty() : Optional.of(field());
    return new KqlQuery.Is(ORIGIN, field, value());
  }

  private KqlQuery range() {
    KqlQuery.Range.Operator[] operators = KqlQuery.Range.Operator.values();
    return new KqlQuery.Range(
        ORIGIN, field(), operators[random.nextInt(operators.length)], value());
  }

  private KqlValue field() {
    if (random.nextInt(8) == 0) {
      return pattern();
    }
    String name = FIELDS.get(random.nextInt(FIELDS.size()));
    // Without quotes this name is refused.
    return new KqlValue.Text(ORIGIN, name, random.nextInt(5) == 0 || name.equals("null"));
  }

  private KqlValue value() {
    return switch (random.nextInt(10)) {
      case 0 -> new KqlValue.Bool(ORIGIN, random.nextBoolean());
      case 1 -> new KqlValue.Null(ORIGIN);
      case 2, 3 -> pattern();
      case 4, 5 -> new KqlValue.Text(ORIGIN, text(), true);
      default -> plain();
    };
  }

  private KqlValue plain() {
    String text = trimmed(text());
    boolean isConstant = List.of("true", "false", "null").contains(text);
    return new KqlValue.Text(ORIGIN, text, isConstant);
  }

  private KqlValue pattern() {
    List<String> pieces =
        new ArrayList<>(
            IntStream.range(0, 2 + random.nextInt(3))
                .mapToObj(i -> random.nextInt(3) == 0 ? "" : text())
                .toList());
    int last = pieces.size() - 1;
    pieces.set(0, trimmed(pieces.get(0) + "|").replaceFirst("\\|$", ""));
    pieces.set(last, trimmed("|" + pieces.get(last)).substring(1));
    return new KqlValue.Pattern(ORIGIN, pieces);
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    for (int i = random.nextInt(6); i >= 0; i--) {
      text.append(SNIPPETS.get(random.nextInt(SNIPPETS.size())));
      text.append(random.nextInt(3) == 0 ? " " : "");
    }
    return text.toString();
  }

  /** Without quotes, blanks at the ends cannot be written. */
  private static String trimmed(String text) {
    int start = 0;
    int end = text.length();
    while (start < end && KqlCharacters.isTrimmed(text.charAt(start))) {
      start++;
    }
    while (end > start && KqlCharacters.isTrimmed(text.charAt(end - 1))) {
      end--;
    }
    return text.substring(start, end);
  }
}
