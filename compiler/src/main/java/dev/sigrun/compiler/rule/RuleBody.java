package dev.sigrun.compiler.rule;

import dev.sigrun.compiler.document.DataValue;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The part of a rule that is specific to its type. */
public sealed interface RuleBody {
  /** The type it belongs to. */
  RuleType type();

  /** The field with the category of an event, if the rule names one. */
  default Optional<FieldName> eventCategoryField() {
    return Optional.empty();
  }

  /** The field by which the rule orders events, if it names one. */
  default Optional<FieldName> timestampField() {
    return Optional.empty();
  }

  /** The field by which the rule orders events of the same time, if it names one. */
  default Optional<FieldName> tiebreakerField() {
    return Optional.empty();
  }

  /** A visitor with a method for each type of rule. */
  <R> R accept(Visitor<R> visitor);

  /** A {@code query} rule has nothing of its own. */
  record Query() implements RuleBody {
    @Override
    public RuleType type() {
      return RuleType.QUERY;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitQuery(this);
    }
  }

  /**
   * A query that is stored elsewhere.
   *
   * @param savedId its identity there
   */
  record SavedQuery(String savedId) implements RuleBody {
    @Override
    public RuleType type() {
      return RuleType.SAVED_QUERY;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitSavedQuery(this);
    }
  }

  /**
   * The fields that EQL uses to read events.
   *
   * @param eventCategoryField holds the category, instead of {@code event.category}
   * @param timestampField orders events, instead of {@code @timestamp}
   * @param tiebreakerField orders events of the same time
   */
  record Eql(
      Optional<FieldName> eventCategoryField,
      Optional<FieldName> timestampField,
      Optional<FieldName> tiebreakerField)
      implements RuleBody {
    @Override
    public RuleType type() {
      return RuleType.EQL;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitEql(this);
    }
  }

  /** An {@code esql} rule has nothing of its own. */
  record Esql() implements RuleBody {
    @Override
    public RuleType type() {
      return RuleType.ESQL;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitEsql(this);
    }
  }

  /**
   * A detection when a group has enough events.
   *
   * @param fields whose values make a group; empty for one group of all events
   * @param value the least number of events, at least 1
   * @param cardinality how many different values some field must also have
   */
  record Threshold(List<FieldName> fields, long value, Optional<Cardinality> cardinality)
      implements RuleBody {
    /** Copies the list. */
    public Threshold {
      fields = List.copyOf(fields);
    }

    @Override
    public RuleType type() {
      return RuleType.THRESHOLD;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitThreshold(this);
    }
  }

  /**
   * The least number of different values.
   *
   * @param field the field whose values are counted
   * @param value how many, at least 1
   */
  record Cardinality(FieldName field, long value) {}

  /**
   * Detects events that match an indicator.
   *
   * @param index patterns of the indices that hold the indicators
   * @param query which indicators count; all if empty
   * @param filters further Kibana filters on indicators, a table each
   * @param indicatorPath the object of an indicator that is copied into alerts
   * @param mapping of these groups one must be satisfied
   */
  record ThreatMatch(
      List<String> index,
      Optional<QueryText> query,
      List<DataValue> filters,
      String indicatorPath,
      List<MappingGroup> mapping)
      implements RuleBody {
    /** Copies the lists. */
    public ThreatMatch {
      index = List.copyOf(index);
      filters = List.copyOf(filters);
      mapping = List.copyOf(mapping);
    }

    @Override
    public RuleType type() {
      return RuleType.THREAT_MATCH;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitThreatMatch(this);
    }
  }

  /**
   * Pairs of fields of which all must agree with the same indicator.
   *
   * @param entries of which at least one is not negated
   */
  record MappingGroup(List<MappingEntry> entries) {
    /** Copies the list; refuses one in which all are negated. */
    public MappingGroup {
      entries = List.copyOf(entries);
      if (entries.stream().allMatch(MappingEntry::negated)) {
        throw new IllegalArgumentException("All entries of the group are negated.");
      }
    }
  }

  /**
   * A pair of fields.
   *
   * @param eventField the field of the event
   * @param indicatorField the field of the indicator
   * @param negated whether the two must differ
   */
  record MappingEntry(FieldName eventField, FieldName indicatorField, boolean negated) {}

  /**
   * A detection when values were not seen for some time.
   *
   * @param fields one to three different fields whose values count together
   * @param history the time that is looked back, positive
   */
  record NewTerms(List<FieldName> fields, Duration history) implements RuleBody {
    /** Copies the list. */
    public NewTerms {
      fields = List.copyOf(fields);
    }

    @Override
    public RuleType type() {
      return RuleType.NEW_TERMS;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitNewTerms(this);
    }
  }

  /**
   * A detection when a job found an anomaly.
   *
   * @param jobs identities of the jobs, at least one
   * @param anomalyThreshold the least score of an anomaly, 0 to 100
   */
  record MachineLearning(List<String> jobs, int anomalyThreshold) implements RuleBody {
    /** Copies the list. */
    public MachineLearning {
      jobs = List.copyOf(jobs);
    }

    @Override
    public RuleType type() {
      return RuleType.MACHINE_LEARNING;
    }

    @Override
    public <R> R accept(Visitor<R> visitor) {
      return visitor.visitMachineLearning(this);
    }
  }

  /** One method per type of rule. */
  interface Visitor<R> {
    /** A query rule. */
    R visitQuery(Query body);

    /** A saved query. */
    R visitSavedQuery(SavedQuery body);

    /** An EQL rule. */
    R visitEql(Eql body);

    /** An ES|QL rule. */
    R visitEsql(Esql body);

    /** A threshold rule. */
    R visitThreshold(Threshold body);

    /** An indicator match rule. */
    R visitThreatMatch(ThreatMatch body);

    /** A new terms rule. */
    R visitNewTerms(NewTerms body);

    /** A machine learning rule. */
    R visitMachineLearning(MachineLearning body);
  }
}
