package dev.sigrun.compiler.language.esql.rows;

import java.util.ArrayList;
import java.util.List;

/**
 * Names of data streams, {@code type-dataset-namespace}, by a pattern for each part. In a pattern,
 * {@code *} is any text; there is nothing else. Types and data sets hold no {@code -}.
 */
record StreamPattern(String type, String dataset, String namespace) {
  static final String ANY = "*";

  /** Whether it takes all that the other one takes, as far as a look at each part shows. */
  private boolean covers(StreamPattern other) {
    return covers(type, other.type)
        && covers(dataset, other.dataset)
        && covers(namespace, other.namespace);
  }

  private static boolean covers(String pattern, String other) {
    return pattern.equals(ANY) || pattern.equals(other);
  }

  /** Whether it takes every data stream. */
  boolean takesAll() {
    return type.equals(ANY) && dataset.equals(ANY) && namespace.equals(ANY);
  }

  /**
   * The patterns of which one takes a name if the written one does: a {@code -} between parts is
   * one that is written, or some of what a {@code *} takes.
   *
   * @param most if there are as many, further ones are not looked for
   */
  static List<StreamPattern> of(String written, int most) {
    List<StreamPattern> found = new ArrayList<>();
    for (String[] type : firstParts(written.replaceAll("\\*+", ANY), most)) {
      for (String[] dataset : firstParts(type[1], most - found.size())) {
        found.add(new StreamPattern(type[0], dataset[0], dataset[1]));
      }
    }
    return found.size() < most ? distinct(found) : found;
  }

  /** Without those that others cover. */
  private static List<StreamPattern> distinct(List<StreamPattern> patterns) {
    List<StreamPattern> left = new ArrayList<>();
    for (StreamPattern each : patterns) {
      if (left.stream().noneMatch(other -> other.covers(each))) {
        left.removeIf(each::covers);
        left.add(each);
      }
    }
    return left;
  }

  /** The ways to take a part without {@code -} from the start, each with what is left. */
  private static List<String[]> firstParts(String written, int most) {
    List<String[]> parts = new ArrayList<>();
    for (int i = 0; i < written.length() && parts.size() < most; i++) {
      char c = written.charAt(i);
      if (c == '*') {
        parts.add(new String[] {written.substring(0, i + 1), written.substring(i)});
      } else if (c == '-') {
        parts.add(new String[] {written.substring(0, i), written.substring(i + 1)});
        break;
      }
    }
    return parts;
  }
}
