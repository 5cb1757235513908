package dev.sigrun.compiler.backend.java;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Names of matcher classes, made from the names of rule files. */
final class ClassNames {
  /**
   * What generated classes name without a package, and what they inherit from {@code java.lang}.
   */
  private static final List<String> RESERVED =
      List.of(
          "ArrayList",
          "BigDecimal",
          "Boolean",
          "BooleanField",
          "Choices",
          "CompiledRules",
          "Condition",
          "DateField",
          "DateRange",
          "Detector",
          "Double",
          "Duration",
          "EqlFunctions",
          "EqlMatches",
          "EqlOperators",
          "EvaluationException",
          "Event",
          "EventMatcher",
          "Fields",
          "GeneratedMatcher",
          "IOException",
          "IndicatorEntry",
          "IndicatorMatchDetector",
          "IndicatorPlan",
          "Indicators",
          "InputStream",
          "IpBlocks",
          "IpField",
          "IpRange",
          "KeyReader",
          "KeywordField",
          "Lines",
          "List",
          "Long",
          "NestedField",
          "NewTermsDetector",
          "NewTermsPlan",
          "Number",
          "NumberField",
          "NumberRange",
          "NumberSet",
          "NumberType",
          "Object",
          "Objects",
          "Override",
          "PresenceField",
          "Regex",
          "Rule",
          "SampleDetector",
          "SequenceDetector",
          "String",
          "StringRange",
          "StringSet",
          "SuppressionPlan",
          "Suppressor",
          "TextAnalyzer",
          "TextField",
          "ThresholdDetector",
          "ThresholdPlan",
          "UncheckedIOException",
          "Wildcards");

  /** Files of these names, whatever their ending, mean devices on Windows. */
  private static final Set<String> DEVICES =
      Set.of(
          "con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5", "com6",
          "com7", "com8", "com9", "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7",
          "lpt8", "lpt9");

  private final Names names = new Names(RESERVED);

  /** Names for classes beside one that is called {@code setName}. */
  ClassNames(String setName) {
    names.allocate(setName);
  }

  /** The name of the class for the rule of the file {@code path}: {@code FirstWordSecondWord}. */
  String of(String path) {
    String file = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    int end = file.lastIndexOf('.');
    String name = Words.of(end > 0 ? file.substring(0, end) : file, "Rule").pascalCase();
    return names.allocate(DEVICES.contains(name.toLowerCase(Locale.ROOT)) ? name + "Rule" : name);
  }
}
