package dev.sigrun.proof.dpl;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Something that Splunk takes and the other parser does not.
 *
 * @param name what it is
 * @param form finds it in a search whose texts in quotes are empty
 * @param example a search with nothing else that the other parser could refuse
 */
public record DplGap(String name, Pattern form, String example) {
  private static final String TEXT = "\"(?:[^\"\\\\]|\\\\.)*+\"";

  /** All that are known. */
  static final List<DplGap> ALL =
      List.of(
          gap("mvmap()", "\\bmvmap\\(", "a=1 | eval b=mvmap(a, a.\"x\")"),
          gap(
              "the operator IN in a condition",
              "\\| where [^|]*\\bIN\\b",
              "a=1 | where a IN (\"x\")"),
          gap("CASE() of a text", "=CASE\\(", "a=1 b=CASE(\"x\")"),
          gap("a difference without blanks", "[\\w)]-\\w", "a=1 | eval t=now()-60"),
          gap("a span of bin", "\\| (?:bin|bucket) ", "a=1 | bin _time span=5m"),
          gap(
              "a window before other options",
              "\\| streamstats window=",
              "a=1 | streamstats window=1 current=f last(a) as b by c"),
          gap(
              "computed statistics over a stream",
              "\\| streamstats [^|]*\\beval\\(",
              "a=1 | streamstats sum(eval(a*2)) as b"),
          gap(
              "a command after a lookup",
              "\\| lookup [^|]*\\|",
              "a=1 | lookup users a as b OUTPUT c as d | where d=1"));

  private static DplGap gap(String name, String form, String example) {
    return new DplGap(name, Pattern.compile(form, Pattern.DOTALL), example);
  }

  /** The possible reason why {@code search} is refused. */
  public static Optional<DplGap> in(String search) {
    String plain = search.replaceAll("(?s)```.*?```", " ").replaceAll("(?s)" + TEXT, "\"\"");
    return ALL.stream().filter(gap -> gap.form().matcher(plain).find()).findFirst();
  }

  @Override
  public String toString() {
    return name;
  }
}
