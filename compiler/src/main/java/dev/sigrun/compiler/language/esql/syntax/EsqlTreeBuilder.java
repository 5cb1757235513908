package dev.sigrun.compiler.language.esql.syntax;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.Suggestions;
import dev.sigrun.compiler.language.esql.syntax.EsqlCommand.Aggregate;
import dev.sigrun.compiler.language.esql.syntax.EsqlCommand.Field;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression.Column;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression.MapLiteral;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression.StringLiteral;
import dev.sigrun.compiler.language.syntax.Excerpt;
import dev.sigrun.compiler.language.syntax.SyntaxReports;
import dev.sigrun.compiler.source.Origin;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.grammar.esql.EsqlBaseLexer;
import dev.sigrun.grammar.esql.EsqlBaseParser;
import dev.sigrun.grammar.esql.EsqlBaseParserBaseVisitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/**
 * Turns a parse tree into a syntax tree and refuses what the grammar accepts only to say more about
 * it.
 */
final class EsqlTreeBuilder extends EsqlBaseParserBaseVisitor<EsqlCommand> {
  private static final DiagnosticKind EMPTY_STATS =
      DiagnosticKind.error("ESQL014", "STATS needs an aggregate, or keys after 'BY'.");

  private static final DiagnosticKind BAD_LIMIT =
      DiagnosticKind.error("ESQL015", "Found %s, expected a whole number of rows, 0 or more.");

  private static final DiagnosticKind WILDCARD =
      DiagnosticKind.error("ESQL016", "'%s' has a wildcard. Name one column.");

  private static final DiagnosticKind UNKNOWN_OPTION =
      DiagnosticKind.error(
          "ESQL017", "DISSECT has no option '%s'.%s Its only option is APPEND_SEPARATOR.");

  private static final String SEPARATOR = "APPEND_SEPARATOR";

  private final SyntaxReports reports;
  private final EsqlExpressionBuilder expressions;

  EsqlTreeBuilder(SourceText source, DiagnosticSink sink) {
    this.reports = new SyntaxReports(source, sink);
    this.expressions = new EsqlExpressionBuilder(reports);
  }

  EsqlQuery query(EsqlBaseParser.QueryContext ctx) {
    return new EsqlQuery(
        reports.origin(ctx), from(ctx.from()), ctx.command().stream().map(this::visit).toList());
  }

  private EsqlQuery.From from(EsqlBaseParser.FromContext ctx) {
    List<EsqlQuery.Index> indices = new ArrayList<>();
    for (EsqlBaseParser.IndexContext index : ctx.index()) {
      Token token = index.getStart();
      String text = EsqlStrings.value(token).orElseGet(token::getText);
      indices.add(new EsqlQuery.Index(reports.origin(index), text));
    }
    List<Column> metadata =
        ctx.metadata.stream()
            .map(token -> new Column(reports.origin(token, token), token.getText()))
            .toList();
    return new EsqlQuery.From(reports.origin(ctx), indices, metadata);
  }

  @Override
  public EsqlCommand visitWhere(EsqlBaseParser.WhereContext ctx) {
    return new EsqlCommand.Where(reports.origin(ctx), expressions.of(ctx.expression()));
  }

  @Override
  public EsqlCommand visitEval(EsqlBaseParser.EvalContext ctx) {
    return new EsqlCommand.Eval(reports.origin(ctx), fields(ctx.fields()));
  }

  @Override
  public EsqlCommand visitStats(EsqlBaseParser.StatsContext ctx) {
    if (ctx.aggregates() == null && ctx.fields() == null) {
      reports.error(EMPTY_STATS, ctx);
    }
    List<Aggregate> aggregates = new ArrayList<>();
    if (ctx.aggregates() != null) {
      for (EsqlBaseParser.AggregateContext aggregate : ctx.aggregates().aggregate()) {
        aggregates.add(aggregate(aggregate));
      }
    }
    List<Field> keys = ctx.fields() == null ? List.of() : fields(ctx.fields());
    return new EsqlCommand.Stats(reports.origin(ctx), ctx.INLINE() != null, aggregates, keys);
  }

  private Aggregate aggregate(EsqlBaseParser.AggregateContext ctx) {
    Optional<EsqlExpression> filter = Optional.ofNullable(ctx.expression()).map(expressions::of);
    return new Aggregate(reports.origin(ctx), field(ctx.field(), ctx), filter);
  }

  private List<Field> fields(EsqlBaseParser.FieldsContext ctx) {
    return ctx.field().stream().map(field -> field(field, field)).toList();
  }

  /**
   * A column that is computed.
   *
   * @param whole what it is called by if it has no name
   */
  private Field field(EsqlBaseParser.FieldContext ctx, ParserRuleContext whole) {
    EsqlExpression value = expressions.of(ctx.expression());
    Column name;
    if (ctx.column() != null) {
      name = expressions.column(ctx.column());
    } else if (value instanceof Column column) {
      name = column;
    } else {
      Origin origin = reports.origin(whole);
      name = new Column(origin, origin.text());
    }
    return new Field(reports.origin(ctx), name, value);
  }

  @Override
  public EsqlCommand visitKeep(EsqlBaseParser.KeepContext ctx) {
    return new EsqlCommand.Keep(reports.origin(ctx), patterns(ctx.pattern()));
  }

  @Override
  public EsqlCommand visitDrop(EsqlBaseParser.DropContext ctx) {
    return new EsqlCommand.Drop(reports.origin(ctx), patterns(ctx.pattern()));
  }

  private List<NamePattern> patterns(List<EsqlBaseParser.PatternContext> contexts) {
    return contexts.stream().map(this::pattern).toList();
  }

  private NamePattern pattern(EsqlBaseParser.PatternContext ctx) {
    List<String> literals = new ArrayList<>();
    StringBuilder literal = new StringBuilder();
    String dot = "";
    for (EsqlBaseParser.PatternPartContext part : ctx.patternPart()) {
      literal.append(dot);
      dot = ".";
      Token token = part.getStart();
      String text = EsqlNames.part(token);
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '*' && token.getType() == EsqlBaseLexer.NAME_PART) {
          literals.add(literal.toString());
          literal.setLength(0);
        } else {
          literal.append(c);
        }
      }
    }
    literals.add(literal.toString());
    return new NamePattern(reports.origin(ctx), literals);
  }

  /** A pattern that must be the name of a column. */
  private Column column(EsqlBaseParser.PatternContext ctx) {
    NamePattern pattern = pattern(ctx);
    if (!pattern.isExact()) {
      reports.error(WILDCARD, ctx, pattern.text());
    }
    return new Column(pattern.origin(), pattern.text());
  }

  @Override
  public EsqlCommand visitRename(EsqlBaseParser.RenameContext ctx) {
    List<EsqlCommand.Renaming> renamings = new ArrayList<>();
    for (EsqlBaseParser.RenamingContext renaming : ctx.renaming()) {
      Column first = column(renaming.first);
      Column second = column(renaming.second);
      Origin origin = reports.origin(renaming);
      boolean isAssigned = renaming.ASSIGN() != null;
      renamings.add(
          isAssigned
              ? new EsqlCommand.Renaming(origin, second, first)
              : new EsqlCommand.Renaming(origin, first, second));
    }
    return new EsqlCommand.Rename(reports.origin(ctx), renamings);
  }

  @Override
  public EsqlCommand visitMvExpand(EsqlBaseParser.MvExpandContext ctx) {
    return new EsqlCommand.MvExpand(reports.origin(ctx), column(ctx.pattern()));
  }

  @Override
  public EsqlCommand visitSort(EsqlBaseParser.SortContext ctx) {
    List<EsqlCommand.Order> orders = new ArrayList<>();
    for (EsqlBaseParser.OrderContext order : ctx.order()) {
      boolean descending =
          order.direction != null && order.direction.getType() == EsqlBaseLexer.DESC;
      boolean nullsFirst =
          order.nulls == null ? descending : order.nulls.getType() == EsqlBaseLexer.FIRST;
      orders.add(
          new EsqlCommand.Order(
              reports.origin(order), expressions.of(order.expression()), descending, nullsFirst));
    }
    return new EsqlCommand.Sort(reports.origin(ctx), orders);
  }

  @Override
  public EsqlCommand visitLimit(EsqlBaseParser.LimitContext ctx) {
    EsqlExpression count = expressions.of(ctx.expression());
    if (count instanceof EsqlExpression.NumberLiteral number
        && number.value() instanceof Integer rows) {
      return new EsqlCommand.Limit(reports.origin(ctx), rows);
    }
    reports.error(BAD_LIMIT, count.origin(), Excerpt.of(count.origin().text()));
    return new EsqlCommand.Limit(reports.origin(ctx), 0);
  }

  @Override
  public EsqlCommand visitGrok(EsqlBaseParser.GrokContext ctx) {
    return new EsqlCommand.Grok(
        reports.origin(ctx), expressions.postfix(ctx.postfix()), expressions.text(ctx.text()));
  }

  @Override
  public EsqlCommand visitDissect(EsqlBaseParser.DissectContext ctx) {
    String separator = "";
    for (EsqlBaseParser.DissectOptionContext option : ctx.dissectOption()) {
      String name = option.IDENTIFIER().getText();
      if (name.equalsIgnoreCase(SEPARATOR)) {
        separator = expressions.text(option.text()).value();
      } else {
        Token token = option.IDENTIFIER().getSymbol();
        reports.error(
            UNKNOWN_OPTION, token, name, Suggestions.didYouMean(name, List.of(SEPARATOR)));
      }
    }
    return new EsqlCommand.Dissect(
        reports.origin(ctx),
        expressions.postfix(ctx.postfix()),
        expressions.text(ctx.text()),
        separator);
  }

  @Override
  public EsqlCommand visitCompletion(EsqlBaseParser.CompletionContext ctx) {
    Column target =
        ctx.column() == null
            ? new Column(reports.origin(ctx), "completion")
            : expressions.column(ctx.column());
    Optional<MapLiteral> settings = Optional.ofNullable(ctx.map()).map(expressions::map);
    if (ctx.IDENTIFIER() != null) {
      Token id = ctx.IDENTIFIER().getSymbol();
      Origin origin = reports.origin(id, id);
      EsqlExpression value = new StringLiteral(origin, id.getText());
      settings = Optional.of(new MapLiteral(origin, List.of(Map.entry("inference_id", value))));
    }
    return new EsqlCommand.Completion(
        reports.origin(ctx), target, expressions.postfix(ctx.postfix()), settings);
  }
}
