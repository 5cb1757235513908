package dev.sigrun.compiler.backend.java;

import com.palantir.javapoet.CodeBlock;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.backend.java.names.Words;
import dev.sigrun.compiler.inventory.UsedFields;
import dev.sigrun.compiler.ir.Aggregation;
import dev.sigrun.compiler.ir.Field;
import dev.sigrun.compiler.ir.NamedField;
import dev.sigrun.compiler.ir.Query;
import dev.sigrun.compiler.ir.Timing;
import dev.sigrun.compiler.kept.KeptInput;
import dev.sigrun.compiler.kept.KeptOutput;
import dev.sigrun.runtime.detector.Detector;
import dev.sigrun.runtime.detector.aggregate.AggregateDetector;
import dev.sigrun.runtime.detector.aggregate.StagedDetector;
import dev.sigrun.runtime.detector.correlation.CorrelationDetector;
import dev.sigrun.runtime.detector.indicator.IndicatorMatchDetector;
import dev.sigrun.runtime.detector.newterms.NewTermsDetector;
import dev.sigrun.runtime.detector.sample.SampleDetector;
import dev.sigrun.runtime.detector.sequence.SequenceDetector;
import dev.sigrun.runtime.detector.threshold.ThresholdDetector;
import dev.sigrun.runtime.event.Reading;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The facts about a detector that an engine needs before the first event. The class of the rule has
 * them, and so does the class of the set, for a detector that has not been created yet.
 *
 * @param kind its class
 * @param times the first of these fields that an event has gives its time; empty for {@link
 *     Timing#TIMESTAMP} alone
 * @param tiebreaker orders events of the same time
 * @param fingerprint see {@link Detector#fingerprint}
 */
record DetectorTraits(
    Class<?> kind, List<Field> times, Optional<Field> tiebreaker, String fingerprint) {
  /** 128 bits, enough to make accidental collisions impossible in practice. */
  private static final int FINGERPRINT_BYTES = 16;

  /** All kinds, by the numbers under which they are written. */
  private static final List<Class<?>> KINDS =
      List.of(
          SequenceDetector.class,
          SampleDetector.class,
          ThresholdDetector.class,
          NewTermsDetector.class,
          IndicatorMatchDetector.class,
          CorrelationDetector.class,
          AggregateDetector.class,
          StagedDetector.class);

  DetectorTraits {
    if (!KINDS.contains(kind)) {
      throw new IllegalArgumentException("There is no number for " + kind + ".");
    }
  }

  /** The traits of the detector of {@code rule}, whose query needs one. */
  static DetectorTraits of(AnalyzedRule rule) {
    Query query = rule.query();
    List<String> options = new ArrayList<>(List.of(rule.timing().lookBack().toString()));
    List<Field> times = WindowTimes.of(rule.timing().times(query.shape()));
    Optional<Field> tiebreaker = rule.timing().tiebreaker(query.shape()).map(NamedField::field);
    query.indicatorPath().ifPresent(options::add);
    if (query.shape() == Query.Shape.AGGREGATION) {
      options.add(
          "every " + rule.timing().runs().period() + " for " + rule.timing().runs().delay());
    }
    times.forEach(time -> options.add(time.name()));
    tiebreaker.ifPresent(field -> options.add("by " + field));
    options.addAll(places(query));
    return new DetectorTraits(kind(query), times, tiebreaker, fingerprint(rule, options));
  }

  /**
   * Where and how events hold values, which the text of a query leaves out: the same names in other
   * places are another rule. Nothing for fields that are read as they are called.
   */
  private static List<String> places(Query query) {
    return UsedFields.of(query).stream()
        .filter(field -> !field.reading().equals(Reading.PLAIN) || !field.except().isEmpty())
        .map(field -> field + " " + field.except() + " " + field.reading())
        .toList();
  }

  private static Class<?> kind(Query query) {
    return switch (query.shape()) {
      case SEQUENCE -> SequenceDetector.class;
      case SAMPLE -> SampleDetector.class;
      case THRESHOLD -> ThresholdDetector.class;
      case NEW_TERMS -> NewTermsDetector.class;
      case INDICATOR_MATCH -> IndicatorMatchDetector.class;
      case CORRELATION -> CorrelationDetector.class;
      case AGGREGATION ->
          query instanceof Aggregation aggregation && aggregation.isStaged()
              ? StagedDetector.class
              : AggregateDetector.class;
      case SINGLE_EVENT ->
          throw new IllegalArgumentException("Single events need no detector: " + query);
    };
  }

  /**
   * Calls that give a detector these traits.
   *
   * @param prefix how the names of the methods begin, such as {@code with}
   * @param fields arguments that read fields
   */
  CodeBlock settings(String prefix, Function<List<Field>, CodeBlock> fields) {
    CodeBlock.Builder settings = CodeBlock.builder();
    if (!times.isEmpty()) {
      settings.add("\n.$L($L)", name(prefix, "timestamp"), fields.apply(times));
    }
    tiebreaker.ifPresent(
        field ->
            settings.add("\n.$L($L)", name(prefix, "tiebreaker"), fields.apply(List.of(field))));
    return settings.add("\n.$L($S)", name(prefix, "fingerprint"), fingerprint).build();
  }

  /** Writes the traits. */
  void write(KeptOutput out) {
    out.number(KINDS.indexOf(kind)).list(times, FieldForm::write);
    out.optional(tiebreaker, FieldForm::write).text(fingerprint);
  }

  /** The traits that {@link #write} wrote. */
  static DetectorTraits read(KeptInput in) {
    return new DetectorTraits(
        KINDS.get(in.number(KINDS.size() - 1)),
        in.list(FieldForm::read),
        in.optional(FieldForm::read),
        in.text());
  }

  private static String name(String prefix, String name) {
    return Words.of(prefix + " " + name, name).camelCase();
  }

  /**
   * A hash of the query as analysed and of {@code options}. Titles, comments and the layout of the
   * query do not count.
   */
  static String fingerprint(AnalyzedRule rule, List<String> options) {
    String meaning = rule.query() + "\n" + String.join("\n", options);
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(meaning.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, FINGERPRINT_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256.", e);
    }
  }
}
