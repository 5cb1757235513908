package dev.sigrun.lsp.workspace;

import dev.sigrun.compiler.format.KnownKey;
import dev.sigrun.testing.file.TestFile;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The keys of the files that are not rules: tests, exceptions and mappings of fields. They are the
 * same as in the JSON Schemas of these files, which a test compares.
 */
public enum FileKeys {
  /** The cases of a rule: {@code NAME.test.toml}. */
  TEST(
      """
      | case | TABLES | the cases; each is a [[case]]
      | base | TABLE | fields that all events of the file start with
      | template | TABLE | fields that events start with that are 'like' a template
      | clock | TEXT | an instant: the current time of the rule
      | schema | LIST | schema files, relative to this file
      | indicator | LIST | threat indicators of all cases
      | indicator_fixture | TEXT | a file of threat indicators
      case | name! | TEXT | what the case shows
      case | event | LIST | an event or several: fields and values
      case | fixture | TEXT | a file of events, relative to this file
      case | expect | TEXT | what the rule finds: match, none, a number of detections, or the events of each | match none
      case | detection | LIST | what each detection is about
      case | clock | TEXT | an instant: the current time of the rule
      case | ends | TEXT | when the case ends after its beginning: +10m
      case | warm_up | LIST | events that the rule has seen before
      case | warm_up_fixture | TEXT | a file of events that the rule has seen before
      case | indicator | LIST | threat indicators
      case | indicator_fixture | TEXT | a file of threat indicators
      case | also | LIST | other rules that must match
      case | never | LIST | other rules that must not match; * for all
      event | at | TEXT | when the event happens: +5s after the case begins, or an instant
      event | after | TEXT | how long after the previous event
      event | without | LIST | fields to remove from base and template
      event | like | TEXT | the template to start with
      event | repeat | BARE | the number of copies
      event | each | TABLE | one copy for each value of a field
      event | every | TEXT | the time between copies
      event | json | TEXT | the fields as JSON
      detection | events | LIST | the numbers of its events
      detection | key | LIST | the values that tie its events together
      detection | count | BARE | how many events a threshold counted
      detection | cardinality | BARE | how many values a threshold counted
      detection | matched | LIST | the values that indicators matched
      detection | suppressed | BARE | how many alerts it stands for
      """),
  /** Events that rules do not look at: {@code NAME.exceptions.toml}. */
  EXCEPTIONS(
      """
      | exception! | TABLES | the exceptions; each is an [[exception]]
      exception | name! | TEXT | what it is about, unique in the file
      exception | reason | TEXT | why these events are harmless
      exception | rules | LIST | ids or names of rules; * is every rule. Default: the rule file of the same name
      exception | expires | TEXT | the last day for whose events it holds, in UTC, or the moment at which it ends
      exception | when! | LIST | conditions that all hold for an event of the exception
      when | field! | TEXT | the field of events
      when | is | TEXT | the value that it has
      when | is_not | TEXT | the value that it does not have
      when | is_one_of | LIST | the values of which it has one
      when | is_not_one_of | LIST | the values of which it has none
      when | matches | LIST | wildcard patterns of which one matches
      when | does_not_match | LIST | wildcard patterns of which none matches
      when | exists | BARE | whether the field exists | true false
      when | any | LIST | conditions on the objects of a nested field
      """),
  /** The names of fields in another system. */
  MAPPING(
      """
      | name | TEXT | the name in reports. Default: the name of the file
      | unmapped | TEXT | what becomes of fields that no step maps | keep refuse
      | tiebreaker | TEXT | the Splunk field that orders events of the same millisecond
      | step | TABLES | applied in order, each to the names that the previous one gave
      | dataset | TABLES | the datasets of Splunk's data models
      | arrays | TABLE | how arrays are named
      | index | TABLES | where the events of an index pattern are
      step | rename | TABLE | fields and their other names
      step | prefix | TABLE | prefixes of fields and their other prefixes
      step | one_to_many | TABLE | fields and the several fields that have their values
      step | approximate | TABLE | fields whose place another one takes that holds nearly the same values
      step | within | TABLE | fields whose values are searched for within the text of another one
      step | drop | TABLE | fields whose tests are left out, with the reason
      step | refuse | TABLE | fields whose rules are refused, with the reason
      dataset | name! | TEXT | the dataset, as in Endpoint.Processes
      dataset | fields | TABLE | fields and their names in the dataset
      dataset | approximate | TABLE | fields whose place another one takes that holds nearly the same values
      dataset | within | TABLE | fields whose values are searched for within the text of another one
      dataset | drop | TABLE | fields whose tests are left out, with the reason
      dataset | implied | TABLE | fields and the values that all events of the dataset have
      arrays | suffix | TEXT | what follows the names of arrays
      arrays | fields | LIST | the fields that are arrays
      index | pattern! | TEXT | the index pattern of rules
      index | index | TEXT | the index in Splunk
      index | macro | TEXT | the macro in Splunk
      """);

  private final Map<String, List<KnownKey>> tables = new LinkedHashMap<>();

  FileKeys(String table) {
    for (String line : table.lines().toList()) {
      String[] cells = line.split("\\|", -1);
      String name = cells[1].strip();
      boolean required = name.endsWith("!");
      List<String> words = cells.length > 4 ? List.of(cells[4].strip().split(" ", -1)) : List.of();
      tables
          .computeIfAbsent(cells[0].strip(), key -> new ArrayList<>())
          .add(
              new KnownKey(
                  required ? name.substring(0, name.length() - 1) : name,
                  cells[3].strip(),
                  KnownKey.Kind.valueOf(cells[2].strip()),
                  required,
                  words));
    }
  }

  /** The kind of a file; empty for rules and others. */
  static Optional<FileKeys> of(Path path, RuleProject project) {
    if (TestFile.isTestFile(path)) {
      return Optional.of(TEST);
    }
    if (String.valueOf(path.getFileName()).endsWith(".exceptions.toml")) {
      return Optional.of(EXCEPTIONS);
    }
    return project.isMapping(path) ? Optional.of(MAPPING) : Optional.empty();
  }

  /**
   * The keys of a table.
   *
   * @param table the last of the keys that lead to it, or of the key whose values are such tables;
   *     empty for the file itself
   */
  public List<KnownKey> keys(String table) {
    return tables.getOrDefault(table, List.of());
  }

  /** The tables with keys of their own. */
  public List<String> tables() {
    return List.copyOf(tables.keySet());
  }

  /** Whether the keys of a table are fields of events. */
  public boolean hasFields(List<String> path) {
    String last = path.isEmpty() ? "" : path.get(path.size() - 1);
    return switch (this) {
      case TEST ->
          List.of("base", "event", "warm_up", "each").contains(last)
              || path.size() == 2 && path.get(0).equals("template");
      case EXCEPTIONS -> false;
      case MAPPING ->
          List.of(
                  "rename",
                  "one_to_many",
                  "approximate",
                  "within",
                  "drop",
                  "refuse",
                  "fields",
                  "implied")
              .contains(last);
    };
  }
}
