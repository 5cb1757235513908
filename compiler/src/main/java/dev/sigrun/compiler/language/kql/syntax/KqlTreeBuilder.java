package dev.sigrun.compiler.language.kql.syntax;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.compiler.source.Span;
import dev.sigrun.grammar.kql.KqlBaseBaseVisitor;
import dev.sigrun.grammar.kql.KqlBaseParser;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;

/** Turns the parse tree of a well-formed query into its syntax tree. */
final class KqlTreeBuilder extends KqlBaseBaseVisitor<KqlQuery> {
  // Kibana drops such a name and looks for the value in every field, which is never intended.
  private static final DiagnosticKind NULL_FIELD =
      DiagnosticKind.error(
          "KQL022", "A field cannot be named null without quotes. Write \"null\".");

  private final SourceText source;
  private final DiagnosticSink sink;

  KqlTreeBuilder(SourceText source, DiagnosticSink sink) {
    this.source = source;
    this.sink = sink;
  }

  @Override
  public KqlQuery visitQuery(KqlBaseParser.QueryContext ctx) {
    return ctx.orQuery() == null
        ? new KqlQuery.MatchAll(Origin.of(source, source.whole()))
        : visit(ctx.orQuery());
  }

  @Override
  public KqlQuery visitOrQuery(KqlBaseParser.OrQueryContext ctx) {
    List<KqlQuery> terms = ctx.andQuery().stream().map(this::visit).toList();
    return terms.size() == 1 ? terms.get(0) : new KqlQuery.Or(origin(ctx), terms);
  }

  @Override
  public KqlQuery visitAndQuery(KqlBaseParser.AndQueryContext ctx) {
    List<KqlQuery> terms = ctx.notQuery().stream().map(this::visit).toList();
    return terms.size() == 1 ? terms.get(0) : new KqlQuery.And(origin(ctx), terms);
  }

  @Override
  public KqlQuery visitNotQuery(KqlBaseParser.NotQueryContext ctx) {
    KqlQuery operand = visit(ctx.subQuery());
    return ctx.NOT() == null ? operand : new KqlQuery.Not(origin(ctx), operand);
  }

  @Override
  public KqlQuery visitGroup(KqlBaseParser.GroupContext ctx) {
    return visit(ctx.orQuery());
  }

  @Override
  public KqlQuery visitNested(KqlBaseParser.NestedContext ctx) {
    return new KqlQuery.Nested(origin(ctx), field(ctx.path), visit(ctx.orQuery()));
  }

  @Override
  public KqlQuery visitRange(KqlBaseParser.RangeContext ctx) {
    return new KqlQuery.Range(
        origin(ctx), field(ctx.field), operator(ctx.operator), literal(ctx.bound));
  }

  @Override
  public KqlQuery visitIs(KqlBaseParser.IsContext ctx) {
    return values(ctx.values(), field(ctx.field), origin(ctx));
  }

  @Override
  public KqlQuery visitFreeText(KqlBaseParser.FreeTextContext ctx) {
    return new KqlQuery.Is(origin(ctx), Optional.empty(), literal(ctx.literal()));
  }

  private static KqlQuery.Range.Operator operator(KqlBaseParser.ComparisonContext ctx) {
    return switch (ctx.getStart().getType()) {
      case KqlBaseParser.LESS -> KqlQuery.Range.Operator.LESS;
      case KqlBaseParser.LESS_OR_EQUAL -> KqlQuery.Range.Operator.LESS_OR_EQUAL;
      case KqlBaseParser.GREATER -> KqlQuery.Range.Operator.GREATER;
      case KqlBaseParser.GREATER_OR_EQUAL -> KqlQuery.Range.Operator.GREATER_OR_EQUAL;
      default -> throw new IllegalStateException("No range operator: " + ctx.getText());
    };
  }

  /** One test per value; {@code origin} is the position of all of them together. */
  private KqlQuery values(KqlBaseParser.ValuesContext ctx, KqlValue field, Origin origin) {
    if (ctx instanceof KqlBaseParser.ListContext list) {
      return orValues(list.orValues(), field, origin);
    }
    KqlBaseParser.ValueContext single = (KqlBaseParser.ValueContext) ctx;
    return new KqlQuery.Is(origin, Optional.of(field), literal(single.literal()));
  }

  private KqlQuery orValues(KqlBaseParser.OrValuesContext ctx, KqlValue field, Origin origin) {
    if (ctx.andValues().size() == 1) {
      return andValues(ctx.andValues(0), field, origin);
    }
    return new KqlQuery.Or(
        origin,
        ctx.andValues().stream().map(term -> andValues(term, field, origin(term))).toList());
  }

  private KqlQuery andValues(KqlBaseParser.AndValuesContext ctx, KqlValue field, Origin origin) {
    if (ctx.notValues().size() == 1) {
      return notValues(ctx.notValues(0), field, origin);
    }
    return new KqlQuery.And(
        origin,
        ctx.notValues().stream().map(term -> notValues(term, field, origin(term))).toList());
  }

  private KqlQuery notValues(KqlBaseParser.NotValuesContext ctx, KqlValue field, Origin origin) {
    return ctx.NOT() == null
        ? values(ctx.values(), field, origin)
        : new KqlQuery.Not(origin, values(ctx.values(), field, origin(ctx.values())));
  }

  private KqlValue literal(KqlBaseParser.LiteralContext ctx) {
    return LiteralReader.read(origin(ctx));
  }

  /** The name of a field is text whatever it looks like. */
  private KqlValue field(KqlBaseParser.LiteralContext ctx) {
    KqlValue value = literal(ctx);
    if (value instanceof KqlValue.Bool bool) {
      return new KqlValue.Text(bool.origin(), Boolean.toString(bool.value()), false);
    }
    if (value instanceof KqlValue.Null missing) {
      sink.report(NULL_FIELD, source, missing.origin().span());
      return new KqlValue.Text(missing.origin(), "null", false);
    }
    return value;
  }

  private Origin origin(ParserRuleContext ctx) {
    return Origin.of(
        source, new Span(ctx.getStart().getStartIndex(), ctx.getStop().getStopIndex() + 1));
  }
}
