package dev.sigrun.oracle.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sigrun.compiler.Compilation;
import dev.sigrun.compiler.CompilerOptions;
import dev.sigrun.compiler.RuleCompiler;
import dev.sigrun.compiler.analysis.AnalyzedRule;
import dev.sigrun.compiler.source.SourceText;
import dev.sigrun.conventions.SharedFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** The rules that started the project, and events that have to do with them. */
final class Seeds {
  static final String KUBELETCTL = "execution_kubeletctl_execution";
  static final String INTERACTIVE = "execution_interactive_exec_to_container";
  static final String INSTALLATION = "execution_tool_installation";
  static final String API_REQUEST =
      "execution_d4c_k8s_mda_direct_interactive_kubernetes_api_request_by_usual_utilities";
  static final String POD_CREATION = "execution_common_debug_or_base_image_pod_creation";

  /** An execution in a container; appended fields take precedence. */
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

  private Seeds() {}

  /** The rule of a file of the public rules. */
  static AnalyzedRule rule(String name) {
    Path corpus = SharedFiles.path(SharedFiles.PUBLIC_RULES);
    try (Stream<Path> files = Files.walk(corpus)) {
      Path file = files.filter(f -> f.endsWith(name + ".toml")).findFirst().orElseThrow();
      Compilation compilation =
          RuleCompiler.create(CompilerOptions.defaults())
              .compile(SourceText.of(file.toString(), SharedFiles.text(file)));
      assertThat(compilation.diagnostics()).isEmpty();
      return compilation.analyzed().orElseThrow();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  static String process(String name, String... args) {
    return exec("\"process\": {\"name\": \"" + name + "\", \"interactive\": true, " + list(args));
  }

  static String terminal(String name, boolean interactive, String... args) {
    return exec(
        "\"process\": {\"name\": \""
            + name
            + "\", \"interactive\": "
            + interactive
            + ", "
            + list(args));
  }

  static String entry(String name, String type, String same) {
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

  static String audit(String kubernetes) {
    return "{" + AUDIT + ", \"kubernetes\": {\"audit\": {" + kubernetes + "}}}";
  }

  static String pod(String decision, String images) {
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
