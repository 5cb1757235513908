package dev.sigrun.compiler.backend.java.names;

import dev.sigrun.compiler.backend.DeviceNames;
import java.util.List;

/** Names of matcher classes, made from the names of rule files. */
public final class ClassNames {
  /**
   * Names that generated classes use without a package, and names that they inherit from {@code
   * java.lang}.
   */
  private static final List<String> RESERVED =
      List.of(
          "Aggregate",
          "AggregateDetector",
          "AggregatePlan",
          "StagedDetector",
          "ArrayList",
          "BigDecimal",
          "Boolean",
          "BooleanField",
          "CellType",
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
          "Group",
          "IOException",
          "IndexOutOfBoundsException",
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
          "LazyDetector",
          "LazyMatcher",
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
          "Optional",
          "Override",
          "PresenceField",
          "RangeField",
          "Regex",
          "RowSink",
          "Rule",
          "RuleIndex",
          "RuleSource",
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

  private final Names names = new Names(RESERVED);

  /** Names for classes in the package of a class called {@code setName}. */
  public ClassNames(String setName) {
    names.allocate(setName);
  }

  /** The name of the class for the rule of the file {@code path}: {@code FirstWordSecondWord}. */
  public String of(String path) {
    String file = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    int end = file.lastIndexOf('.');
    String name = Words.of(end > 0 ? file.substring(0, end) : file, "Rule").pascalCase();
    return names.allocate(DeviceNames.contains(name) ? name + "Rule" : name);
  }
}
