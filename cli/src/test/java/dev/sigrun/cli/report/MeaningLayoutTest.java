package dev.sigrun.cli.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

public class MeaningLayoutTest {
  @Test
  void shortMeaningsStayOnOneLine() {
    String printed = "event\n  (and (in a \"x\") (in b \"y\"))";
    assertThat(MeaningLayout.of(printed)).isEqualTo(printed);
  }

  @Test
  void longOnesAreBrokenAtTheirTerms() {
    String list = "\"" + "x".repeat(60) + " (\\\" \"";
    assertThat(
            MeaningLayout.of(
                "sequence\n  [(and (in a " + list + ") (or (in b " + list + ") (exists c)))] by k"))
        .isEqualTo(
            "sequence\n"
                + "  [(and\n"
                + "     (in a "
                + list
                + ")\n"
                + "     (or (in b "
                + list
                + ") (exists c)))] by k");
  }
}
