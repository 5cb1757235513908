package dev.sigrun.compiler.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.ir.Predicate;
import dev.sigrun.compiler.source.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The rules that started the project, on events made for them: hits and near misses. */
class SeedRulesTest {
  private static final String KUBELETCTL = "execution_kubeletctl_execution";
  private static final String INTERACTIVE = "execution_interactive_exec_to_container";
  private static final String INSTALLATION = "execution_tool_installation";
  private static final String API_REQUEST =
      "execution_d4c_k8s_mda_direct_interactive_kubernetes_api_request_by_usual_utilities";
  private static final String POD_CREATION = "execution_common_debug_or_base_image_pod_creation";

  /** An execution in a container; what is appended to it wins. */
  private static final String EXEC =
      """
      "@timestamp": "2026-02-02T08:15:30.123Z",
      "event": {"category": ["process"], "type": ["start"], "action": "exec", "kind": "event"},
      "host": {"os": {"type": "linux", "name": "Linux"}, "name": "node-7"},
      "container": {"id": "9c1f0a77", "name": "web", "image": {"name": "registry.local/web"}},
      "orchestrator": {"resource": {"name": "web-6d9f", "type": "pod"}}
      """;

  /** An entry of the API server's audit log. */
  private static final String AUDIT =
      """
      "@timestamp": "2026-02-02T08:15:30.500Z",
      "event": {"dataset": "kubernetes.audit_logs"},
      "data_stream": {"dataset": "kubernetes.audit_logs", "type": "logs"}
      """;

  private record Example(String rule, int predicate, boolean expected, String why, String event) {}

  private static List<Example> examples() {
    return List.of(
        new Example(KUBELETCTL, 0, true, "by name", process("kubeletctl", "kubeletctl", "pods")),
        new Example(
            KUBELETCTL, 0, true, "by argument", process("sh", "sh", "-c", "/tmp/kubeletctl scan")),
        new Example(
            KUBELETCTL, 0, true, "by options", process("x", "x", "--server", "10.0.0.1", "exec")),
        new Example(KUBELETCTL, 0, false, "option only", process("x", "x", "-s", "10.0.0.1")),
        new Example(KUBELETCTL, 0, false, "in capitals", process("Kubeletctl", "Kubeletctl")),
        new Example(
            KUBELETCTL,
            0,
            false,
            "outside of containers",
            process("kubeletctl", "kubeletctl").replace("\"id\": \"9c1f0a77\"", "\"id\": null")),
        new Example(INTERACTIVE, 0, true, "first process", entry("bash", "container", "true")),
        new Example(INTERACTIVE, 0, false, "later process", entry("bash", "container", "false")),
        new Example(INTERACTIVE, 0, false, "over ssh", entry("bash", "sshd", "true")),
        new Example(INTERACTIVE, 0, false, "no shell", entry("nginx", "container", "true")),
        new Example(INSTALLATION, 0, true, "apt", process("apt", "apt", "install", "-y", "curl")),
        new Example(
            INSTALLATION, 0, true, "pacman", process("pacman", "pacman", "-Sy", "python3.12")),
        new Example(INSTALLATION, 0, false, "apk", process("apk", "apk", "add", "Curl")),
        new Example(INSTALLATION, 0, false, "update", process("apt", "apt", "update", "curl")),
        new Example(
            INSTALLATION, 0, false, "longer name", process("dpkg", "dpkg", "-i", "curl.deb")),
        new Example(API_REQUEST, 0, true, "curl", terminal("curl", true, "curl", "-k")),
        new Example(API_REQUEST, 0, true, "shell", terminal("sh", true, "sh", "-c", "kubectl")),
        new Example(API_REQUEST, 0, false, "which", terminal("sh", true, "/bin/which", "kubectl")),
        new Example(API_REQUEST, 0, false, "no terminal", terminal("curl", false, "curl")),
        new Example(API_REQUEST, 1, true, "answer", audit("\"stage\": \"ResponseComplete\"")),
        new Example(API_REQUEST, 1, false, "request", audit("\"stage\": \"RequestReceived\"")),
        new Example(POD_CREATION, 0, true, "alpine", pod("allow", "\"alpine\"")),
        new Example(
            POD_CREATION, 0, true, "second of two", pod("allow", "\"web:1\", \"ubuntu:24.04\"")),
        new Example(
            POD_CREATION, 0, true, "in a registry", pod("allow", "\"quay.io/x/netshoot:v1\"")),
        new Example(POD_CREATION, 0, false, "no tag", pod("allow", "\"ubuntu\"")),
        new Example(POD_CREATION, 0, false, "refused", pod("forbid", "\"alpine:3\"")));
  }

  @TestFactory
  Stream<DynamicTest> selectsHitsAndNotNearMisses() {
    List<Subject> subjects = new ArrayList<>();
    for (Example example : examples()) {
      Map<String, @Nullable Object> event =
          Suites.objects(Suites.json("[" + example.event() + "]")).get(0);
      subjects.add(
          new Subject(
              example.rule() + ", " + example.why(),
              predicates(example.rule()).get(example.predicate()),
              matcher -> matcher.matches(event) ? List.of(0) : List.of(),
              example.expected() ? List.of(0) : List.of()));
    }
    return Subject.tests(subjects, Instant.EPOCH);
  }

  private static List<Predicate> predicates(String rule) {
    Path corpus = Suites.path("corpus/detection-rules");
    try (Stream<Path> files = Files.walk(corpus)) {
      Path file = files.filter(f -> f.endsWith(rule + ".toml")).findFirst().orElseThrow();
      Compilation compilation =
          RuleCompiler.create(CompilerOptions.defaults())
              .compile(SourceText.of(file.toString(), Suites.text(file)));
      assertThat(compilation.diagnostics()).isEmpty();
      return compilation.analyzed().orElseThrow().query().predicates();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static String process(String name, String... args) {
    return exec("\"process\": {\"name\": \"" + name + "\", \"interactive\": true, " + list(args));
  }

  private static String terminal(String name, boolean interactive, String... args) {
    return exec(
        "\"process\": {\"name\": \""
            + name
            + "\", \"interactive\": "
            + interactive
            + ", "
            + list(args));
  }

  private static String entry(String name, String type, String same) {
    return exec(
        "\"process\": {\"name\": \""
            + name
            + "\", \"entry_leader\": {\"entry_meta\": {\"type\": \""
            + type
            + "\"}, \"same_as_process\": "
            + same
            + "}}");
  }

  private static String list(String... args) {
    return "\"args\": [\"" + String.join("\", \"", args) + "\"]}";
  }

  private static String exec(String process) {
    return "{" + EXEC + ", " + process + "}";
  }

  private static String audit(String kubernetes) {
    return "{" + AUDIT + ", \"kubernetes\": {\"audit\": {" + kubernetes + "}}}";
  }

  private static String pod(String decision, String images) {
    return audit(
        "\"stage\": \"ResponseComplete\", \"verb\": \"create\","
            + " \"annotations\": {\"authorization_k8s_io/decision\": \""
            + decision
            + "\"}, \"objectRef\": {\"resource\": \"pods\"},"
            + " \"requestObject\": {\"spec\": {\"containers\": [{\"image\": ["
            + images
            + "]}]}}");
  }
}
