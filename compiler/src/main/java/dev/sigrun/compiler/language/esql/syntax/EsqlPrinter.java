package dev.sigrun.compiler.language.esql.syntax;

import dev.sigrun.compiler.language.esql.syntax.EsqlCommand.Aggregate;
import dev.sigrun.compiler.language.esql.syntax.EsqlCommand.Field;
import dev.sigrun.compiler.language.esql.syntax.EsqlExpression.Column;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Writes syntax trees as ES|QL in one canonical form, which {@link EsqlParser} reads back as an
 * equal tree: a line for each command, and a name for each computed column.
 */
public final class EsqlPrinter implements EsqlCommand.Visitor<StringBuilder> {
  /** A name of an index that needs no quotes. */
  private static final Pattern INDEX =
      Pattern.compile("(?:[^ \\t\\r\\n,|=\"'`()\\[\\]/]|/[^ \\t\\r\\n,|=\"'`()\\[\\]/*])++");

  private final StringBuilder out = new StringBuilder();
  private final EsqlExpressionPrinter expressions = new EsqlExpressionPrinter(out);

  private EsqlPrinter() {}

  /** The text of a whole query, without a line break at its end. */
  public static String print(EsqlQuery query) {
    EsqlPrinter printer = new EsqlPrinter();
    printer.from(query.from());
    for (EsqlCommand command : query.commands()) {
      printer.out.append("\n| ");
      command.accept(printer);
    }
    return printer.out.toString();
  }

  private void from(EsqlQuery.From from) {
    out.append("FROM ");
    list(from.indices(), index -> index(index.text()));
    if (!from.metadata().isEmpty()) {
      out.append(" METADATA ");
      list(from.metadata(), column -> out.append(column.name()));
    }
  }

  private void index(String text) {
    boolean isPlain = INDEX.matcher(text).matches() && !text.equalsIgnoreCase("metadata");
    if (isPlain) {
      out.append(text);
    } else {
      expressions.text(text);
    }
  }

  @Override
  public StringBuilder visitWhere(EsqlCommand.Where where) {
    out.append("WHERE ");
    return expressions.whole(where.condition());
  }

  @Override
  public StringBuilder visitEval(EsqlCommand.Eval eval) {
    out.append("EVAL ");
    return list(eval.fields(), this::field);
  }

  @Override
  public StringBuilder visitStats(EsqlCommand.Stats stats) {
    out.append(stats.inline() ? "INLINE STATS" : "STATS");
    if (!stats.aggregates().isEmpty()) {
      out.append(' ');
      list(stats.aggregates(), this::aggregate);
    }
    if (!stats.keys().isEmpty()) {
      out.append(" BY ");
      list(stats.keys(), this::field);
    }
    return out;
  }

  private void aggregate(Aggregate aggregate) {
    field(aggregate.field());
    aggregate
        .filter()
        .ifPresent(
            filter -> {
              out.append(" WHERE ");
              expressions.whole(filter);
            });
  }

  private void field(Field field) {
    if (!field.value().equals(field.name())) {
      column(field.name());
      out.append(" = ");
    }
    expressions.whole(field.value());
  }

  @Override
  public StringBuilder visitKeep(EsqlCommand.Keep keep) {
    out.append("KEEP ");
    return patterns(keep.patterns());
  }

  @Override
  public StringBuilder visitDrop(EsqlCommand.Drop drop) {
    out.append("DROP ");
    return patterns(drop.patterns());
  }

  private StringBuilder patterns(List<NamePattern> patterns) {
    return list(patterns, pattern -> out.append(EsqlNames.written(pattern)));
  }

  @Override
  public StringBuilder visitRename(EsqlCommand.Rename rename) {
    out.append("RENAME ");
    return list(
        rename.renamings(),
        renaming -> {
          column(renaming.from());
          out.append(" AS ");
          column(renaming.to());
        });
  }

  @Override
  public StringBuilder visitMvExpand(EsqlCommand.MvExpand expand) {
    out.append("MV_EXPAND ");
    column(expand.column());
    return out;
  }

  @Override
  public StringBuilder visitSort(EsqlCommand.Sort sort) {
    out.append("SORT ");
    return list(
        sort.orders(),
        order -> {
          expressions.whole(order.value());
          out.append(order.descending() ? " DESC" : "");
          if (order.nullsFirst() != order.descending()) {
            out.append(order.nullsFirst() ? " NULLS FIRST" : " NULLS LAST");
          }
        });
  }

  @Override
  public StringBuilder visitLimit(EsqlCommand.Limit limit) {
    return out.append("LIMIT ").append(limit.count());
  }

  @Override
  public StringBuilder visitGrok(EsqlCommand.Grok grok) {
    out.append("GROK ");
    expressions.operand(grok.input());
    out.append(' ');
    return expressions.text(grok.pattern().value());
  }

  @Override
  public StringBuilder visitDissect(EsqlCommand.Dissect dissect) {
    out.append("DISSECT ");
    expressions.operand(dissect.input());
    out.append(' ');
    expressions.text(dissect.pattern().value());
    if (!dissect.separator().isEmpty()) {
      out.append(" APPEND_SEPARATOR = ");
      expressions.text(dissect.separator());
    }
    return out;
  }

  @Override
  public StringBuilder visitCompletion(EsqlCommand.Completion completion) {
    out.append("COMPLETION ");
    column(completion.target());
    out.append(" = ");
    expressions.operand(completion.prompt());
    completion
        .settings()
        .ifPresent(
            settings -> {
              out.append(" WITH ");
              expressions.whole(settings);
            });
    return out;
  }

  private void column(Column column) {
    out.append(EsqlNames.written(column.name()));
  }

  private <T> StringBuilder list(List<T> elements, Consumer<T> write) {
    for (int i = 0; i < elements.size(); i++) {
      out.append(i == 0 ? "" : ", ");
      write.accept(elements.get(i));
    }
    return out;
  }
}
