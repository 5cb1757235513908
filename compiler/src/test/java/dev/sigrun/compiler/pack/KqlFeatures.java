package dev.sigrun.compiler.pack;

import dev.sigrun.compiler.language.kql.syntax.KqlQuery;
import dev.sigrun.compiler.language.kql.syntax.KqlValue;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The features of KQL by name: all there are, and those that one query uses. */
final class KqlFeatures {
  private static final Pattern ESCAPE =
      Pattern.compile("\\\\(u[0-9a-fA-F]{4}|(?i:or|and|not)|.)", Pattern.DOTALL);
  private static final String SPECIAL = "\\():<>\"*{}";
  private static final Pattern LIST = Pattern.compile(":\\s*\\(");
  private static final List<String> WORDS =
      List.of(
          "and",
          "or",
          "not",
          "list of values",
          "and in a list of values",
          "not in a list of values",
          "value alone",
          "field: *",
          "wildcard at the start",
          "wildcard at the end",
          "wildcard inside",
          "value in quotes",
          "value without quotes",
          "value of several words without quotes",
          "value of several words in quotes",
          "true",
          "false",
          "null",
          "name of a field with a wildcard",
          "name of a field in quotes",
          "nested group",
          "nested group in a nested group",
          "escape \\t",
          "escape \\r",
          "escape \\n",
          "escape \\uXXXX",
          "escape of a keyword",
          "keyword in capitals");

  private final Set<String> found = new TreeSet<>();

  private KqlFeatures() {}

  /** Every feature of the language. */
  static Set<String> all() {
    Set<String> all = new TreeSet<>(WORDS);
    Stream.of(KqlQuery.Range.Operator.values()).forEach(o -> all.add("operator " + o.symbol()));
    SPECIAL.chars().forEach(escaped -> all.add("escape \\" + (char) escaped));
    return all;
  }

  /** The features that {@code query}, written as {@code text}, uses. */
  static Set<String> of(KqlQuery query, String text) {
    KqlFeatures features = new KqlFeatures();
    features.lists(text);
    Pack.nodes((Record) query).forEach(features::node);
    return features.found;
  }

  private void node(Record node) {
    if (node instanceof KqlQuery.And) {
      found.add("and");
    } else if (node instanceof KqlQuery.Or) {
      found.add("or");
    } else if (node instanceof KqlQuery.Not) {
      found.add("not");
    } else if (node instanceof KqlQuery.Is is) {
      addIf("value alone", is.field().isEmpty());
      is.field().ifPresent(this::name);
      value(is.value());
    } else if (node instanceof KqlQuery.Range range) {
      found.add("operator " + range.operator().symbol());
      name(range.field());
      value(range.value());
    } else if (node instanceof KqlQuery.Nested nested) {
      found.add("nested group");
      name(nested.path());
      addIf(
          "nested group in a nested group",
          Pack.nodes((Record) nested.query()).anyMatch(KqlQuery.Nested.class::isInstance));
    }
  }

  private void name(KqlValue name) {
    addIf("name of a field with a wildcard", name instanceof KqlValue.Pattern);
    addIf("name of a field in quotes", name instanceof KqlValue.Text text && text.quoted());
    escapes(name);
  }

  private void value(KqlValue value) {
    escapes(value);
    if (value instanceof KqlValue.Bool bool) {
      found.add(String.valueOf(bool.value()));
    } else if (value instanceof KqlValue.Null) {
      found.add("null");
    } else if (value instanceof KqlValue.Pattern pattern) {
      pattern(pattern);
    } else if (value instanceof KqlValue.Text text) {
      String kind = text.quoted() ? "in quotes" : "without quotes";
      found.add("value " + kind);
      addIf("value of several words " + kind, text.text().contains(" "));
    }
  }

  private void pattern(KqlValue.Pattern pattern) {
    List<String> pieces = pattern.pieces();
    if (pattern.isLoneWildcard()) {
      found.add("field: *");
      return;
    }
    addIf("wildcard at the start", pieces.get(0).isEmpty());
    addIf("wildcard at the end", pieces.get(pieces.size() - 1).isEmpty());
    addIf("wildcard inside", !pieces.get(0).isEmpty() && !pieces.get(pieces.size() - 1).isEmpty());
  }

  private void escapes(KqlValue value) {
    for (Matcher escapes = ESCAPE.matcher(value.origin().text()); escapes.find(); ) {
      String escape = escapes.group(1);
      boolean keyword = escape.length() > 1 && escape.charAt(0) != 'u';
      found.add(
          keyword ? "escape of a keyword" : "escape \\" + (escape.length() > 1 ? "uXXXX" : escape));
    }
  }

  /** Lists leave no node: the content of their brackets shows how they are used. */
  private void lists(String text) {
    String bare = text.replaceAll("\"(?:[^\"\\\\]|\\\\.)*\"", "_");
    addIf("keyword in capitals", bare.matches("(?s).*\\s(AND|OR|NOT)\\s.*"));
    for (Matcher lists = LIST.matcher(bare); lists.find(); ) {
      int end = bare.indexOf(')', lists.end());
      String list = bare.substring(lists.end(), Math.max(end, lists.end()));
      found.add("list of values");
      addIf("and in a list of values", list.matches("(?si).*\\sand\\s.*"));
      addIf("not in a list of values", list.matches("(?si)(.*\\s)?not\\s.*"));
    }
  }

  private void addIf(String feature, boolean used) {
    if (used) {
      found.add(feature);
    }
  }
}
