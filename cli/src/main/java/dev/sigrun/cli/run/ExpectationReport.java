package dev.sigrun.cli.run;

import dev.sigrun.cli.report.TextTable;
import dev.sigrun.cli.run.AlertCounts.Outcome;
import dev.sigrun.cli.run.AlertCounts.Result;
import dev.sigrun.compiler.diagnostic.Counts;
import dev.sigrun.compiler.diagnostic.VisibleText;
import dev.sigrun.runtime.json.JsonValues;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * Shows which numbers of alerts are not as expected.
 *
 * @param file the file of expectations
 */
public record ExpectationReport(String file, List<Result> results) {
  private static final String SUITE = "sigrun backtest";

  /** Copies the list. */
  public ExpectationReport {
    results = List.copyOf(results);
  }

  /** How many results have an outcome. */
  public long count(Outcome outcome) {
    return results.stream().filter(result -> result.outcome() == outcome).count();
  }

  /** {@code 12 numbers of alerts: 10 as expected, 2 not}. */
  public String summary() {
    return Counts.of(results.size(), "expectation")
        + ": "
        + count(Outcome.MET)
        + " met, "
        + count(Outcome.FAILED)
        + " not met"
        + (count(Outcome.SKIPPED) == 0
            ? ""
            : ", " + count(Outcome.SKIPPED) + " of rules that did not run")
        + ".";
  }

  /** A table of what is not as expected, in lines of this width if there is one. */
  public String text(Optional<Integer> width) {
    TextTable table = new TextTable("ALERTS>", "EXPECTED", "RULE", "LINE>");
    results.stream()
        .filter(result -> result.outcome() == Outcome.FAILED)
        .forEach(
            result ->
                table.add(
                    result.problem().isPresent() ? "-" : String.valueOf(result.alerts()),
                    result.expected().text(),
                    result.name() + result.problem().map(why -> ": " + why).orElse(""),
                    result.listed() ? String.valueOf(result.expected().line()) : "-"));
    return table.isEmpty() ? "" : table.print(width);
  }

  /** All results as a JSON object. */
  public String json() {
    List<Object> rows = new ArrayList<>();
    for (Result result : results) {
      Map<String, Object> row = new LinkedHashMap<>();
      result.ruleId().ifPresent(id -> row.put("rule_id", id));
      row.put("name", result.name());
      row.put("outcome", result.outcome().name().toLowerCase(Locale.ROOT));
      row.put("alerts", result.alerts());
      row.put("atLeast", result.expected().least());
      result.expected().most().ifPresent(most -> row.put("atMost", most));
      row.put("listed", result.listed());
      if (result.listed()) {
        row.put("line", result.expected().line());
      }
      result.problem().ifPresent(problem -> row.put("problem", problem));
      result.expected().reason().ifPresent(reason -> row.put("reason", reason));
      rows.add(row);
    }
    Map<String, Object> report = new LinkedHashMap<>();
    report.put("version", 1);
    report.put("met", count(Outcome.MET));
    report.put("failed", count(Outcome.FAILED));
    report.put("skipped", count(Outcome.SKIPPED));
    report.put("expectations", rows);
    return JsonValues.writePretty(report);
  }

  /** All results in the XML of JUnit: a test case for each, whose class is the rule. */
  public String junit() {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      xml.writeStartElement("testsuites");
      xml.writeCharacters("\n");
      xml.writeStartElement("testsuite");
      xml.writeAttribute("name", SUITE);
      xml.writeAttribute("tests", String.valueOf(results.size()));
      xml.writeAttribute("failures", String.valueOf(count(Outcome.FAILED)));
      xml.writeAttribute("errors", "0");
      xml.writeAttribute("skipped", String.valueOf(count(Outcome.SKIPPED)));
      xml.writeCharacters("\n");
      for (Result result : results) {
        testCase(result, xml);
      }
      xml.writeEndElement();
      xml.writeCharacters("\n");
      xml.writeEndElement();
      xml.writeCharacters("\n");
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return text.toString();
  }

  private void testCase(Result result, XMLStreamWriter xml) throws XMLStreamException {
    xml.writeCharacters("  ");
    xml.writeStartElement("testcase");
    xml.writeAttribute("name", VisibleText.of(result.name()));
    xml.writeAttribute("classname", VisibleText.of(result.ruleId().orElse(result.name())));
    xml.writeAttribute("file", VisibleText.of(file));
    xml.writeAttribute("line", String.valueOf(result.expected().line()));
    switch (result.outcome()) {
      case MET -> {
        // A case that says nothing has passed.
      }
      case FAILED -> {
        xml.writeEmptyElement("failure");
        xml.writeAttribute("message", message(result));
        xml.writeAttribute("type", result.listed() ? "mismatch" : "unlisted");
      }
      case SKIPPED -> {
        xml.writeEmptyElement("skipped");
        xml.writeAttribute("message", VisibleText.of(result.problem().orElse("")));
      }
    }
    xml.writeEndElement();
    xml.writeCharacters("\n");
  }

  private static String message(Result result) {
    return VisibleText.of(
        result
            .problem()
            .orElse(
                "Expected "
                    + result.expected().text()
                    + ", found "
                    + Counts.of(result.alerts(), "alert")
                    + "."));
  }
}
