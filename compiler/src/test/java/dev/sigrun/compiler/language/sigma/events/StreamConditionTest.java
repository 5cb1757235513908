package dev.sigrun.compiler.language.sigma.events;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.diagnostic.DiagnosticSink;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.language.sigma.syntax.LogSource;
import dev.sigrun.compiler.language.sigma.syntax.SigmaCondition;
import dev.sigrun.compiler.language.sigma.syntax.SigmaRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Which events are taken for which log source. */
class StreamConditionTest {
  private static final LogSource PROCESS = source("windows", "process_creation", "");
  private static final LogSource SECURITY = source("windows", "", "security");
  private static final LogSource LINUX = source("linux", "process_creation", "");
  private static final LogSource CLOUDTRAIL = source("aws", "", "cloudtrail");
  private static final LogSource ANY_PROCESS = source("", "process_creation", "");
  private static final LogSource WINDOWS = source("windows", "", "");
  private static final LogSource SCRIPT = source("windows", "ps_script", "");

  private static final List<LogSource> SOURCES =
      List.of(PROCESS, SECURITY, LINUX, CLOUDTRAIL, ANY_PROCESS, WINDOWS, SCRIPT);

  /** An event with the log sources that it can be of, by the forms auto, windows and ecs. */
  private record Case(
      String event, List<LogSource> auto, List<LogSource> windows, List<LogSource> ecs) {}

  private static final List<Case> CASES =
      List.of(
          same(
              raw("Microsoft-Windows-Sysmon/Operational", "1"),
              true,
              PROCESS,
              ANY_PROCESS,
              WINDOWS),
          same(raw("Security", "4688"), true, PROCESS, SECURITY, ANY_PROCESS, WINDOWS),
          same(
              raw("Security", "{\"#text\": 4688, \"#attributes\": {\"Qualifiers\": 0}}"),
              true,
              PROCESS,
              SECURITY,
              ANY_PROCESS,
              WINDOWS),
          same(raw("Security", "4624"), true, SECURITY, WINDOWS),
          same(raw("Microsoft-Windows-Sysmon/Operational", "11"), true, WINDOWS),
          same(raw("PowerShellCore/Operational", "4104"), true, SCRIPT, WINDOWS),
          same(beats("Security", "4688"), false, PROCESS, SECURITY, ANY_PROCESS, WINDOWS),
          same(beats("Microsoft-Windows-PowerShell/Operational", "4104"), false, SCRIPT, WINDOWS),
          same(
              "{\"event\": {\"module\": \"endpoint\", \"category\": [\"process\"], \"type\": [\"start\"]},"
                  + " \"host\": {\"os\": {\"type\": \"windows\"}}}",
              false,
              PROCESS,
              ANY_PROCESS,
              WINDOWS),
          same(
              "{\"event\": {\"module\": \"endpoint\", \"category\": [\"process\"], \"type\": [\"start\"]},"
                  + " \"host\": {\"os\": {\"type\": \"linux\"}}}",
              false,
              LINUX,
              ANY_PROCESS),
          same("{\"event\": {\"dataset\": \"aws.cloudtrail\"}}", false, CLOUDTRAIL),
          same("{\"event\": {\"dataset\": \"nginx.access\", \"category\": \"web\"}}", false),
          // Flat events: nothing says where they are from, but for the number of another event.
          flat("{\"CommandLine\": \"x\"}", SOURCES),
          flat(
              "{\"EventID\": 1}",
              List.of(PROCESS, SECURITY, LINUX, CLOUDTRAIL, ANY_PROCESS, WINDOWS)),
          flat(
              "{\"EventID\": \"4104\"}",
              List.of(SECURITY, LINUX, CLOUDTRAIL, ANY_PROCESS, WINDOWS, SCRIPT)),
          flat(
              "{\"Channel\": \"Security\", \"EventID\": 4688}",
              List.of(PROCESS, SECURITY, ANY_PROCESS, WINDOWS)),
          flat("{\"Channel\": \"Security\", \"EventID\": 1}", List.of(SECURITY, WINDOWS)));

  private static LogSource source(String product, String category, String service) {
    return new LogSource(Matches.HERE, named(category), named(product), named(service));
  }

  private static Optional<String> named(String attribute) {
    return Optional.of(attribute).filter(text -> !text.isEmpty());
  }

  private static Case same(String event, boolean raw, LogSource... sources) {
    List<LogSource> found = List.of(sources);
    return raw
        ? new Case(event, found, found, List.of())
        : new Case(event, found, List.of(), found);
  }

  private static Case flat(String event, List<LogSource> sources) {
    return new Case(event, sources, List.of(), List.of());
  }

  private static String raw(String channel, String id) {
    return "{\"Event\": {\"System\": {\"Channel\": \"" + channel + "\", \"EventID\": " + id + "}}}";
  }

  private static String beats(String channel, String id) {
    return "{\"winlog\": {\"channel\": \""
        + channel
        + "\"}, \"event\": {\"code\": \""
        + id
        + "\"}, \"host\": {\"os\": {\"type\": \"windows\"}}}";
  }

  private static Optional<Predicate> condition(
      EventForm form, LogSource source, DiagnosticSink sink) {
    SigmaCondition any = new SigmaCondition.Name(Matches.HERE, "any");
    SigmaRule rule = new SigmaRule(Matches.HERE, source, List.of(), any, List.of());
    return new FormData(form).condition(rule, sink);
  }

  @Test
  void eventsAreRecognisedByTheirOwnFields() throws Exception {
    for (EventForm form : List.of(EventForm.AUTO, EventForm.WINDOWS, EventForm.ECS)) {
      List<Predicate> conditions = new ArrayList<>();
      List<LogSource> asked = new ArrayList<>();
      for (LogSource source : SOURCES) {
        condition(form, source, new DiagnosticSink())
            .ifPresent(
                condition -> {
                  conditions.add(condition);
                  asked.add(source);
                });
      }
      Matches matches = new Matches(conditions);
      for (Case each : CASES) {
        List<LogSource> expected =
            form == EventForm.AUTO
                ? each.auto()
                : form == EventForm.WINDOWS ? each.windows() : each.ecs();
        assertThat(matches.of(each.event()).stream().map(asked::get).toList())
            .as("%s in %s", each.event(), form)
            .containsExactlyInAnyOrderElementsOf(expected);
      }
    }
  }

  @Test
  void flatEventsAreAllAsked() {
    assertThat(condition(EventForm.FLAT, PROCESS, new DiagnosticSink())).isEmpty();
  }

  @Test
  void aLogSourceThatNoTableKnowsAsksForNothingButSaysSo() {
    DiagnosticSink sink = new DiagnosticSink();
    assertThat(condition(EventForm.AUTO, source("", "test", ""), sink)).isEmpty();
    assertThat(condition(EventForm.AUTO, source("windows", "", "own"), sink)).isPresent();
    condition(EventForm.AUTO, WINDOWS, sink);
    condition(EventForm.AUTO, PROCESS, sink);
    assertThat(sink.diagnostics().stream().map(d -> d.code() + " " + d.message()).toList())
        .containsExactlyInAnyOrder(
            "SIG125 Unknown log source test: the rule is evaluated on every event that has its"
                + " fields.",
            "SIG125 Unknown log source windows/own: the rule is evaluated on every event that has"
                + " its fields.");
  }

  @Test
  void aFormThatCannotHoldALogSourceSaysSo() {
    DiagnosticSink sink = new DiagnosticSink();
    condition(EventForm.WINDOWS, LINUX, sink);
    condition(EventForm.ECS, source("bitbucket", "", "audit"), sink);
    condition(EventForm.ECS, PROCESS, sink);
    condition(EventForm.AUTO, LINUX, sink);
    assertThat(sink.diagnostics().stream().map(d -> d.code() + " " + d.message()).toList())
        .containsExactlyInAnyOrder(
            "SIG124 Events of linux/process_creation are never raw Windows events.",
            "SIG124 Events of bitbucket/audit are never ECS events.");
  }
}
