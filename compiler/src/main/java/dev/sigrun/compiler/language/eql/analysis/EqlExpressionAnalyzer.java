package dev.sigrun.compiler.language.eql.analysis;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.compiler.ir.CaseSensitivity;
import dev.sigrun.compiler.ir.Expression;
import dev.sigrun.compiler.ir.Expression.Type;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Function;
import dev.sigrun.compiler.ir.IpBlock;
import dev.sigrun.compiler.ir.Regex;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.language.FieldResolver;
import dev.sigrun.compiler.language.MappedBlocks;
import dev.sigrun.compiler.language.eql.syntax.EqlExpression;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.runtime.pattern.RegexSyntaxException;
import dev.sigrun.runtime.pattern.Wildcard;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Types and resolves one EQL condition, desugars it as Elasticsearch's parser and optimizer do, and
 * folds constants on the way. An empty answer means that the expression, or a part of it, was
 * reported.
 */
final class EqlExpressionAnalyzer implements EqlExpression.Visitor<Optional<Expression>> {
  private static final DiagnosticKind UNKNOWN_FUNCTION =
      DiagnosticKind.error("EQL101", "Unknown function '%s'.%s");
  private static final DiagnosticKind WRONG_ARITY =
      DiagnosticKind.error("EQL102", "Function '%s' takes %s, found %s.");
  private static final DiagnosticKind NO_CASE_FORM =
      DiagnosticKind.error("EQL103", "Function '%s' has no case-insensitive form. Remove the '~'.");
  private static final DiagnosticKind WRONG_ARGUMENT =
      DiagnosticKind.error("EQL104", "Argument %s of '%s' must be %s, found %s.");
  private static final DiagnosticKind NOT_A_BLOCK =
      DiagnosticKind.error(
          "EQL105", "'%s' is not a CIDR block. Write an address and a prefix, such as %s.");
  private static final DiagnosticKind UNKNOWN_FIELD =
      DiagnosticKind.error(
          "EQL106", "Unknown field '%s'.%s Mark it as optional ('?%s') if it may be absent.");
  private static final DiagnosticKind UNKNOWN_FIELD_READ =
      DiagnosticKind.warning(
          "EQL107", "Unknown field '%s', read as type %s.%s Describe it in a schema file.");
  private static final DiagnosticKind TEXT_FIELD =
      DiagnosticKind.error(
          "EQL108", "EQL cannot test '%s': its type is %s and it has no keyword sub-field.");
  private static final DiagnosticKind NESTED_FIELD =
      DiagnosticKind.error("EQL109", "EQL cannot test '%s': it is inside the nested field '%s'.");
  private static final DiagnosticKind UNTESTABLE_FIELD =
      DiagnosticKind.error("EQL110", "EQL cannot test '%s': its type is %s.");
  private static final DiagnosticKind NOT_BOOLEAN =
      DiagnosticKind.error("EQL111", "Expected a condition that is true or false, found %s.");
  private static final DiagnosticKind NOT_A_STRING =
      DiagnosticKind.error("EQL112", "Operator '%s' compares strings, found %s. Use '==' or 'in'.");
  private static final DiagnosticKind NOT_A_NUMBER =
      DiagnosticKind.error("EQL113", "Operator '%s' takes numbers, found %s.");
  private static final DiagnosticKind FIELD_WITH_FIELD =
      DiagnosticKind.error(
          "EQL114",
          "'%s' compares two fields, which EQL does not support. Compare with a constant.");
  private static final DiagnosticKind MIXED_LIST =
      DiagnosticKind.error(
          "EQL115", "Element %s of the list must be %s like its left side, found %s.");
  private static final DiagnosticKind BAD_REGEX =
      DiagnosticKind.error("EQL116", "Invalid regular expression: %s");
  private static final DiagnosticKind BAD_COMPUTATION =
      DiagnosticKind.error("EQL117", "This cannot be computed: %s");
  private static final DiagnosticKind PATTERN_NOT_STRING =
      DiagnosticKind.error("EQL118", "Operator '%s' takes string literals, found %s.");
  private static final DiagnosticKind MISMATCH =
      DiagnosticKind.warning(
          "EQL150", "'%s' is of type %s, but is compared with %s. Elasticsearch may reject this.");
  private static final DiagnosticKind WILDCARD_IN_EQUALITY =
      DiagnosticKind.warning(
          "EQL151", "'%s' treats '*' as a plain character. Use ':' or 'like' for a wildcard.");
  private static final DiagnosticKind ANCHOR_IN_REGEX =
      DiagnosticKind.warning(
          "EQL152", "'%s' is a plain character here: the expression always matches whole values.");
  private static final DiagnosticKind RANGE_KEEPS_CASE =
      DiagnosticKind.warning(
          "EQL153", "Ranges in brackets are case-sensitive, even with '%s'. Write both cases.");
  private static final DiagnosticKind NEGATED_UNMAPPED =
      DiagnosticKind.warning(
          "EQL154", "The schema lacks '%s', so this is null and its negation selects nothing.");
  private static final DiagnosticKind PATTERN_ARGUMENT =
      DiagnosticKind.warning(
          "EQL155", "'%s' is searched for as a pattern, in which '*', '?' and '\\' are special.");

  private static final Pattern CASED_RANGE = Pattern.compile("\\[[^\\]]*(?:a-z|A-Z)[^\\]]*\\]");

  private final FieldResolver fields;
  private final Map<String, ValueType> guessed;
  private final DiagnosticSink sink;
  private final ConstantFolder folder = new ConstantFolder();
  private final Set<String> reportedFields;

  private EqlExpressionAnalyzer(
      FieldResolver fields,
      Map<String, ValueType> guessed,
      Set<String> reportedFields,
      DiagnosticSink sink) {
    this.fields = fields;
    this.guessed = guessed;
    this.reportedFields = reportedFields;
    this.sink = sink;
  }

  /**
   * Analyses a whole condition.
   *
   * @param reportedFields unknown fields reported before in the same rule; those of this condition
   *     are added
   */
  static Optional<Expression> condition(
      EqlExpression condition,
      FieldResolver fields,
      Set<String> reportedFields,
      DiagnosticSink sink) {
    EqlExpressionAnalyzer analyzer =
        new EqlExpressionAnalyzer(
            fields, EqlFieldTypes.guess(condition, fields), reportedFields, sink);
    return analyzer.truth(condition);
  }

  /** Analyses an expression of any type, which names no field. */
  static Optional<Expression> constant(
      EqlExpression expression, FieldResolver fields, DiagnosticSink sink) {
    return expression.accept(new EqlExpressionAnalyzer(fields, Map.of(), new HashSet<>(), sink));
  }

  // Conditions

  private Optional<Expression> truth(EqlExpression expression) {
    return expression.accept(this).flatMap(e -> truth(expression, e));
  }

  private Optional<Expression> truth(EqlExpression syntax, Expression expression) {
    if (expression.type() != Type.BOOLEAN && expression.type() != Type.NULL) {
      return fail(NOT_BOOLEAN, syntax.origin(), describe(expression));
    }
    // A boolean field on its own tests whether it is true.
    return Optional.of(
        expression instanceof Expression.FieldValue
            ? new Expression.Comparison(
                syntax.origin(),
                Expression.Comparison.Operator.EQUAL,
                expression,
                new Expression.Constant(syntax.origin(), true))
            : expression);
  }

  private Optional<List<Expression>> truths(List<EqlExpression> terms) {
    List<Expression> analyzed = new ArrayList<>();
    terms.forEach(term -> truth(term).ifPresent(analyzed::add));
    return analyzed.size() == terms.size() ? Optional.of(analyzed) : Optional.empty();
  }

  @Override
  public Optional<Expression> visitOr(EqlExpression.Or or) {
    return truths(or.terms()).map(terms -> folder.or(or.origin(), terms));
  }

  @Override
  public Optional<Expression> visitAnd(EqlExpression.And and) {
    return truths(and.terms()).map(terms -> folder.and(and.origin(), terms));
  }

  @Override
  public Optional<Expression> visitNot(EqlExpression.Not not) {
    return truth(not.operand()).map(operand -> not(not.origin(), operand, not.operand()));
  }

  private Expression not(Origin origin, Expression operand, EqlExpression written) {
    if (operand instanceof Expression.Null) {
      unmappedField(written).ifPresent(name -> report(NEGATED_UNMAPPED, origin, name));
    }
    return folder.not(origin, operand);
  }

  // Comparisons

  @Override
  public Optional<Expression> visitComparison(EqlExpression.Comparison comparison) {
    Optional<Expression> left = comparison.left().accept(this);
    Optional<Expression> right = comparison.right().accept(this);
    if (left.isEmpty() || right.isEmpty()) {
      return Optional.empty();
    }
    boolean negated = comparison.operator() == EqlExpression.Comparison.Operator.NOT_EQUAL;
    Optional<Expression> test =
        compare(comparison, operator(comparison.operator()), left.get(), right.get());
    return negated ? test.map(t -> folder.not(comparison.origin(), t)) : test;
  }

  private static Expression.Comparison.Operator operator(
      EqlExpression.Comparison.Operator operator) {
    return switch (operator) {
      case EQUAL, NOT_EQUAL -> Expression.Comparison.Operator.EQUAL;
      case LESS -> Expression.Comparison.Operator.LESS;
      case LESS_OR_EQUAL -> Expression.Comparison.Operator.LESS_OR_EQUAL;
      case GREATER -> Expression.Comparison.Operator.GREATER;
      case GREATER_OR_EQUAL -> Expression.Comparison.Operator.GREATER_OR_EQUAL;
    };
  }

  private Optional<Expression> compare(
      EqlExpression.Comparison written,
      Expression.Comparison.Operator operator,
      Expression left,
      Expression right) {
    if (isConstant(left) && !isConstant(right)) {
      return compare(written, operator.flip(), right, left);
    }
    if (!isConstant(right)) {
      return fail(FIELD_WITH_FIELD, written.origin(), written.operator().symbol());
    }
    Origin origin = written.origin();
    boolean equality = operator == Expression.Comparison.Operator.EQUAL;
    if (equality && (right instanceof Expression.Null || left instanceof Expression.Null)) {
      // Comparing with null is a question about presence, also after a field folded to null.
      Expression asked = right instanceof Expression.Null ? left : right;
      return Optional.of(folder.isNull(origin, asked));
    }
    if (equality
        && left.type() == Type.BOOLEAN
        && !(left instanceof Expression.FieldValue)
        && !isConstant(left)
        && right instanceof Expression.Constant constant
        && constant.value() instanceof Boolean value) {
      return Optional.of(value ? left : folder.not(origin, left));
    }
    warnAboutComparison(origin, operator, left, right);
    return fold(new Expression.Comparison(origin, operator, left, right));
  }

  private void warnAboutComparison(
      Origin origin, Expression.Comparison.Operator operator, Expression left, Expression right) {
    if (right instanceof Expression.Constant constant && !isConstant(left)) {
      if (!comparable(left, constant)) {
        report(MISMATCH, origin, left.origin().text(), typeName(left), describe(constant));
      }
      if (operator == Expression.Comparison.Operator.EQUAL
          && constant.value() instanceof String text) {
        warnAboutWildcard(constant.origin(), "==", text);
      }
    }
  }

  private void warnAboutWildcard(Origin origin, String operator, String text) {
    // A star at an end is nearly always meant as a wildcard; one inside may be a star of the data.
    boolean atEnd = text.length() > 2 && (text.startsWith("*") || text.endsWith("*"));
    if (atEnd) {
      report(WILDCARD_IN_EQUALITY, origin, operator);
    }
  }

  private static boolean comparable(Expression left, Expression.Constant right) {
    return switch (left.type()) {
      case STRING -> right.type() == Type.STRING;
      case NUMBER -> right.type() == Type.NUMBER;
      case BOOLEAN -> right.type() == Type.BOOLEAN;
      case DATE -> right.type() == Type.STRING || right.type() == Type.NUMBER;
      case IP -> right.type() == Type.STRING;
      case NULL -> true;
    };
  }

  @Override
  public Optional<Expression> visitIn(EqlExpression.In in) {
    Optional<Expression> value = in.value().accept(this);
    List<Expression> elements = new ArrayList<>();
    in.list().forEach(e -> e.accept(this).ifPresent(elements::add));
    if (value.isEmpty() || elements.size() < in.list().size()) {
      return Optional.empty();
    }
    String symbol = in.ignoringCase() ? "in~" : "in";
    if (in.ignoringCase() && !isStringOrNull(value.get())) {
      return fail(NOT_A_STRING, in.value().origin(), symbol, describe(value.get()));
    }
    List<Expression.Constant> constants = new ArrayList<>();
    boolean complete = true;
    for (int i = 0; i < elements.size(); i++) {
      complete &= element(symbol, value.get(), elements.get(i), i + 1, constants);
    }
    if (!complete) {
      return Optional.empty();
    }
    CaseSensitivity sensitivity = sensitivity(in.ignoringCase());
    Expression test =
        constants.isEmpty()
            ? new Expression.Null(in.origin())
            : folder.fold(new Expression.In(in.origin(), value.get(), constants, sensitivity));
    return Optional.of(in.negated() ? not(in.origin(), test, in.value()) : test);
  }

  private boolean element(
      String symbol,
      Expression value,
      Expression element,
      int number,
      List<Expression.Constant> constants) {
    if (!isConstant(element)) {
      report(FIELD_WITH_FIELD, element.origin(), symbol);
      return false;
    }
    if (element instanceof Expression.Constant constant) {
      if (value.type() != Type.NULL && !comparable(value, constant)) {
        report(
            MIXED_LIST,
            element.origin(),
            String.valueOf(number),
            describe(value),
            describe(constant));
        return false;
      }
      if (constant.value() instanceof String text) {
        warnAboutWildcard(constant.origin(), symbol, text);
      }
      constants.add(constant);
    }
    return true;
  }

  // Patterns

  @Override
  public Optional<Expression> visitMatch(EqlExpression.Match match) {
    Optional<Expression> value = match.value().accept(this);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    String symbol = match.operator().symbol();
    if (!isStringOrNull(value.get())) {
      return fail(NOT_A_STRING, match.value().origin(), symbol, describe(value.get()));
    }
    List<EqlExpression.StringLiteral> patterns = new ArrayList<>();
    for (EqlExpression.Literal pattern : match.patterns()) {
      if (pattern instanceof EqlExpression.StringLiteral text) {
        patterns.add(text);
      } else {
        report(PATTERN_NOT_STRING, pattern.origin(), symbol, "'" + pattern.origin().text() + "'");
      }
    }
    if (patterns.size() < match.patterns().size()) {
      return Optional.empty();
    }
    return switch (match.operator()) {
      case COLON, LIKE_IGNORING_CASE ->
          Optional.of(like(match, value.get(), patterns, CaseSensitivity.INSENSITIVE));
      case LIKE -> Optional.of(like(match, value.get(), patterns, CaseSensitivity.SENSITIVE));
      case REGEX -> regex(match, value.get(), patterns, CaseSensitivity.SENSITIVE);
      case REGEX_IGNORING_CASE -> regex(match, value.get(), patterns, CaseSensitivity.INSENSITIVE);
    };
  }

  private Expression like(
      EqlExpression.Match match,
      Expression value,
      List<EqlExpression.StringLiteral> patterns,
      CaseSensitivity sensitivity) {
    List<Expression> tests = new ArrayList<>();
    for (EqlExpression.StringLiteral literal : patterns) {
      tests.add(like(match.origin(), value, Wildcard.parse(literal.value()), sensitivity));
    }
    return folder.or(match.origin(), tests);
  }

  private Expression like(
      Origin origin, Expression value, Wildcard pattern, CaseSensitivity sensitivity) {
    if (pattern.isMatchAll()) {
      return folder.not(origin, folder.isNull(origin, value));
    }
    Optional<String> literal = pattern.literal();
    if (literal.isEmpty()) {
      return folder.fold(new Expression.Like(origin, value, List.of(pattern), sensitivity));
    }
    return equals(origin, value, literal.get(), sensitivity);
  }

  /** Equality with a text. The case-sensitive one is an ordinary comparison, with its null rule. */
  private Expression equals(
      Origin origin, Expression value, String text, CaseSensitivity sensitivity) {
    Expression.Constant constant = new Expression.Constant(origin, text);
    if (sensitivity == CaseSensitivity.INSENSITIVE) {
      return folder.fold(new Expression.In(origin, value, List.of(constant), sensitivity));
    }
    return value instanceof Expression.Null
        ? new Expression.Constant(origin, false)
        : folder.fold(
            new Expression.Comparison(
                origin, Expression.Comparison.Operator.EQUAL, value, constant));
  }

  private Optional<Expression> regex(
      EqlExpression.Match match,
      Expression value,
      List<EqlExpression.StringLiteral> patterns,
      CaseSensitivity sensitivity) {
    boolean good = true;
    for (EqlExpression.StringLiteral pattern : patterns) {
      good &= checkRegex(match, pattern, sensitivity);
    }
    if (!good) {
      return Optional.empty();
    }
    Regex regex =
        Regex.lucene(
            String.join("|", patterns.stream().map(EqlExpression.StringLiteral::value).toList()),
            sensitivity);
    if (regex.isMatchAll()) {
      return Optional.of(folder.not(match.origin(), folder.isNull(match.origin(), value)));
    }
    Optional<String> literal = regex.literal();
    if (literal.isPresent()) {
      return Optional.of(equals(match.origin(), value, literal.get(), sensitivity));
    }
    return Optional.of(folder.fold(new Expression.RegexLike(match.origin(), value, regex)));
  }

  private boolean checkRegex(
      EqlExpression.Match match, EqlExpression.StringLiteral pattern, CaseSensitivity sensitivity) {
    String text = pattern.value();
    try {
      Regex.lucene(text, sensitivity);
    } catch (RegexSyntaxException e) {
      report(BAD_REGEX, pattern.origin(), sentence(String.valueOf(e.getMessage())));
      return false;
    }
    if (text.startsWith("^")) {
      report(ANCHOR_IN_REGEX, pattern.origin(), "^");
    } else if (text.endsWith("$") && !text.endsWith("\\$")) {
      report(ANCHOR_IN_REGEX, pattern.origin(), "$");
    }
    if (sensitivity == CaseSensitivity.INSENSITIVE && keepsCase(text)) {
      report(RANGE_KEEPS_CASE, pattern.origin(), match.operator().symbol());
    }
    return true;
  }

  private static boolean keepsCase(String regex) {
    return CASED_RANGE
        .matcher(regex)
        .results()
        .anyMatch(r -> r.group().contains("a-z") != r.group().contains("A-Z"));
  }

  // Computation

  @Override
  public Optional<Expression> visitArithmetic(EqlExpression.Arithmetic arithmetic) {
    Optional<Expression> left = number(arithmetic.operator().symbol(), arithmetic.left());
    Optional<Expression> right = number(arithmetic.operator().symbol(), arithmetic.right());
    if (left.isEmpty() || right.isEmpty()) {
      return Optional.empty();
    }
    Function function =
        switch (arithmetic.operator()) {
          case ADD -> Function.ADD;
          case SUBTRACT -> Function.SUBTRACT;
          case MULTIPLY -> Function.MULTIPLY;
          case DIVIDE -> Function.DIVIDE;
          case MODULO -> Function.MODULO;
        };
    return fold(
        new Expression.Call(arithmetic.origin(), function, List.of(left.get(), right.get())));
  }

  @Override
  public Optional<Expression> visitSign(EqlExpression.Sign sign) {
    Optional<Expression> operand = number(sign.minus() ? "-" : "+", sign.operand());
    return sign.minus()
        ? operand.flatMap(
            o -> fold(new Expression.Call(sign.origin(), Function.NEGATE, List.of(o))))
        : operand;
  }

  private Optional<Expression> number(String symbol, EqlExpression operand) {
    Optional<Expression> analyzed = operand.accept(this);
    if (analyzed.isPresent()
        && analyzed.get().type() != Type.NUMBER
        && analyzed.get().type() != Type.NULL) {
      return fail(NOT_A_NUMBER, operand.origin(), symbol, describe(analyzed.get()));
    }
    return analyzed;
  }

  @Override
  public Optional<Expression> visitCall(EqlExpression.Call call) {
    List<Optional<Expression>> arguments =
        call.arguments().stream().map(argument -> argument.accept(this)).toList();
    Optional<EqlFunction> found = EqlFunction.named(call.name());
    if (found.isEmpty()) {
      return fail(
          UNKNOWN_FUNCTION,
          call.nameOrigin(),
          call.name(),
          Suggestions.didYouMean(call.name(), EqlFunction.names()));
    }
    EqlFunction function = found.get();
    if (call.ignoringCase() && !function.hasCaseInsensitiveForm()) {
      return fail(NO_CASE_FORM, call.nameOrigin(), function.spelling());
    }
    if (!function.takes(arguments.size())) {
      return fail(
          WRONG_ARITY,
          call.origin(),
          function.spelling(),
          function.arity(),
          String.valueOf(arguments.size()));
    }
    List<Expression> checked = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      int index = i;
      arguments.get(i).filter(argument -> fits(function, index, argument)).ifPresent(checked::add);
    }
    return checked.size() < arguments.size() ? Optional.empty() : apply(call, function, checked);
  }

  private Optional<Expression> apply(
      EqlExpression.Call call, EqlFunction function, List<Expression> arguments) {
    if (function == EqlFunction.CIDR_MATCH) {
      return inBlocks(call, arguments);
    }
    warnAboutConstant(function, arguments);
    return function
        .function(call.ignoringCase())
        .flatMap(f -> fold(new Expression.Call(call.origin(), f, arguments)));
  }

  private void warnAboutConstant(EqlFunction function, List<Expression> arguments) {
    boolean searches = function == EqlFunction.ENDS_WITH || function == EqlFunction.STRING_CONTAINS;
    if (searches
        && arguments.get(0) instanceof Expression.FieldValue
        && arguments.get(1) instanceof Expression.Constant constant
        && constant.value() instanceof String text
        && (text.isEmpty() || text.chars().anyMatch(c -> "*?\\".indexOf(c) >= 0))) {
      report(PATTERN_ARGUMENT, constant.origin(), text);
    }
  }

  private boolean fits(EqlFunction function, int index, Expression argument) {
    EqlFunction.Parameter parameter = function.parameter(index);
    boolean fits =
        argument.type() == Type.NULL
            || switch (parameter) {
              case STRING -> argument.type() == Type.STRING;
              case NUMBER -> argument.type() == Type.NUMBER;
              case INTEGER -> argument.type() == Type.NUMBER && !isDecimal(argument);
              case BOOLEAN -> argument.type() == Type.BOOLEAN;
              case ANYTHING -> argument.type() != Type.DATE;
              case ADDRESS ->
                  argument.type() == Type.IP
                      || (argument.type() == Type.STRING
                          && !(argument instanceof Expression.FieldValue));
              case BLOCKS -> argument.type() == Type.STRING && isConstant(argument);
            };
    if (!fits) {
      report(
          WRONG_ARGUMENT,
          argument.origin(),
          String.valueOf(index + 1),
          function.spelling(),
          parameter.label(),
          describe(argument));
    }
    return fits;
  }

  private Optional<Expression> inBlocks(EqlExpression.Call call, List<Expression> arguments) {
    List<IpBlock> blocks = new ArrayList<>();
    boolean good = true;
    for (Expression argument : arguments.subList(1, arguments.size())) {
      if (argument instanceof Expression.Constant constant) {
        String block = String.valueOf(constant.value());
        Optional<IpBlock> parsed = IpBlock.parse(block);
        parsed.ifPresent(blocks::add);
        if (parsed.isEmpty()) {
          good = false;
          report(
              NOT_A_BLOCK,
              constant.origin(),
              block,
              MappedBlocks.advice(block).orElse("'10.0.0.0/8'"));
        }
      }
    }
    if (!good) {
      return Optional.empty();
    }
    if (blocks.size() < arguments.size() - 1) {
      return Optional.of(new Expression.Null(call.origin()));
    }
    return fold(new Expression.InBlocks(call.origin(), arguments.get(0), blocks));
  }

  // Fields and literals

  @Override
  public Optional<Expression> visitField(EqlExpression.Field field) {
    Optional<Field> known = fields.resolve(field.name(), field.origin(), sink);
    if (known.isPresent()) {
      return knownField(field, known.get());
    }
    if (fields.readsUnknownField(field.name())) {
      ValueType type = guessed.getOrDefault(field.name(), ValueType.KEYWORD);
      if (!field.optional() && reportedFields.add(field.name())) {
        report(
            UNKNOWN_FIELD_READ,
            field.origin(),
            field.name(),
            type.label(),
            fields.didYouMean(field.name()));
      }
      return Optional.of(
          new Expression.FieldValue(field.origin(), Field.named(field.name(), type)));
    }
    if (field.optional()) {
      return Optional.of(new Expression.Null(field.origin()));
    }
    return fail(
        UNKNOWN_FIELD, field.origin(), field.name(), fields.didYouMean(field.name()), field.name());
  }

  private Optional<Expression> knownField(EqlExpression.Field written, Field field) {
    Optional<String> nested = fields.schema().nestedParentOf(field.name());
    if (nested.isPresent()) {
      return fail(NESTED_FIELD, written.origin(), written.name(), nested.get());
    }
    if (field.type().isText()) {
      Optional<Field> exact = fields.exactSubField(field.name());
      return exact.isPresent()
          ? Optional.of(new Expression.FieldValue(written.origin(), exact.get()))
          : fail(
              TEXT_FIELD,
              written.origin(),
              written.name(),
              fields.typeOf(written.name()).orElseThrow().spelling());
    }
    if (field.type() == ValueType.OBJECT || field.type() == ValueType.NESTED) {
      return fail(
          UNTESTABLE_FIELD,
          written.origin(),
          written.name(),
          fields.typeOf(written.name()).orElseThrow().spelling());
    }
    return Optional.of(new Expression.FieldValue(written.origin(), field));
  }

  @Override
  public Optional<Expression> visitString(EqlExpression.StringLiteral literal) {
    return Optional.of(new Expression.Constant(literal.origin(), literal.value()));
  }

  @Override
  public Optional<Expression> visitNumber(EqlExpression.NumberLiteral literal) {
    return Optional.of(new Expression.Constant(literal.origin(), literal.value()));
  }

  @Override
  public Optional<Expression> visitBoolean(EqlExpression.BooleanLiteral literal) {
    return Optional.of(new Expression.Constant(literal.origin(), literal.value()));
  }

  @Override
  public Optional<Expression> visitNull(EqlExpression.NullLiteral literal) {
    return Optional.of(new Expression.Null(literal.origin()));
  }

  // Reports

  private Optional<Expression> fold(Expression expression) {
    try {
      return Optional.of(folder.fold(expression));
    } catch (ConstantFolder.FailedComputation e) {
      return fail(BAD_COMPUTATION, expression.origin(), e.reason());
    }
  }

  private Optional<Expression> fail(DiagnosticKind kind, Origin origin, Object... arguments) {
    report(kind, origin, arguments);
    return Optional.empty();
  }

  private void report(DiagnosticKind kind, Origin origin, Object... arguments) {
    sink.report(kind, origin.source(), origin.span(), arguments);
  }

  /** The optional field, absent from the schema, on which the outermost test of {@code e} rests. */
  private Optional<String> unmappedField(EqlExpression e) {
    if (e instanceof EqlExpression.Field field) {
      return field.optional() && fields.typeOf(field.name()).isEmpty()
          ? Optional.of(field.name())
          : Optional.empty();
    }
    if (e instanceof EqlExpression.Match match) {
      return unmappedField(match.value());
    }
    if (e instanceof EqlExpression.Comparison comparison) {
      return unmappedField(comparison.left());
    }
    if (e instanceof EqlExpression.In in) {
      return unmappedField(in.value());
    }
    if (e instanceof EqlExpression.Call call) {
      return call.arguments().stream().flatMap(a -> unmappedField(a).stream()).findFirst();
    }
    return Optional.empty();
  }

  private static boolean isConstant(Expression expression) {
    return expression instanceof Expression.Constant || expression instanceof Expression.Null;
  }

  private static boolean isStringOrNull(Expression expression) {
    return expression.type() == Type.STRING || expression.type() == Type.NULL;
  }

  private static boolean isDecimal(Expression expression) {
    return expression instanceof Expression.Constant constant && constant.value() instanceof Double;
  }

  private static CaseSensitivity sensitivity(boolean ignoringCase) {
    return ignoringCase ? CaseSensitivity.INSENSITIVE : CaseSensitivity.SENSITIVE;
  }

  private static String typeName(Expression expression) {
    return expression instanceof Expression.FieldValue value
        ? value.field().type().label()
        : expression.type().name().toLowerCase(Locale.ROOT);
  }

  /** A description of an expression, for messages. */
  private static String describe(Expression expression) {
    if (expression instanceof Expression.FieldValue value) {
      return "the " + value.field().type().label() + " field '" + value.field().name() + "'";
    }
    return switch (expression.type()) {
      case STRING -> "a string";
      case NUMBER -> "a number";
      case BOOLEAN -> "a boolean";
      case DATE -> "a date";
      case IP -> "an address";
      case NULL -> "null";
    };
  }

  private static String sentence(String message) {
    return message.endsWith(".") ? message : message + ".";
  }
}
