package dev.sigrun.compiler.language.sigma.pipeline;

import dev.sigrun.compiler.document.DataValue;
import dev.sigrun.compiler.language.sigma.syntax.LogSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** A change that an item of a pipeline makes to a rule. */
public sealed interface Transformation {
  /** Calls the method of {@code visitor} for this kind. */
  void accept(Visitor visitor);

  /** A change to items of detections, one by one. */
  sealed interface OfItems extends Transformation {
    @Override
    default void accept(Visitor visitor) {
      visitor.visitItems(this);
    }
  }

  /** One method for each kind that changes a rule as a whole, and one for all that change items. */
  interface Visitor {
    /** Adds a condition. */
    void visitAddCondition(AddCondition add);

    /** Gives the rule another log source. */
    void visitChangeLogSource(ChangeLogSource change);

    /** Refuses the rule. */
    void visitRefuseRule(RefuseRule refuse);

    /** Remembers something. */
    void visitSetState(SetState set);

    /** Gives the rule an attribute. */
    void visitSetAttribute(SetAttribute set);

    /** Applies several items. */
    void visitNested(Nested nested);

    /** Changes nothing. */
    void visitNothing(Nothing nothing);

    /** Changes items of detections. */
    void visitItems(OfItems items);
  }

  /** Renames fields; several names are alternatives. */
  record RenameFields(Map<String, List<String>> names) implements OfItems {
    /** Copies the map. */
    public RenameFields {
      names = ordered(names);
    }
  }

  /** Replaces the beginnings of names. */
  record RenamePrefixes(Map<String, List<String>> prefixes) implements OfItems {
    /** Copies the map. */
    public RenamePrefixes {
      prefixes = ordered(prefixes);
    }
  }

  /** Puts a text before and one behind names. */
  record ExtendNames(String prefix, String suffix) implements OfItems {}

  /** Writes names in another case: {@code lower, upper, snake_case ...}. */
  record RecaseNames(String method) implements OfItems {}

  /**
   * Asks for more.
   *
   * @param fields with the values of which one is asked
   * @param template whether {@code $category}, {@code $product} and {@code $service} stand for
   *     those of the log source
   * @param negated whether that must not be so
   */
  record AddCondition(Map<String, List<DataValue>> fields, boolean template, boolean negated)
      implements Transformation {
    /** Copies the map. */
    public AddCondition {
      fields = ordered(fields);
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.visitAddCondition(this);
    }
  }

  /** Gives the rule another log source. */
  record ChangeLogSource(LogSource source) implements Transformation {
    @Override
    public void accept(Visitor visitor) {
      visitor.visitChangeLogSource(this);
    }
  }

  /** Removes items. */
  record DropItems() implements OfItems {}

  /**
   * Replaces what a pattern finds in texts.
   *
   * @param replacement in the form of {@link java.util.regex.Matcher#appendReplacement}
   * @param skipsSpecial whether wildcards and placeholders divide a text into parts, each replaced
   *     alone
   * @param interpretsSpecial whether the result is read again for wildcards
   */
  record ReplaceText(
      Pattern pattern, String replacement, boolean skipsSpecial, boolean interpretsSpecial)
      implements OfItems {}

  /** Replaces whole texts; several are alternatives. */
  record MapTexts(Map<String, List<String>> texts) implements OfItems {
    /** Copies the map. */
    public MapTexts {
      texts = ordered(texts);
    }
  }

  /** Gives items another value. */
  record SetValue(DataValue value) implements OfItems {}

  /** Makes numbers texts, or texts numbers if {@code toNumber}. */
  record ConvertType(boolean toNumber) implements OfItems {}

  /** Writes texts in another case: {@code lower} or {@code upper}. */
  record Recase(boolean upper) implements OfItems {}

  /**
   * Splits hashes into a field for each algorithm.
   *
   * @param algorithms those that count, in upper case
   * @param prefix before the names of fields
   * @param dropsAlgorithm whether the name of the algorithm is left out of the name of the field
   * @param parsed the fields that are split; empty for all that an item is let through for
   */
  record SplitHashes(
      List<String> algorithms, String prefix, boolean dropsAlgorithm, Optional<String> parsed)
      implements OfItems {
    /** Copies the list. */
    public SplitHashes {
      algorithms = List.copyOf(algorithms);
    }

    /** The field of an algorithm. */
    public String fieldOf(String algorithm) {
      return prefix + (dropsAlgorithm ? "" : algorithm);
    }
  }

  /**
   * Fills placeholders.
   *
   * @param wildcard whether they become wildcards, not the values of variables
   * @param include the only names that are filled; empty for all
   * @param exclude names that are not filled
   */
  record FillPlaceholders(boolean wildcard, Set<String> include, Set<String> exclude)
      implements OfItems {
    /** Copies the sets. */
    public FillPlaceholders {
      include = Set.copyOf(include);
      exclude = Set.copyOf(exclude);
    }

    /** Whether a placeholder of that name is filled. */
    public boolean fills(String name) {
      return (include.isEmpty() || include.contains(name)) && !exclude.contains(name);
    }
  }

  /** Refuses rules, with a message of the pipeline's author. */
  record RefuseRule(String message) implements Transformation {
    @Override
    public void accept(Visitor visitor) {
      visitor.visitRefuseRule(this);
    }
  }

  /** Refuses rules with such items. */
  record RefuseItem(String message) implements OfItems {}

  /** Remembers something for conditions of later items. */
  record SetState(String key, DataValue value) implements Transformation {
    @Override
    public void accept(Visitor visitor) {
      visitor.visitSetState(this);
    }
  }

  /** Gives the rule an attribute. */
  record SetAttribute(String name, DataValue value) implements Transformation {
    @Override
    public void accept(Visitor visitor) {
      visitor.visitSetAttribute(this);
    }
  }

  /** Several items as one. */
  record Nested(List<PipelineItem> items) implements Transformation {
    /** Copies the list. */
    public Nested {
      items = List.copyOf(items);
    }

    @Override
    public void accept(Visitor visitor) {
      visitor.visitNested(this);
    }
  }

  /** Nothing, as far as matching goes. */
  record Nothing() implements Transformation {
    @Override
    public void accept(Visitor visitor) {
      visitor.visitNothing(this);
    }
  }

  private static <V> Map<String, List<V>> ordered(Map<String, List<V>> map) {
    Map<String, List<V>> copy = new LinkedHashMap<>();
    map.forEach((key, values) -> copy.put(key, List.copyOf(values)));
    return Collections.unmodifiableMap(copy);
  }
}
