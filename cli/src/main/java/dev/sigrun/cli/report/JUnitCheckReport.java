package dev.sigrun.cli.report;

import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.Severity;
import dev.sigrun.compiler.diagnostic.VisibleText;
import dev.sigrun.compiler.rule.Rule;
import dev.sigrun.compiler.ruleset.CheckedRule;
import dev.sigrun.compiler.ruleset.CheckedRules;
import java.io.StringWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * The results of {@code check} in the XML of JUnit, which build servers read: a test case for each
 * rule, failed by what makes the command fail, skipped if the rule is not supported.
 */
public final class JUnitCheckReport {
  private static final String SUITE = "sigrun check";

  private JUnitCheckReport() {}

  /**
   * The report as a document.
   *
   * @param failing what makes the command fail
   * @param took how long the check took
   */
  public static String xml(
      CheckedRules checked, List<Diagnostic> wrongPaths, FailOn failing, Duration took) {
    List<Case> cases = new ArrayList<>();
    for (Diagnostic wrong : wrongPaths) {
      cases.add(new Case(wrong.source().name(), wrong.source().name(), List.of(wrong)));
    }
    for (CheckedRule rule : checked.rules()) {
      String name = rule.rule().map(Rule::name).or(rule::identity).orElse(rule.path());
      cases.add(new Case(rule.path(), name, rule.diagnostics()));
    }
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      xml.writeCharacters("\n");
      xml.writeStartElement("testsuites");
      xml.writeCharacters("\n");
      suite(cases, failing, took, xml);
      xml.writeEndElement();
      xml.writeCharacters("\n");
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    return text.toString();
  }

  /** A rule, or an argument that names none. */
  private record Case(String path, String name, List<Diagnostic> diagnostics) {
    private List<Diagnostic> failures(FailOn failing) {
      return diagnostics.stream().filter(d -> failing.includes(d.severity())).toList();
    }

    private List<Diagnostic> unsupported() {
      return diagnostics.stream().filter(d -> d.severity() == Severity.UNSUPPORTED).toList();
    }
  }

  private static void suite(List<Case> cases, FailOn failing, Duration took, XMLStreamWriter xml)
      throws XMLStreamException {
    long failed = cases.stream().filter(each -> !each.failures(failing).isEmpty()).count();
    long skipped =
        cases.stream()
            .filter(each -> each.failures(failing).isEmpty() && !each.unsupported().isEmpty())
            .count();
    xml.writeStartElement("testsuite");
    xml.writeAttribute("name", SUITE);
    xml.writeAttribute("tests", String.valueOf(cases.size()));
    xml.writeAttribute("failures", String.valueOf(failed));
    xml.writeAttribute("errors", "0");
    xml.writeAttribute("skipped", String.valueOf(skipped));
    xml.writeAttribute("time", String.format(Locale.ROOT, "%.3f", took.toMillis() / 1000.0));
    xml.writeCharacters("\n");
    for (Case each : cases) {
      testCase(each, failing, xml);
    }
    xml.writeEndElement();
    xml.writeCharacters("\n");
  }

  private static void testCase(Case each, FailOn failing, XMLStreamWriter xml)
      throws XMLStreamException {
    xml.writeCharacters("  ");
    xml.writeStartElement("testcase");
    xml.writeAttribute("name", VisibleText.of(each.name()));
    xml.writeAttribute("classname", VisibleText.of(each.path()));
    List<Diagnostic> failures = each.failures(failing);
    if (!failures.isEmpty()) {
      xml.writeStartElement("failure");
      xml.writeAttribute("message", VisibleText.of(failures.get(0).message()));
      xml.writeAttribute("type", failures.get(0).code());
      xml.writeCharacters(lines(failures));
      xml.writeEndElement();
    } else if (!each.unsupported().isEmpty()) {
      xml.writeEmptyElement("skipped");
      xml.writeAttribute("message", VisibleText.of(each.unsupported().get(0).message()));
    }
    List<Diagnostic> rest = new ArrayList<>(each.diagnostics());
    rest.removeAll(failures);
    if (!rest.isEmpty()) {
      xml.writeStartElement("system-out");
      xml.writeCharacters(lines(rest));
      xml.writeEndElement();
    }
    xml.writeEndElement();
    xml.writeCharacters("\n");
  }

  private static String lines(List<Diagnostic> diagnostics) {
    Stream<String> lines = diagnostics.stream().map(d -> VisibleText.of(d.toString()));
    return lines.collect(Collectors.joining("\n", "\n", "\n"));
  }
}
