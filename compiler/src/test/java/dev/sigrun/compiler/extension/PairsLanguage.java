package dev.sigrun.compiler.extension;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.DidYouMean;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.language.FieldTests;
import dev.sigrun.compiler.language.Language;
import dev.sigrun.compiler.language.ParsedQuery;
import dev.sigrun.compiler.language.QueryContext;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A language of its own: {@code process.name=sh user.name=root}, all of which must hold. */
final class PairsLanguage implements Language {
  private static final DiagnosticKind NO_PAIR =
      DiagnosticKind.error("PAI001", "Expected 'field=value', found '%s'.");
  private static final DiagnosticKind UNKNOWN_FIELD =
      DiagnosticKind.error("PAI002", "Unknown field '%s'.%s");

  private static final Pattern WORD = Pattern.compile("\\S+");

  /** The query as written. */
  record Pairs(Origin origin, List<Pair> pairs) {}

  /** A field and the value that it must have. */
  record Pair(Origin origin, String field, String value) {}

  @Override
  public String id() {
    return "pairs";
  }

  @Override
  public Optional<ParsedQuery> parse(SourceText text, DiagnosticSink sink) {
    int checkpoint = sink.checkpoint();
    List<Pair> pairs = new ArrayList<>();
    Matcher word = WORD.matcher(text.content());
    while (word.find()) {
      Span span = new Span(word.start(), word.end());
      int sign = word.group().indexOf('=');
      if (sign <= 0) {
        sink.report(NO_PAIR, text, span, word.group());
      } else {
        String value = word.group().substring(sign + 1);
        pairs.add(new Pair(Origin.of(text, span), word.group().substring(0, sign), value));
      }
    }
    return sink.hasErrorsSince(checkpoint)
        ? Optional.empty()
        : Optional.of(new ParsedPairs(new Pairs(Origin.of(text, text.whole()), pairs)));
  }

  private record ParsedPairs(Pairs tree) implements ParsedQuery {
    @Override
    public String print() {
      return tree.pairs().stream()
          .map(pair -> pair.field() + "=" + pair.value())
          .collect(Collectors.joining(" "));
    }

    @Override
    public Optional<Query> analyze(QueryContext context, DiagnosticSink sink) {
      List<Predicate> terms = new ArrayList<>();
      for (Pair pair : tree.pairs()) {
        Optional<Field> field = context.fields().resolve(pair.field());
        if (field.isEmpty()) {
          DidYouMean hint = context.fields().didYouMean(pair.field());
          Origin origin = pair.origin();
          sink.report(UNKNOWN_FIELD, origin.source(), origin.span(), pair.field(), hint);
        }
        field
            .flatMap(
                f -> FieldTests.equal(pair.origin(), f, pair.value(), CaseSensitivity.SENSITIVE))
            .ifPresent(terms::add);
      }
      return terms.size() < tree.pairs().size()
          ? Optional.empty()
          : Optional.of(
              new Query.SingleEvent(tree.origin(), Predicate.and(tree.origin(), terms), List.of()));
    }
  }
}
