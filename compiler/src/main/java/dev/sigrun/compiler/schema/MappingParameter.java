package dev.sigrun.compiler.schema;

import java.util.Arrays;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Every parameter that the reference of Elasticsearch 8.19 gives for a field of a mapping, with
 * what becomes of it here.
 */
enum MappingParameter {
  ANALYZER(Effect.HONOURED_IF_KNOWN),
  BOOST(Effect.NONE),
  COERCE(Effect.NAMED),
  COPY_TO(Effect.HONOURED),
  DEFAULT_METRIC(Effect.NONE),
  DEPTH_LIMIT(Effect.NONE),
  DIMS(Effect.NONE),
  DOC_VALUES(Effect.NAMED),
  DYNAMIC(Effect.HONOURED),
  EAGER_GLOBAL_ORDINALS(Effect.NONE),
  ELEMENT_TYPE(Effect.NONE),
  ENABLED(Effect.HONOURED),
  ENABLE_POSITION_INCREMENTS(Effect.NONE),
  FIELDDATA(Effect.NONE),
  FIELDDATA_FREQUENCY_FILTER(Effect.NONE),
  FIELDS(Effect.HONOURED),
  FORMAT(Effect.HONOURED_IF_KNOWN),
  IGNORE_ABOVE(Effect.HONOURED),
  /** Values that do not fit the type are always ignored. */
  IGNORE_MALFORMED(Effect.NONE),
  IGNORE_Z_VALUE(Effect.NONE),
  /** Conditions outside the nested field are errors in either case. */
  INCLUDE_IN_PARENT(Effect.NONE),
  /** Likewise. */
  INCLUDE_IN_ROOT(Effect.NONE),
  INDEX(Effect.NAMED),
  INDEX_OPTIONS(Effect.NAMED),
  INDEX_PHRASES(Effect.NONE),
  INDEX_PREFIXES(Effect.NONE),
  INFERENCE_ID(Effect.NONE),
  LOCALE(Effect.NAMED),
  MAX_INPUT_LENGTH(Effect.NONE),
  MAX_SHINGLE_SIZE(Effect.NONE),
  META(Effect.NONE),
  METRICS(Effect.NONE),
  NORMALIZER(Effect.HONOURED_IF_KNOWN),
  NORMS(Effect.NONE),
  NULL_VALUE(Effect.HONOURED),
  ON_SCRIPT_ERROR(Effect.NONE),
  ORIENTATION(Effect.NONE),
  PATH(Effect.HONOURED),
  POSITION_INCREMENT_GAP(Effect.NAMED),
  POSITIVE_SCORE_IMPACT(Effect.NONE),
  PRESERVE_POSITION_INCREMENTS(Effect.NONE),
  PRESERVE_SEPARATORS(Effect.NONE),
  PRIORITY(Effect.NONE),
  PROPERTIES(Effect.HONOURED),
  RELATIONS(Effect.NONE),
  SCALING_FACTOR(Effect.HONOURED),
  SCRIPT(Effect.NAMED),
  SEARCH_ANALYZER(Effect.NAMED),
  SEARCH_INFERENCE_ID(Effect.NONE),
  SEARCH_QUOTE_ANALYZER(Effect.NAMED),
  SIMILARITY(Effect.NONE),
  SPLIT_QUERIES_ON_WHITESPACE(Effect.NAMED),
  STORE(Effect.NONE),
  /** Names with dots and objects lead to the same fields. */
  SUBOBJECTS(Effect.NONE),
  SYNTHETIC_SOURCE_KEEP(Effect.NONE),
  TERM_VECTOR(Effect.NONE),
  TIME_SERIES_DIMENSION(Effect.NONE),
  TIME_SERIES_METRIC(Effect.NONE),
  TYPE(Effect.HONOURED),
  VALUE(Effect.HONOURED);

  /** The treatment of a parameter. */
  enum Effect {
    /** Answers are those of the index. */
    HONOURED,
    /** The same for the values that are known here; others are named. */
    HONOURED_IF_KNOWN,
    /** Reported in a warning where a query tests the field, if its value can change an answer. */
    NAMED,
    /** Decides no answer about an event that the index would take. */
    NONE
  }

  private final Effect effect;

  MappingParameter(Effect effect) {
    this.effect = effect;
  }

  Effect effect() {
    return effect;
  }

  /** As mappings spell it. */
  String spelling() {
    return name().toLowerCase(Locale.ROOT);
  }

  static Optional<MappingParameter> of(String spelling) {
    return Arrays.stream(values()).filter(p -> p.spelling().equals(spelling)).findFirst();
  }

  static NavigableSet<String> spellings() {
    return Arrays.stream(values())
        .map(MappingParameter::spelling)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
