package dev.sigrun.compiler.language.esql.syntax;

import dev.sigrun.compiler.language.esql.syntax.EsqlExpression.Column;
import dev.sigrun.compiler.source.Origin;
import java.util.List;
import java.util.Optional;

/** A command of a query: takes a table and answers another one. */
public sealed interface EsqlCommand {
  /** The position in the source, without the pipe before it. */
  Origin origin();

  /** A visitor with a method for each command. */
  <R> R accept(Visitor<R> visitor);

  /**
   * A column that is computed: {@code x = a + b}.
   *
   * @param name the name that is given, or the text of {@code value} if none is: without a name a
   *     column is called as it is written
   */
  record Field(Origin origin, Column name, EsqlExpression value) {}

  /** {@code WHERE condition}: keeps the rows for which it is true. */
  record Where(Origin origin, EsqlExpression condition) implements EsqlCommand {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitWhere(this);
    }
  }

  /** {@code EVAL x = a, y = x + 1}: adds columns, each of which sees those before it. */
  record Eval(Origin origin, List<Field> fields) implements EsqlCommand {
    /** Copies the list. */
    public Eval {
      fields = List.copyOf(fields);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitEval(this);
    }
  }

  /**
   * {@code STATS x = COUNT(*) WHERE a, y = MAX(b) BY k}: a row for each group. {@code INLINE STATS}
   * adds the columns to the rows of the group instead.
   *
   * @param inline whether the rows are kept
   * @param aggregates may be empty if there are keys
   * @param keys empty for one group of all rows
   */
  record Stats(Origin origin, boolean inline, List<Aggregate> aggregates, List<Field> keys)
      implements EsqlCommand {
    /** Copies the lists. */
    public Stats {
      aggregates = List.copyOf(aggregates);
      keys = List.copyOf(keys);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitStats(this);
    }
  }

  /**
   * {@code x = COUNT(*) WHERE condition}.
   *
   * @param filter which rows of the group count; empty for all
   */
  record Aggregate(Origin origin, Field field, Optional<EsqlExpression> filter) {}

  /** {@code KEEP a, b.*}: only these columns, in this order. */
  record Keep(Origin origin, List<NamePattern> patterns) implements EsqlCommand {
    /** Copies the list. */
    public Keep {
      patterns = List.copyOf(patterns);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitKeep(this);
    }
  }

  /** {@code DROP a, b.*}: without these columns. */
  record Drop(Origin origin, List<NamePattern> patterns) implements EsqlCommand {
    /** Copies the list. */
    public Drop {
      patterns = List.copyOf(patterns);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitDrop(this);
    }
  }

  /** {@code RENAME a AS b, c AS d}. */
  record Rename(Origin origin, List<Renaming> renamings) implements EsqlCommand {
    /** Copies the list. */
    public Rename {
      renamings = List.copyOf(renamings);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitRename(this);
    }
  }

  /** {@code from AS to}, or {@code to = from}. */
  record Renaming(Origin origin, Column from, Column to) {}

  /** {@code MV_EXPAND a}: a row for each value of the column. */
  record MvExpand(Origin origin, Column column) implements EsqlCommand {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitMvExpand(this);
    }
  }

  /** {@code SORT a DESC, b NULLS FIRST}. */
  record Sort(Origin origin, List<Order> orders) implements EsqlCommand {
    /** Copies the list. */
    public Sort {
      orders = List.copyOf(orders);
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitSort(this);
    }
  }

  /**
   * A key by which rows are sorted.
   *
   * @param nullsFirst whether rows without a value come first: by default if descending
   */
  record Order(Origin origin, EsqlExpression value, boolean descending, boolean nullsFirst) {}

  /**
   * {@code LIMIT 10}.
   *
   * @param count not negative
   */
  record Limit(Origin origin, int count) implements EsqlCommand {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitLimit(this);
    }
  }

  /** {@code GROK a "%{WORD:b} (?<c>x+)"}: adds the columns that the pattern names. */
  record Grok(Origin origin, EsqlExpression input, EsqlExpression.StringLiteral pattern)
      implements EsqlCommand {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitGrok(this);
    }
  }

  /**
   * {@code DISSECT a "%{b}: %{c}"}: adds the columns that the pattern names.
   *
   * @param separator what joins the parts of a key that is written several times; usually empty
   */
  record Dissect(
      Origin origin, EsqlExpression input, EsqlExpression.StringLiteral pattern, String separator)
      implements EsqlCommand {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitDissect(this);
    }
  }

  /**
   * {@code COMPLETION answer = prompt WITH {"inference_id": "x"}}: asks a language model.
   *
   * @param target the column of its answers
   * @param settings entries of the map; of the old form {@code WITH x} the entry {@code
   *     inference_id}
   */
  record Completion(
      Origin origin,
      Column target,
      EsqlExpression prompt,
      Optional<EsqlExpression.MapLiteral> settings)
      implements EsqlCommand {
    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitCompletion(this);
    }
  }

  /** One method for each command. */
  interface Visitor<R> {
    R visitWhere(Where where);

    R visitEval(Eval eval);

    R visitStats(Stats stats);

    R visitKeep(Keep keep);

    R visitDrop(Drop drop);

    R visitRename(Rename rename);

    R visitMvExpand(MvExpand expand);

    R visitSort(Sort sort);

    R visitLimit(Limit limit);

    R visitGrok(Grok grok);

    R visitDissect(Dissect dissect);

    R visitCompletion(Completion completion);
  }
}
