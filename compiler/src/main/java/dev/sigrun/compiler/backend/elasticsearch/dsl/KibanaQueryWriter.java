package dev.sigrun.compiler.backend.elasticsearch.dsl;

import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.fidelity.Fidelity;
import dev.sigrun.compiler.fidelity.Reasons;
import dev.sigrun.compiler.language.kql.syntax.KqlQuery;
import dev.sigrun.compiler.language.kql.syntax.KqlValue;
import dev.sigrun.compiler.schema.FieldType;
import dev.sigrun.compiler.schema.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Translates KQL as Kibana does, clause by clause, with all the wrappers that a leaner query would
 * leave out. Depends on the types of fields as the index pattern knows them.
 */
final class KibanaQueryWriter implements KqlQuery.Visitor<Map<String, Object>> {
  private static final String TIME_ZONE = "Zulu";

  /**
   * The characters that Kibana escapes in the literal parts of patterns; spaces are not among them.
   */
  private static final String ESCAPED = "+-=&|><!(){}[]^\"~*?:\\/";

  private static final DiagnosticKind KNOWN_FIELDS =
      DiagnosticKind.warning(
          "DSL021",
          "Of the fields that match '%s', only those in the schema are queried, as Kibana"
              + " queries those of its data view.");

  private final Schema schema;
  private final Reasons reasons;

  /** The nested field around with a dot, or empty. */
  private final String path;

  KibanaQueryWriter(Schema schema, Reasons reasons) {
    this(schema, reasons, "");
  }

  private KibanaQueryWriter(Schema schema, Reasons reasons, String path) {
    this.schema = schema;
    this.reasons = reasons;
    this.path = path;
  }

  private static Map<String, Object> object(String key, Object value) {
    Map<String, Object> object = new LinkedHashMap<>();
    object.put(key, value);
    return object;
  }

  private static Map<String, Object> should(List<Map<String, Object>> clauses) {
    Map<String, Object> bool = object("should", clauses);
    bool.put("minimum_should_match", 1);
    return object("bool", bool);
  }

  private List<Map<String, Object>> all(List<KqlQuery> terms) {
    return terms.stream().map(term -> term.accept(this)).toList();
  }

  @Override
  public Map<String, Object> visitMatchAll(KqlQuery.MatchAll all) {
    return object("match_all", Map.of());
  }

  @Override
  public Map<String, Object> visitOr(KqlQuery.Or or) {
    return should(all(or.terms()));
  }

  @Override
  public Map<String, Object> visitAnd(KqlQuery.And and) {
    return object("bool", object("filter", all(and.terms())));
  }

  @Override
  public Map<String, Object> visitNot(KqlQuery.Not not) {
    return object(
        "bool",
        object(
            "must_not",
            not.operand().accept(new KibanaQueryWriter(schema, reasons.negated(), path))));
  }

  @Override
  public Map<String, Object> visitNested(KqlQuery.Nested nested) {
    String name = path + name(nested.path());
    return nested(name, nested.query().accept(new KibanaQueryWriter(schema, reasons, name + ".")));
  }

  private static Map<String, Object> nested(String path, Map<String, Object> query) {
    Map<String, Object> nested = object("path", path);
    nested.put("query", query);
    nested.put("score_mode", "none");
    return object("nested", nested);
  }

  @Override
  public Map<String, Object> visitIs(KqlQuery.Is is) {
    if (is.field().isEmpty()) {
      return anyField(is.value());
    }
    KqlValue field = is.field().get();
    if (isLoneWildcard(field) && isLoneWildcard(is.value())) {
      return object("match_all", Map.of());
    }
    return onFields(field, name -> clause(name, is.value()));
  }

  private static Map<String, Object> anyField(KqlValue value) {
    if (value instanceof KqlValue.Pattern pattern) {
      return object("query_string", object("query", pattern(pattern)));
    }
    boolean phrase = value instanceof KqlValue.Text text && text.quoted();
    Map<String, Object> match = object("type", phrase ? "phrase" : "best_fields");
    match.put("query", json(value));
    match.put("lenient", true);
    return object("multi_match", match);
  }

  @Override
  public Map<String, Object> visitRange(KqlQuery.Range range) {
    String end =
        switch (range.operator()) {
          case LESS -> "lt";
          case LESS_OR_EQUAL -> "lte";
          case GREATER -> "gt";
          case GREATER_OR_EQUAL -> "gte";
        };
    return onFields(
        range.field(),
        name -> {
          Map<String, Object> ends = object(end, json(range.value()));
          addTimeZone(name, range.value(), ends);
          return object("range", object(name, ends));
        });
  }

  /** The clause for each field that a name stands for; one, if no field fits it. */
  private Map<String, Object> onFields(
      KqlValue name, Function<String, Map<String, Object>> clause) {
    String written = path + name(name);
    List<String> names = List.of();
    if (name instanceof KqlValue.Pattern) {
      reasons.approximate(Fidelity.MAY_MATCH_LESS, KNOWN_FIELDS, name.origin(), written);
      names = schema.matching(written);
    }
    List<String> fields = names.isEmpty() ? List.of(written) : names;
    return should(fields.stream().map(field -> inItsGroup(field, clause.apply(field))).toList());
  }

  /** A field that a pattern matches outside its nested group gets a group of its own. */
  private Map<String, Object> inItsGroup(String field, Map<String, Object> clause) {
    Optional<String> parent = schema.nestedParentOf(field);
    return parent.isPresent() && path.isEmpty() ? nested(parent.get(), clause) : clause;
  }

  private Map<String, Object> clause(String field, KqlValue value) {
    boolean keyword =
        schema
            .typeOf(field)
            .filter(t -> t == FieldType.KEYWORD || t == FieldType.LOWERCASE_KEYWORD)
            .isPresent();
    if (isLoneWildcard(value)) {
      return object("exists", object("field", field));
    }
    if (value instanceof KqlValue.Pattern pattern) {
      return keyword
          ? object("wildcard", object(field, object("value", pattern(pattern))))
          : queryString(field, pattern(pattern));
    }
    if (isDate(field)) {
      Map<String, Object> ends = object("gte", json(value));
      ends.put("lte", json(value));
      addTimeZone(field, value, ends);
      return object("range", object(field, ends));
    }
    if (keyword) {
      return object("term", object(field, object("value", json(value))));
    }
    boolean phrase = value instanceof KqlValue.Text text && text.quoted();
    return object(phrase ? "match_phrase" : "match", object(field, json(value)));
  }

  private static Map<String, Object> queryString(String field, String query) {
    Map<String, Object> clause = object("fields", List.of(field));
    clause.put("query", query);
    return object("query_string", clause);
  }

  private boolean isDate(String field) {
    return schema
        .typeOf(field)
        .filter(type -> type == FieldType.DATE || type == FieldType.DATE_NANOS)
        .isPresent();
  }

  private void addTimeZone(String field, KqlValue value, Map<String, Object> ends) {
    boolean epoch = String.valueOf(json(value)).chars().allMatch(c -> c >= '0' && c <= '9');
    if (isDate(field) && !epoch) {
      ends.put("time_zone", TIME_ZONE);
    }
  }

  private static boolean isLoneWildcard(KqlValue value) {
    return value instanceof KqlValue.Pattern pattern && pattern.isLoneWildcard();
  }

  private static String name(KqlValue value) {
    return value instanceof KqlValue.Pattern pattern
        ? String.join("*", pattern.pieces())
        : String.valueOf(json(value));
  }

  private static Object json(KqlValue value) {
    if (value instanceof KqlValue.Text text) {
      return text.text();
    }
    return value instanceof KqlValue.Bool bool ? (Object) bool.value() : "null";
  }

  private static String pattern(KqlValue.Pattern pattern) {
    return pattern.pieces().stream()
        .map(KibanaQueryWriter::escape)
        .collect(Collectors.joining("*"));
  }

  private static String escape(String literal) {
    StringBuilder escaped = new StringBuilder();
    for (int i = 0; i < literal.length(); i++) {
      if (ESCAPED.indexOf(literal.charAt(i)) >= 0) {
        escaped.append('\\');
      }
      escaped.append(literal.charAt(i));
    }
    return escaped.toString();
  }
}
