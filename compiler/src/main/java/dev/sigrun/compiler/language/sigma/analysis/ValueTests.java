package dev.sigrun.compiler.language.sigma.analysis;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Range;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.ir.value.Regex;
import dev.sigrun.compiler.language.sigma.data.SigmaData;
import dev.sigrun.compiler.language.sigma.data.ValueTest;
import dev.sigrun.compiler.language.sigma.syntax.SigmaDetection;
import dev.sigrun.compiler.language.sigma.syntax.SigmaModifier;
import dev.sigrun.compiler.language.sigma.syntax.SigmaModifier.Kind;
import dev.sigrun.compiler.language.sigma.syntax.SigmaModifier.Role;
import dev.sigrun.compiler.language.sigma.syntax.SigmaValue;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.Span;
import dev.sigrun.runtime.pattern.RegexSyntaxException;
import dev.sigrun.runtime.pattern.Wildcard;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/** Applies the modifiers of an item to its values. */
final class ValueTests {
  private static final DiagnosticKind WRONG_TYPE =
      DiagnosticKind.error("SIG052", "Modifier '%s' takes %s, not %s.");
  private static final DiagnosticKind WILDCARD =
      DiagnosticKind.error("SIG053", "Modifier '%s' takes a text without wildcards. Write '\\%s'.");
  private static final DiagnosticKind BAD_BLOCK =
      DiagnosticKind.error("SIG054", "'%s' is not a network.%s");
  private static final DiagnosticKind NUMBER_AS_TEXT =
      DiagnosticKind.warning(
          "SIG055", "Modifier '%s' looks for the text of this number. Put it into quotes.");

  private static final DiagnosticKind TOO_MANY_DASHES =
      DiagnosticKind.error(
          "SIG063",
          "The dashes of this text can be written in more than %s ways. Split the text, or leave out 'windash'.");

  private static final DiagnosticKind TOO_MANY_WILDCARDS =
      DiagnosticKind.error("SIG154", "This text has more than %s wildcards.");

  private static final DiagnosticKind BAD_REGEX =
      DiagnosticKind.error("SIG060", "The regular expression cannot be used: %s.");

  private static final char MOST_ASCII = 127;
  private static final int MOST_WILDCARDS = 1_000;

  /** Enough for six dashes; more than that no command line has. */
  private static final int MOST_SPELLINGS = 20_000;

  private final SigmaDetection.Item item;
  private final Placeholders placeholders;
  private final DiagnosticSink sink;

  ValueTests(SigmaDetection.Item item, SigmaData data, DiagnosticSink sink) {
    this.item = item;
    this.placeholders = new Placeholders(data, sink);
    this.sink = sink;
  }

  /**
   * The tests of a field that the item makes for {@code value}: one of them must hold. Not for
   * null, nor for modifiers that look at more than the value.
   *
   * @return the tests; empty if an error was reported
   */
  Optional<List<ValueTest>> of(SigmaValue value) {
    Optional<Kind> operator =
        item.modifiers().stream()
            .map(SigmaModifier::kind)
            .filter(kind -> kind.role() == Role.OPERATOR)
            .findFirst();
    if (operator.isPresent()) {
      return operated(operator.get(), value);
    }
    if (value instanceof SigmaValue.Truth truth && takesAnyValue(value)) {
      return Optional.of(List.of(matches(Boolean.toString(truth.value()))));
    }
    if (value instanceof SigmaValue.Numeric number && takesAnyValue(value)) {
      return Optional.of(
          List.of(
              item.field().isPresent() && first(Role.PLACE).isEmpty()
                  ? new ValueTest.Equals(number.value())
                  : new ValueTest.Matches(
                      pattern(SigmaText.literal(number.value().toPlainString())), sensitivity())));
    }
    return value instanceof SigmaValue.Text text
        ? texts(text).map(this::matches)
        : Optional.empty();
  }

  private ValueTest matches(String literal) {
    return new ValueTest.Matches(pattern(SigmaText.literal(literal)), CaseSensitivity.INSENSITIVE);
  }

  /** Modifiers of texts refuse other values; the place in a text is that of the number's text. */
  private boolean takesAnyValue(SigmaValue value) {
    for (SigmaModifier modifier : item.modifiers()) {
      switch (modifier.kind()) {
        case ALL, NEQ -> {}
        case CONTAINS, STARTSWITH, ENDSWITH -> {
          if (value instanceof SigmaValue.Truth) {
            report(WRONG_TYPE, value.origin(), modifier.kind(), "a text", value.shape());
            return false;
          }
          report(NUMBER_AS_TEXT, value.origin(), modifier.kind());
        }
        default -> {
          report(WRONG_TYPE, value.origin(), modifier.kind(), "a text", value.shape());
          return false;
        }
      }
    }
    return true;
  }

  private Optional<List<ValueTest>> operated(Kind operator, SigmaValue value) {
    if (operator.isOrder()) {
      if (value instanceof SigmaValue.Numeric number) {
        return Optional.of(List.of(new ValueTest.Within(range(operator, number.value()))));
      }
      report(WRONG_TYPE, value.origin(), operator, "a number", value.shape());
      return Optional.empty();
    }
    if (!(value instanceof SigmaValue.Text text)) {
      report(WRONG_TYPE, value.origin(), operator, "a text", value.shape());
      return Optional.empty();
    }
    Optional<List<String>> texts = operands(text, operator == Kind.CIDR);
    List<ValueTest> tests = new ArrayList<>();
    for (String each : texts.orElse(List.of())) {
      Optional<ValueTest> test =
          operator == Kind.CIDR ? block(text.origin(), each) : regex(text.origin(), each);
      if (test.isEmpty()) {
        return Optional.empty();
      }
      tests.add(test.get());
    }
    return texts.map(all -> tests);
  }

  /** The networks or expressions that a text stands for, with the values of its placeholders. */
  private Optional<List<String>> operands(SigmaValue.Text text, boolean networks) {
    if (!item.has(Kind.EXPAND)) {
      return Optional.of(List.of(text.written()));
    }
    return placeholders
        .expand(
            text,
            SigmaText::literal,
            value -> networks ? value : value.mapLiterals(ValueTests::quoted))
        .map(all -> all.stream().map(ValueTests::expression).toList());
  }

  /** A text of which an expression finds no more than the text itself. */
  private static String quoted(String literal) {
    StringBuilder quoted = new StringBuilder();
    for (int i = 0; i < literal.length(); i++) {
      char c = literal.charAt(i);
      boolean plain = c > MOST_ASCII || Character.isLetterOrDigit(c) || c == '_' || c == ' ';
      quoted.append(plain ? "" : "\\").append(c);
    }
    return quoted.toString();
  }

  /** A text with wildcards as an expression, in which its literal parts are as they are. */
  private static String expression(SigmaText text) {
    StringBuilder expression = new StringBuilder();
    for (Wildcard.Segment segment : text.segments()) {
      if (segment instanceof Wildcard.Literal literal) {
        expression.append(literal.text());
      } else {
        expression.append(segment instanceof Wildcard.AnyRun ? "[\\s\\S]*" : "[\\s\\S]");
      }
    }
    return expression.toString();
  }

  private Optional<ValueTest> regex(Origin origin, String text) {
    Set<Regex.Flag> flags = EnumSet.noneOf(Regex.Flag.class);
    for (SigmaModifier modifier : item.modifiers()) {
      switch (modifier.kind()) {
        case IGNORECASE -> flags.add(Regex.Flag.IGNORE_CASE);
        case MULTILINE -> flags.add(Regex.Flag.MULTI_LINE);
        case DOTALL -> flags.add(Regex.Flag.DOT_ALL);
        default -> {}
      }
    }
    try {
      return Optional.of(new ValueTest.Finds(Regex.search(text, flags)));
    } catch (RegexSyntaxException e) {
      report(
          BAD_REGEX,
          item.has(Kind.EXPAND) ? origin : place(origin, e.offset(), flags.size()),
          Objects.requireNonNullElse(e.getMessage(), ""));
      return Optional.empty();
    }
  }

  /** Where in the text the mistake is; the flags stand before it when it is read. */
  private static Origin place(Origin text, int position, int flags) {
    int before = flags == 0 ? 0 : flags + "(?)".length();
    int start = text.span().start() + Math.max(0, position - before);
    int end = text.span().end();
    return Origin.of(text.source(), new Span(Math.min(start, end), Math.min(start + 1, end)));
  }

  static Range<BigDecimal> range(Kind order, BigDecimal bound) {
    Range.Bound<BigDecimal> end = new Range.Bound<>(bound, order == Kind.GTE || order == Kind.LTE);
    boolean lower = order == Kind.GT || order == Kind.GTE;
    return new Range<>(
        lower ? Optional.of(end) : Optional.empty(), lower ? Optional.empty() : Optional.of(end));
  }

  private Optional<ValueTest> block(Origin origin, String text) {
    Optional<String> mistake = Blocks.mistake(text);
    mistake.ifPresent(hint -> report(BAD_BLOCK, origin, text, hint));
    return mistake.isPresent()
        ? Optional.empty()
        : Optional.of(new ValueTest.InBlocks(List.of(text)));
  }

  private List<ValueTest> matches(List<SigmaText> texts) {
    return texts.stream()
        .map(text -> (ValueTest) new ValueTest.Matches(pattern(text), sensitivity()))
        .toList();
  }

  private Wildcard pattern(SigmaText text) {
    // A keyword is looked for in a value, not compared with all of it.
    boolean anywhere =
        item.has(Kind.CONTAINS) || item.field().isEmpty() && first(Role.PLACE).isEmpty();
    return text.pattern(anywhere || item.has(Kind.ENDSWITH), anywhere || item.has(Kind.STARTSWITH));
  }

  private CaseSensitivity sensitivity() {
    return item.has(Kind.CASED) ? CaseSensitivity.SENSITIVE : CaseSensitivity.INSENSITIVE;
  }

  private Optional<Kind> first(Role role) {
    return item.modifiers().stream()
        .map(SigmaModifier::kind)
        .filter(kind -> kind.role() == role)
        .findFirst();
  }

  /** The texts that a text stands for after placeholders, encodings and dashes. */
  private Optional<List<SigmaText>> texts(SigmaValue.Text value) {
    Optional<List<SigmaText>> texts =
        item.has(Kind.EXPAND)
            ? placeholders.expand(value)
            : Optional.of(List.of(SigmaText.parse(value.written())));
    if (texts.isPresent() && texts.get().stream().anyMatch(ValueTests::isWild)) {
      report(TOO_MANY_WILDCARDS, value.origin(), MOST_WILDCARDS);
      return Optional.empty();
    }
    for (int i = 0; i < item.modifiers().size() && texts.isPresent(); i++) {
      Kind kind = item.modifiers().get(i).kind();
      if (kind == Kind.WINDASH) {
        if (texts.get().stream().mapToDouble(Dashes::count).sum() > MOST_SPELLINGS) {
          report(TOO_MANY_DASHES, value.origin(), MOST_SPELLINGS);
          return Optional.empty();
        }
        texts =
            Optional.of(texts.get().stream().flatMap(t -> Dashes.variants(t).stream()).toList());
      } else if (kind.role() == Role.ENCODING) {
        boolean isBytes = kind != Kind.BASE64 && kind != Kind.BASE64OFFSET;
        Optional<Kind> next =
            i + 1 < item.modifiers().size()
                ? Optional.of(item.modifiers().get(i + 1).kind())
                : Optional.empty();
        Optional<Kind> base64 =
            next.filter(k -> isBytes && (k == Kind.BASE64 || k == Kind.BASE64OFFSET));
        texts = encoded(value.origin(), texts.get(), kind, base64);
        i += base64.isPresent() ? 1 : 0;
      }
    }
    return texts;
  }

  private static boolean isWild(SigmaText text) {
    return text.segments().size() > MOST_WILDCARDS
        && text.segments().stream().filter(s -> !(s instanceof Wildcard.Literal)).count()
            > MOST_WILDCARDS;
  }

  private Optional<List<SigmaText>> encoded(
      Origin origin, List<SigmaText> texts, Kind kind, Optional<Kind> base64) {
    List<SigmaText> encoded = new ArrayList<>();
    for (SigmaText text : texts) {
      Optional<String> literal = text.literal();
      if (literal.isEmpty()) {
        boolean run = text.segments().contains(new Wildcard.AnyRun());
        report(WILDCARD, origin, kind, run ? "*" : "?");
        return Optional.empty();
      }
      byte[] bytes = Encodings.bytes(kind, literal.get());
      switch (base64.orElse(kind)) {
        case BASE64 -> encoded.add(SigmaText.literal(Encodings.base64(bytes)));
        case BASE64OFFSET ->
            Encodings.base64Offsets(bytes).forEach(each -> encoded.add(SigmaText.literal(each)));
        default -> encoded.add(SigmaText.literal(Encodings.shown(bytes)));
      }
    }
    return Optional.of(encoded);
  }

  private void report(DiagnosticKind kind, Origin origin, Object... arguments) {
    sink.report(kind, origin.source(), origin.span(), arguments);
  }
}
