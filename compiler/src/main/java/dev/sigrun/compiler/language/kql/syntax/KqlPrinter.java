package dev.sigrun.compiler.language.kql.syntax;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Writes a syntax tree as KQL on one line. Reading the text gives an equal tree. Conditions on one
 * field become a list of values.
 *
 * <p>Text without quotes that could only be written with quotes is quoted: text with blanks at an
 * end, and {@code true}, {@code false} and {@code null} as text. No parsed tree holds such text.
 */
public final class KqlPrinter {
  private KqlPrinter() {}

  /**
   * The text of {@code query}.
   *
   * @throws IllegalArgumentException if a pattern begins or ends in a blank, which cannot be
   *     written
   */
  public static String print(KqlQuery query) {
    return query instanceof KqlQuery.MatchAll ? "" : query.accept(new Terms(Level.OR));
  }

  /** How tightly the surroundings of a query bind: anything looser needs parentheses. */
  private enum Level {
    OR,
    OR_TERM,
    AND_TERM,
    NOT_OPERAND
  }

  private record Terms(Level level) implements KqlQuery.Visitor<String> {
    @Override
    public String visitMatchAll(KqlQuery.MatchAll all) {
      return "*: *";
    }

    @Override
    public String visitOr(KqlQuery.Or or) {
      return run(or.terms(), " or ", Level.OR_TERM, Level.OR);
    }

    @Override
    public String visitAnd(KqlQuery.And and) {
      return run(and.terms(), " and ", Level.AND_TERM, Level.OR_TERM);
    }

    @Override
    public String visitNot(KqlQuery.Not not) {
      String text = "not " + not.operand().accept(new Terms(Level.NOT_OPERAND));
      return level == Level.NOT_OPERAND ? "(" + text + ")" : text;
    }

    @Override
    public String visitIs(KqlQuery.Is is) {
      return is.field().map(field -> field(field) + ": ").orElse("") + value(is.value());
    }

    @Override
    public String visitRange(KqlQuery.Range range) {
      return field(range.field()) + " " + range.operator().symbol() + " " + value(range.value());
    }

    @Override
    public String visitNested(KqlQuery.Nested nested) {
      String query = nested.query().accept(new Terms(Level.OR));
      return field(nested.path()) + ": { " + query + " }";
    }

    /**
     * Terms with {@code operator} between them, in parentheses unless {@code loosest} allows them.
     */
    private String run(List<KqlQuery> terms, String operator, Level inside, Level loosest) {
      Optional<KqlValue> field = commonField(terms);
      if (field.isPresent()) {
        String values =
            terms.stream().map(KqlPrinter::listed).collect(Collectors.joining(operator));
        return field(field.get()) + ": (" + values + ")";
      }
      String text =
          terms.stream()
              .map(term -> term.accept(new Terms(inside)))
              .collect(Collectors.joining(operator));
      return level.compareTo(loosest) > 0 ? "(" + text + ")" : text;
    }
  }

  /** The field that every term tests, if each is one test of a value. */
  private static Optional<KqlValue> commonField(List<KqlQuery> terms) {
    Optional<KqlValue> field = testOf(terms.get(0)).flatMap(KqlQuery.Is::field);
    boolean isCommon =
        terms.stream().allMatch(term -> testOf(term).flatMap(KqlQuery.Is::field).equals(field));
    return isCommon ? field : Optional.empty();
  }

  private static Optional<KqlQuery.Is> testOf(KqlQuery term) {
    KqlQuery test = term instanceof KqlQuery.Not not ? not.operand() : term;
    return test instanceof KqlQuery.Is is ? Optional.of(is) : Optional.empty();
  }

  private static String listed(KqlQuery term) {
    String value = value(testOf(term).orElseThrow().value());
    return term instanceof KqlQuery.Not ? "not " + value : value;
  }

  private static String field(KqlValue field) {
    // As the name of a field, true and false are text.
    boolean isPlain =
        field instanceof KqlValue.Text text && !text.quoted() && isBoolean(text.text());
    return isPlain ? ((KqlValue.Text) field).text() : value(field);
  }

  private static String value(KqlValue value) {
    if (value instanceof KqlValue.Bool bool) {
      return Boolean.toString(bool.value());
    }
    if (value instanceof KqlValue.Null) {
      return "null";
    }
    if (value instanceof KqlValue.Pattern pattern) {
      return LiteralWriter.pattern(pattern.pieces());
    }
    KqlValue.Text text = (KqlValue.Text) value;
    boolean isConstant = isBoolean(text.text()) || text.text().equals("null");
    return text.quoted() || isConstant || !LiteralWriter.fitsUnquoted(text.text())
        ? LiteralWriter.quoted(text.text())
        : LiteralWriter.unquoted(text.text());
  }

  private static boolean isBoolean(String text) {
    return text.equals("true") || text.equals("false");
  }
}
