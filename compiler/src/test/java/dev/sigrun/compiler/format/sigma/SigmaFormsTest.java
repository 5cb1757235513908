package dev.sigrun.compiler.format.sigma;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.DocumentedTable;
import dev.sigrun.compiler.backend.ExportedCorpus;
import dev.sigrun.compiler.diagnostic.Diagnostic;
import dev.sigrun.compiler.diagnostic.Severity;
import dev.sigrun.compiler.language.sigma.events.EventForm;
import dev.sigrun.compiler.language.sigma.syntax.LogSource;
import dev.sigrun.compiler.language.sigma.syntax.SigmaRule;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Which forms of events the public rules can run over, and why some cannot. */
class SigmaFormsTest {
  private static final List<EventForm> FORMS =
      List.of(EventForm.AUTO, EventForm.WINDOWS, EventForm.ECS, EventForm.FLAT);

  /** Products with fewer rules share a row. */
  private static final int LEAST_RULES = 15;

  private static final int MOST_FIELDS = 12;
  private static final Pattern FIELD = Pattern.compile("The field '([^']+)' of (\\S+) ");

  /** Why a rule cannot run; of several reasons the first one counts. */
  private static final Map<String, String> REASONS = reasons();

  private static Map<EventForm, List<Compilation>> compiled = Map.of();

  private static Map<String, String> reasons() {
    Map<String, String> reasons = new LinkedHashMap<>();
    reasons.put("SIG048", "a placeholder has no values");
    reasons.put("SIG124", "events of the log source never have this form");
    reasons.put("SIG123", "a field has no counterpart");
    reasons.put("SIG121", "the parts of a field cannot answer a test");
    return reasons;
  }

  @BeforeAll
  static void compile() {
    Assumptions.assumeTrue(Boolean.getBoolean("sigrun.long"), "only in the long profile");
    Map<EventForm, List<Compilation>> all = new LinkedHashMap<>();
    FORMS.forEach(form -> all.put(form, ExportedCorpus.sigma(form)));
    compiled = all;
  }

  /** Renew the tables with {@code -Plong -Dgolden.update=true}. */
  @Test
  void documentationHoldsTheFigures() {
    DocumentedTable.check("sigma-data.md", "rules by form", byProduct() + "\n" + byReason());
    DocumentedTable.check("sigma-data.md", "fields without counterpart", missingFields());
  }

  private static List<Compilation> compiled(EventForm form) {
    return compiled.getOrDefault(form, List.of());
  }

  private static boolean runs(Compilation rule) {
    return rule.outcome() == Compilation.Outcome.COMPILED;
  }

  private static String row(String first, List<?> cells) {
    return "| "
        + first
        + cells.stream().map(cell -> " | " + cell).collect(Collectors.joining())
        + " |\n";
  }

  private static String header(String first) {
    List<String> forms = FORMS.stream().map(form -> "`" + form.id() + "`").toList();
    return "\n" + row(first, forms) + "|---|" + "--:|".repeat(FORMS.size()) + "\n";
  }

  private static String byProduct() {
    Map<String, Map<EventForm, Integer>> counts = new TreeMap<>();
    Map<String, Integer> rules = new TreeMap<>();
    compiled(EventForm.AUTO).forEach(rule -> rules.merge(product(rule), 1, Integer::sum));
    compiled.forEach(
        (form, all) ->
            all.stream()
                .filter(SigmaFormsTest::runs)
                .forEach(
                    rule -> {
                      boolean rare = rules.getOrDefault(product(rule), 0) < LEAST_RULES;
                      counts
                          .computeIfAbsent(rare ? "others" : product(rule), p -> new TreeMap<>())
                          .merge(form, 1, Integer::sum);
                    }));
    StringBuilder table = new StringBuilder(header("rules that run, by product"));
    counts.entrySet().stream()
        .sorted(
            Comparator.comparing(
                (Map.Entry<String, Map<EventForm, Integer>> each) ->
                    -each.getValue().getOrDefault(EventForm.AUTO, 0)))
        .forEach(each -> table.append(row(each.getKey(), cells(each.getValue()))));
    Map<EventForm, Integer> sums = new TreeMap<>();
    compiled.forEach(
        (form, all) -> sums.put(form, (int) all.stream().filter(SigmaFormsTest::runs).count()));
    table.append(row("**all**", cells(sums)));
    return table.toString();
  }

  private static List<Integer> cells(Map<EventForm, Integer> counts) {
    return FORMS.stream().map(form -> counts.getOrDefault(form, 0)).toList();
  }

  /** The product of a rule's events; of rules for any product their category. */
  private static String product(Compilation rule) {
    LogSource source =
        rule.parsed()
            .flatMap(parsed -> parsed.treeOf(SigmaRule.class))
            .map(SigmaRule::logSource)
            .orElseThrow();
    return source.product().or(source::category).or(source::service).orElse("any");
  }

  private static String byReason() {
    Map<String, Map<EventForm, Integer>> counts = new LinkedHashMap<>();
    REASONS.forEach((code, reason) -> counts.put(code, new TreeMap<>()));
    compiled.forEach(
        (form, all) ->
            all.stream()
                .filter(rule -> !runs(rule))
                .forEach(
                    rule -> {
                      Set<String> codes =
                          obstacles(rule).stream()
                              .map(Diagnostic::code)
                              .collect(Collectors.toCollection(TreeSet::new));
                      Optional<String> first =
                          REASONS.keySet().stream().filter(codes::contains).findFirst();
                      assertThat(first).as("%s %s", rule.source(), codes).isPresent();
                      counts
                          .computeIfAbsent(first.orElseThrow(), code -> new TreeMap<>())
                          .merge(form, 1, Integer::sum);
                    }));
    StringBuilder table = new StringBuilder(header("rules that do not run, because"));
    counts.forEach(
        (code, byForm) -> table.append(row(REASONS.get(code) + " (" + code + ")", cells(byForm))));
    return table.toString();
  }

  private static List<Diagnostic> obstacles(Compilation rule) {
    return rule.diagnostics().stream()
        .filter(report -> report.severity() != Severity.WARNING)
        .toList();
  }

  /** The fields for which most rules cannot run over ECS events. */
  private static String missingFields() {
    Map<String, Integer> rules = new TreeMap<>();
    for (Compilation rule : compiled(EventForm.ECS)) {
      Set<String> fields = new TreeSet<>();
      for (Diagnostic report : obstacles(rule)) {
        Matcher found = FIELD.matcher(report.message());
        if (report.code().equals("SIG123") && found.find()) {
          fields.add("`" + found.group(1) + "` of " + found.group(2));
        }
      }
      fields.forEach(field -> rules.merge(field, 1, Integer::sum));
    }
    StringBuilder table = new StringBuilder("\n| field | rules |\n|---|--:|\n");
    rules.entrySet().stream()
        .sorted(
            Map.Entry.<String, Integer>comparingByValue()
                .reversed()
                .thenComparing(Map.Entry::getKey))
        .limit(MOST_FIELDS)
        .forEach(each -> table.append(row(each.getKey(), List.of(each.getValue()))));
    return table.toString();
  }
}
