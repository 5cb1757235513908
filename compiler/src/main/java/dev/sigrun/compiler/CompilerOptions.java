package dev.sigrun.compiler;

import dev.sigrun.compiler.format.RuleFormats;
import dev.sigrun.compiler.format.elastic.ElasticRuleFormat;
import dev.sigrun.compiler.language.CarriedLanguage;
import dev.sigrun.compiler.language.Languages;
import dev.sigrun.compiler.language.eql.EqlLanguage;
import dev.sigrun.compiler.language.kql.KqlLanguage;
import dev.sigrun.compiler.schema.Schema;
import dev.sigrun.compiler.schema.UnknownFields;

/**
 * What the meaning of a rule depends on beside the rule itself.
 *
 * @param schema the fields of events
 * @param unknownFields what becomes of fields that the schema does not know
 * @param languages the languages of queries
 * @param formats the formats of rule files
 */
public record CompilerOptions(
    Schema schema, UnknownFields unknownFields, Languages languages, RuleFormats formats) {
  private static final Languages LANGUAGES =
      Languages.of(
          new EqlLanguage(), new KqlLanguage(), CarriedLanguage.LUCENE, CarriedLanguage.ESQL);

  private static final RuleFormats FORMATS = RuleFormats.of(new ElasticRuleFormat());

  /** Options with our own languages and formats. */
  public CompilerOptions(Schema schema, UnknownFields unknownFields) {
    this(schema, unknownFields, LANGUAGES, FORMATS);
  }

  /** The bundled schema; fields that it does not know are keywords. */
  public static CompilerOptions defaults() {
    return new CompilerOptions(Schema.bundled(), UnknownFields.KEYWORD);
  }

  /** These options with more fields, which win over known ones of the same name. */
  public CompilerOptions withSchema(Schema extension) {
    return new CompilerOptions(schema.extendedBy(extension), unknownFields, languages, formats);
  }

  /** These options with other languages. */
  public CompilerOptions withLanguages(Languages others) {
    return new CompilerOptions(schema, unknownFields, others, formats);
  }

  /** These options with other formats. */
  public CompilerOptions withFormats(RuleFormats others) {
    return new CompilerOptions(schema, unknownFields, languages, others);
  }
}
