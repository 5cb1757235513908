package dev.sigrun.compiler.language.sigma.analysis;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.language.sigma.data.SigmaData;
import dev.sigrun.compiler.language.sigma.syntax.SigmaValue;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Puts values for the {@code %placeholders%} of a text, each value in turn. A percent sign behind a
 * backslash is one.
 */
final class Placeholders {
  private static final DiagnosticKind NO_VALUES =
      DiagnosticKind.unsupported(
          "SIG048",
          "placeholder",
          "Placeholder '%s' has no values. Set them with '--set' or in a pipeline.");
  private static final DiagnosticKind NO_PLACEHOLDER =
      DiagnosticKind.warning("SIG049", "Modifier 'expand' has no effect: there is no placeholder.");
  private static final DiagnosticKind TOO_MANY =
      DiagnosticKind.error("SIG050", "The placeholders of this text make more than %s values.");
  private static final DiagnosticKind BAD_VALUE =
      DiagnosticKind.error("SIG051", "Placeholder '%s' has %s as a value; it needs texts.");

  private static final Pattern PLACEHOLDER = Pattern.compile("\\\\%|%([^%\\s\\\\]+)%");
  private static final int MOST_VALUES = 100_000;

  private final SigmaData data;
  private final DiagnosticSink sink;

  Placeholders(SigmaData data, DiagnosticSink sink) {
    this.data = data;
    this.sink = sink;
  }

  /** All that {@code text} stands for; empty if an error was reported. */
  Optional<List<SigmaText>> expand(SigmaValue.Text text) {
    return expand(text, SigmaText::parse, value -> value);
  }

  /**
   * All that {@code text} stands for.
   *
   * @param written reads what is between placeholders
   * @param value changes a value before it is put in
   * @return empty if an error was reported
   */
  Optional<List<SigmaText>> expand(
      SigmaValue.Text text, Function<String, SigmaText> written, UnaryOperator<SigmaText> value) {
    String raw = text.written();
    List<SigmaText> expanded = List.of(new SigmaText(List.of()));
    Matcher matcher = PLACEHOLDER.matcher(raw);
    int start = 0;
    boolean any = false;
    while (matcher.find()) {
      expanded = join(expanded, List.of(written.apply(raw.substring(start, matcher.start()))));
      start = matcher.end();
      Optional<List<SigmaText>> values =
          matcher.group(1) == null
              ? Optional.of(List.of(SigmaText.literal("%")))
              : values(matcher.group(1), place(text.origin(), matcher))
                  .map(found -> found.stream().map(value).toList());
      any |= matcher.group(1) != null;
      if (values.isEmpty()) {
        return Optional.empty();
      }
      if ((long) expanded.size() * values.get().size() > MOST_VALUES) {
        report(TOO_MANY, text.origin(), MOST_VALUES);
        return Optional.empty();
      }
      expanded = join(expanded, values.get());
    }
    if (!any) {
      report(NO_PLACEHOLDER, text.origin());
    }
    return Optional.of(join(expanded, List.of(written.apply(raw.substring(start)))));
  }

  private static List<SigmaText> join(List<SigmaText> before, List<SigmaText> behind) {
    List<SigmaText> joined = new ArrayList<>(before.size() * behind.size());
    for (SigmaText first : before) {
      behind.forEach(second -> joined.add(first.then(second)));
    }
    return joined;
  }

  private Optional<List<SigmaText>> values(String name, Origin origin) {
    Optional<List<SigmaValue>> values = data.placeholder(name).filter(list -> !list.isEmpty());
    if (values.isEmpty()) {
      report(NO_VALUES, origin, name);
      return Optional.empty();
    }
    List<SigmaText> texts = new ArrayList<>();
    for (SigmaValue value : values.get()) {
      if (value instanceof SigmaValue.Text text) {
        texts.add(SigmaText.parse(text.written()));
      } else if (value instanceof SigmaValue.Numeric number) {
        texts.add(SigmaText.literal(number.value().toPlainString()));
      } else {
        report(BAD_VALUE, origin, name, value.shape());
        return Optional.empty();
      }
    }
    return Optional.of(texts);
  }

  private static Origin place(Origin origin, Matcher matcher) {
    boolean exact = origin.source().text(origin.span()).length() >= matcher.end();
    int start = origin.span().start();
    return exact
        ? Origin.of(origin.source(), new Span(start + matcher.start(), start + matcher.end()))
        : origin;
  }

  private void report(DiagnosticKind kind, Origin origin, Object... arguments) {
    sink.report(kind, origin.source(), origin.span(), arguments);
  }
}
