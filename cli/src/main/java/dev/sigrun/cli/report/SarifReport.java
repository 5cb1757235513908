package dev.sigrun.cli.report;

import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.DiagnosticKind;
import dev.sigrun.compiler.diagnostic.Severity;
import dev.sigrun.compiler.ruleset.CheckedRules;
import dev.sigrun.runtime.json.JsonValues;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The results of {@code check} in SARIF 2.1.0, the <a
 * href="https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html">Static Analysis Results
 * Interchange Format</a>, which code hosts show beside the lines of a change.
 */
public final class SarifReport {
  private static final String SCHEMA =
      "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

  private SarifReport() {}

  /**
   * The report as a JSON object.
   *
   * @param sigrun the version of Sigrun
   */
  public static String json(CheckedRules checked, List<Diagnostic> wrongPaths, String sigrun) {
    List<Finding> findings = Finding.all(checked, wrongPaths);
    Map<String, DiagnosticKind> kinds = new TreeMap<>();
    findings.forEach(finding -> kinds.putIfAbsent(finding.code(), finding.diagnostic().kind()));
    List<String> codes = List.copyOf(kinds.keySet());
    Map<String, Integer> repeats = new TreeMap<>();
    List<Object> results = new ArrayList<>();
    for (Finding finding : findings) {
      String what = fingerprint(finding);
      int occurrence = repeats.merge(what, 1, Integer::sum);
      results.add(result(finding, codes.indexOf(finding.code()), what + ":" + occurrence));
    }

    Map<String, Object> driver = new LinkedHashMap<>();
    driver.put("name", "Sigrun");
    driver.put("version", sigrun);
    driver.put("rules", kinds.values().stream().map(SarifReport::rule).toList());

    Map<String, Object> run = new LinkedHashMap<>();
    run.put("tool", Map.of("driver", driver));
    run.put("columnKind", "utf16CodeUnits");
    run.put("invocations", List.of(Map.of("executionSuccessful", wrongPaths.isEmpty())));
    run.put("results", results);

    Map<String, Object> log = new LinkedHashMap<>();
    log.put("$schema", SCHEMA);
    log.put("version", "2.1.0");
    log.put("runs", List.of(run));
    return JsonValues.writePretty(log);
  }

  private static Map<String, Object> rule(DiagnosticKind kind) {
    Map<String, Object> rule = new LinkedHashMap<>();
    rule.put("id", kind.code());
    rule.put("shortDescription", text(kind.message().replace("%s", "…").replace("%%", "%")));
    rule.put("defaultConfiguration", Map.of("level", level(kind.severity())));
    return rule;
  }

  private static Map<String, Object> result(Finding finding, int rule, String fingerprint) {
    Map<String, Object> region = new LinkedHashMap<>();
    region.put("startLine", finding.start().line());
    region.put("startColumn", finding.start().column());
    region.put("endLine", finding.end().line());
    region.put("endColumn", finding.end().column());

    Map<String, Object> place = new LinkedHashMap<>();
    place.put("artifactLocation", Map.of("uri", uri(finding.portablePath())));
    place.put("region", region);

    Map<String, Object> result = new LinkedHashMap<>();
    result.put("ruleId", finding.code());
    result.put("ruleIndex", rule);
    result.put("level", level(finding.severity()));
    result.put("message", text(finding.message()));
    result.put("locations", List.of(Map.of("physicalLocation", place)));
    result.put("partialFingerprints", Map.of("sigrun/v1", fingerprint));
    return result;
  }

  private static String level(Severity severity) {
    return switch (severity) {
      case ERROR -> "error";
      case WARNING -> "warning";
      case INFO, UNSUPPORTED -> "note";
    };
  }

  private static Map<String, Object> text(String text) {
    return Map.of("text", text);
  }

  /** Relative to the root of the checkout, or absolute. */
  private static String uri(String path) {
    try {
      if (path.startsWith("/")) {
        return new URI("file", "", path, null).toString();
      }
      // Without the prefix a colon in the first part of a relative path would end a scheme.
      String encoded = new URI(null, null, "./" + path, null).getRawPath().substring(2);
      int slash = encoded.indexOf('/');
      int colon = encoded.indexOf(':');
      return colon >= 0 && (slash < 0 || colon < slash) ? "./" + encoded : encoded;
    } catch (URISyntaxException e) {
      throw new IllegalStateException(path, e);
    }
  }

  /** The same for a finding that only moved to another line, so that code hosts recognise it. */
  private static String fingerprint(Finding finding) {
    Diagnostic diagnostic = finding.diagnostic();
    String covered = diagnostic.source().text(diagnostic.span());
    String all =
        String.join("\0", finding.portablePath(), finding.code(), finding.message(), covered);
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(all.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
