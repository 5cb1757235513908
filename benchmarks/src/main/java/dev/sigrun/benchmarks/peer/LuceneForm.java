package dev.sigrun.benchmarks.peer;

import dev.sigrun.benchmarks.peer.Conversion.Form;
import dev.sigrun.benchmarks.peer.Conversion.RefusedException;
import dev.sigrun.benchmarks.peer.LuceneFields.Kind;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.ir.Range;
import dev.sigrun.compiler.ir.ValueType;
import dev.sigrun.compiler.ir.value.CaseSensitivity;
import dev.sigrun.compiler.ir.value.Regex;
import dev.sigrun.runtime.pattern.Wildcard;
import java.math.BigDecimal;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.InetAddressPoint;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.PhraseQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.RegexpQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.WildcardQuery;
import org.apache.lucene.util.automaton.Operations;
import org.apache.lucene.util.automaton.RegExp;

/**
 * Rules for Lucene Monitor: the IR's tree as a tree of queries, case-insensitive tests on a field
 * of values in lower case.
 */
public final class LuceneForm {
  private final LuceneFields fields;

  private LuceneForm(LuceneFields fields) {
    this.fields = fields;
  }

  /** The rules that Lucene can express; Their tests are added to {@code fields}. */
  public static Conversion<Query> convert(List<AnalyzedRule> rules, LuceneFields fields) {
    // Lists of rules are longer than the thousand clauses that Lucene takes by default.
    IndexSearcher.setMaxClauseCount(Integer.MAX_VALUE);
    LuceneForm form = new LuceneForm(fields);
    return Conversion.of(rules, predicate -> new Form<>(form.query(predicate), true));
  }

  private Query query(Predicate predicate) {
    if (predicate instanceof Predicate.Constant constant) {
      return constant.value() ? new MatchAllDocsQuery() : new MatchNoDocsQuery();
    }
    if (predicate instanceof Predicate.And and) {
      return all(and.terms());
    }
    if (predicate instanceof Predicate.Or or) {
      return any(or.terms(), this::query);
    }
    if (predicate instanceof Predicate.Not) {
      return all(List.of(predicate));
    }
    return leaf(predicate);
  }

  private Query all(List<Predicate> terms) {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    boolean negativeOnly = true;
    for (Predicate term : terms) {
      if (term instanceof Predicate.Not not) {
        query.add(query(not.operand()), Occur.MUST_NOT);
      } else {
        query.add(query(term), Occur.FILTER);
        negativeOnly = false;
      }
    }
    if (negativeOnly) {
      query.add(new MatchAllDocsQuery(), Occur.FILTER);
    }
    return query.build();
  }

  private static <T> Query any(List<T> values, Function<T, Query> converter) {
    if (values.size() == 1) {
      return converter.apply(values.get(0));
    }
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    values.forEach(value -> query.add(converter.apply(value), Occur.SHOULD));
    return query.build();
  }

  private Query leaf(Predicate leaf) {
    if (leaf instanceof Predicate.Exists exists) {
      return presence(exists.field());
    }
    if (leaf instanceof Predicate.StringIn in) {
      boolean folded = isFolded(in.field(), in.sensitivity());
      String name = name(in.field(), folded ? Kind.LOWER : Kind.EXACT);
      return any(in.values(), v -> new TermQuery(new Term(name, folded(v, folded))));
    }
    if (leaf instanceof Predicate.WildcardMatch match) {
      boolean folded = isFolded(match.field(), match.sensitivity());
      String name = name(match.field(), folded ? Kind.LOWER : Kind.EXACT);
      return any(match.patterns(), p -> wildcard(name, p, folded));
    }
    if (leaf instanceof Predicate.RegexMatch match) {
      return regex(match);
    }
    if (leaf instanceof Predicate.NumberIn in) {
      String name = name(in.field(), Kind.NUMBER);
      return any(in.values(), v -> DoublePoint.newExactQuery(name, v.doubleValue()));
    }
    if (leaf instanceof Predicate.NumberInRange in) {
      return range(name(in.field(), Kind.NUMBER), in.range());
    }
    if (leaf instanceof Predicate.BooleanIs is) {
      return new TermQuery(new Term(name(is.field(), Kind.EXACT), Boolean.toString(is.value())));
    }
    if (leaf instanceof Predicate.IpIn in) {
      String name = name(in.field(), Kind.ADDRESS);
      return any(in.blocks(), block -> address(name, block.text()));
    }
    return textLeaf(leaf);
  }

  private Query textLeaf(Predicate leaf) {
    if (leaf instanceof Predicate.TokenIn in) {
      String name = name(in.field(), Kind.TEXT);
      return any(in.tokens(), token -> new TermQuery(new Term(name, token)));
    }
    if (leaf instanceof Predicate.TokenPhrase phrase) {
      return new PhraseQuery(
          name(phrase.field(), Kind.TEXT), phrase.tokens().toArray(String[]::new));
    }
    if (leaf instanceof Predicate.TokenMatch match) {
      String name = name(match.field(), Kind.TEXT);
      return any(match.patterns(), pattern -> wildcard(name, pattern, false));
    }
    throw new RefusedException(leaf.getClass().getSimpleName());
  }

  private Query presence(Field field) {
    if (field.pattern()) {
      throw new RefusedException("a pattern of field names");
    }
    fields.wantPresence(field.name());
    return new TermQuery(new Term(LuceneFields.PRESENT, field.name()));
  }

  private static Query wildcard(String name, Wildcard pattern, boolean folded) {
    if (pattern.isLiteral()) {
      return new TermQuery(new Term(name, folded(pattern.literal().orElse(""), folded)));
    }
    return new WildcardQuery(new Term(name, folded(pattern.toEscapedString(), folded)));
  }

  private Query regex(Predicate.RegexMatch match) {
    boolean folded = isFolded(match.field(), match.regex().sensitivity());
    try {
      return new RegexpQuery(
          new Term(name(match.field(), Kind.EXACT), lucene(match.regex())),
          RegExp.ALL,
          folded ? RegExp.ASCII_CASE_INSENSITIVE : 0,
          Operations.DEFAULT_DETERMINIZE_WORK_LIMIT);
    } catch (IllegalArgumentException e) {
      throw new RefusedException("a regular expression that Lucene does not take");
    }
  }

  private static String lucene(Regex regex) {
    return switch (regex.dialect()) {
      case LUCENE -> regex.text();
      case SEARCH -> throw new RefusedException("a regular expression that is searched for");
    };
  }

  private static Query range(String name, Range<BigDecimal> range) {
    double from =
        range
            .lower()
            .map(
                b -> b.inclusive() ? b.value().doubleValue() : Math.nextUp(b.value().doubleValue()))
            .orElse(Double.NEGATIVE_INFINITY);
    double to =
        range
            .upper()
            .map(
                b ->
                    b.inclusive()
                        ? b.value().doubleValue()
                        : Math.nextDown(b.value().doubleValue()))
            .orElse(Double.POSITIVE_INFINITY);
    return DoublePoint.newRangeQuery(name, from, to);
  }

  private static Query address(String name, String block) {
    try {
      int slash = block.indexOf('/');
      InetAddress address = InetAddress.getByName(slash < 0 ? block : block.substring(0, slash));
      return slash < 0
          ? InetAddressPoint.newExactQuery(name, address)
          : InetAddressPoint.newPrefixQuery(
              name, address, Integer.parseInt(block.substring(slash + 1)));
    } catch (UnknownHostException | IllegalArgumentException e) {
      throw new RefusedException("an address block that Lucene does not take");
    }
  }

  private String name(Field field, Kind kind) {
    if (field.pattern()) {
      throw new RefusedException("a pattern of field names");
    }
    return fields.want(field.name(), kind);
  }

  private static boolean isFolded(Field field, CaseSensitivity sensitivity) {
    return sensitivity == CaseSensitivity.INSENSITIVE || field.type() == ValueType.LOWERCASE;
  }

  private static String folded(String text, boolean folded) {
    return folded ? text.toLowerCase(Locale.ROOT) : text;
  }
}
