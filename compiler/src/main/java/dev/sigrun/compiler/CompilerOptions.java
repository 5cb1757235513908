package dev.sigrun.compiler;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.diagnostic.Severities;
import dev.sigrun.compiler.format.RuleFormats;
import dev.sigrun.compiler.format.elastic.ElasticRuleFormat;
import dev.sigrun.compiler.format.exceptions.ExceptionsFormat;
import dev.sigrun.compiler.format.sigma.SigmaRuleFormat;
import dev.sigrun.compiler.ir.Timing;
import dev.sigrun.compiler.language.Languages;
import dev.sigrun.compiler.language.eql.EqlLanguage;
import dev.sigrun.compiler.language.esql.EsqlLanguage;
import dev.sigrun.compiler.language.exceptions.ExceptionsLanguage;
import dev.sigrun.compiler.language.kql.KqlLanguage;
import dev.sigrun.compiler.language.lucene.LuceneLanguage;
import dev.sigrun.compiler.language.sigma.SigmaLanguage;
import dev.sigrun.compiler.language.sigma.data.SigmaData;
import dev.sigrun.compiler.language.sigma.events.EventForm;
import dev.sigrun.compiler.language.sigma.events.FormData;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.compiler.schema.SchemaReader;
import dev.sigrun.compiler.schema.UnknownFields;
import dev.sigrun.compiler.source.SourceText;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Options that determine the meaning of rules, in addition to the rules themselves.
 *
 * <pre>{@code
 * DiagnosticSink problems = new DiagnosticSink();
 * CompilerOptions options =
 *     CompilerOptions.defaults().withSchemas(List.of(ownFields), false, problems);
 * }</pre>
 *
 * @param schema the fields of events
 * @param unknownFields how fields that are not in the schema are treated
 * @param languages the languages of queries
 * @param formats the formats of rule files
 * @param severities the severities of diagnostics
 * @param timestampField the field that has the time of events where a rule names none; empty if
 *     events have it at one of the {@linkplain dev.sigrun.runtime.event.TimePlaces usual places}
 */
public record CompilerOptions(
    Schema schema,
    UnknownFields unknownFields,
    Languages languages,
    RuleFormats formats,
    Severities severities,
    Optional<String> timestampField) {
  private static final Languages LANGUAGES =
      Languages.of(
          new EqlLanguage(),
          new KqlLanguage(),
          new LuceneLanguage(),
          new EsqlLanguage(),
          new SigmaLanguage(new FormData(EventForm.AUTO)),
          new ExceptionsLanguage());

  private static final RuleFormats FORMATS =
      RuleFormats.of(new ExceptionsFormat(), new ElasticRuleFormat(), new SigmaRuleFormat());

  /** Options with our own languages and formats, under which reports weigh what their kinds say. */
  public CompilerOptions(Schema schema, UnknownFields unknownFields) {
    this(schema, unknownFields, LANGUAGES, FORMATS, Severities.DEFAULTS, Optional.empty());
  }

  /** Our own formats of rules, which {@link #defaults} has. */
  public static RuleFormats ownFormats() {
    return FORMATS;
  }

  /** The bundled schema; fields that it does not know are keywords. */
  public static CompilerOptions defaults() {
    return new CompilerOptions(Schema.bundled(), UnknownFields.KEYWORD);
  }

  /**
   * These options with the fields of schema files; later files override earlier ones. If one of
   * them is complete, as the mapping of an index can be, or if {@code complete} is true, these are
   * all fields.
   *
   * @param sink receives diagnostics about them; files with errors are left out
   */
  public CompilerOptions withSchemas(
      List<SourceText> files, boolean complete, DiagnosticSink sink) {
    Schema given = Schema.of(Map.of());
    for (SourceText file : files) {
      given = SchemaReader.read(file, sink).map(given::extendedBy).orElse(given);
    }
    return withSchema(complete ? given.complete() : given);
  }

  /**
   * These options with more fields, which override known ones of the same name; if they are a
   * complete schema, with only these fields.
   */
  public CompilerOptions withSchema(Schema extension) {
    return new CompilerOptions(
        extension.over(schema), unknownFields, languages, formats, severities, timestampField);
  }

  /**
   * These options with Sigma rules over other events, which have their time where {@code data} says
   * unless these options name a field.
   */
  public CompilerOptions withSigmaData(SigmaData data) {
    return withLanguages(languages.with(new SigmaLanguage(data)))
        .withTimestampField(timestampField.or(data::timestampField));
  }

  /** These options with other languages. */
  public CompilerOptions withLanguages(Languages others) {
    return new CompilerOptions(schema, unknownFields, others, formats, severities, timestampField);
  }

  /** These options with other formats. */
  public CompilerOptions withFormats(RuleFormats others) {
    return new CompilerOptions(
        schema, unknownFields, languages, others, severities, timestampField);
  }

  /** These options with other weights of reports. */
  public CompilerOptions withSeverities(Severities weights) {
    return new CompilerOptions(schema, unknownFields, languages, formats, weights, timestampField);
  }

  /** The format of event times according to the schema; empty for the usual formats. */
  public Optional<String> timestampFormat() {
    return schema.readingOf(timestampField.orElse(Timing.TIMESTAMP)).dateFormat();
  }

  /** These options for events that have their time in this field, if one is given. */
  public CompilerOptions withTimestampField(Optional<String> field) {
    return new CompilerOptions(
        schema, unknownFields, languages, formats, severities, field.or(() -> timestampField));
  }
}
