package dev.sigrun.oracle.conformance;

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
  private record Example(String rule, int predicate, boolean expected, String why, String event) {}

  private static List<Example> examples() {
    return List.of(
        new Example(
            Seeds.KUBELETCTL,
            0,
            true,
            "by name",
            Seeds.process("kubeletctl", "kubeletctl", "pods")),
        new Example(
            Seeds.KUBELETCTL,
            0,
            true,
            "by argument",
            Seeds.process("sh", "sh", "-c", "/tmp/kubeletctl scan")),
        new Example(
            Seeds.KUBELETCTL,
            0,
            true,
            "by options",
            Seeds.process("x", "x", "--server", "10.0.0.1", "exec")),
        new Example(
            Seeds.KUBELETCTL, 0, false, "option only", Seeds.process("x", "x", "-s", "10.0.0.1")),
        new Example(
            Seeds.KUBELETCTL, 0, false, "in capitals", Seeds.process("Kubeletctl", "Kubeletctl")),
        new Example(
            Seeds.KUBELETCTL,
            0,
            false,
            "outside of containers",
            Seeds.process("kubeletctl", "kubeletctl")
                .replace("\"id\": \"9c1f0a77\"", "\"id\": null")),
        new Example(
            Seeds.INTERACTIVE, 0, true, "first process", Seeds.entry("bash", "container", "true")),
        new Example(
            Seeds.INTERACTIVE,
            0,
            false,
            "later process",
            Seeds.entry("bash", "container", "false")),
        new Example(Seeds.INTERACTIVE, 0, false, "over ssh", Seeds.entry("bash", "sshd", "true")),
        new Example(
            Seeds.INTERACTIVE, 0, false, "no shell", Seeds.entry("nginx", "container", "true")),
        new Example(
            Seeds.INSTALLATION,
            0,
            true,
            "apt",
            Seeds.process("apt", "apt", "install", "-y", "curl")),
        new Example(
            Seeds.INSTALLATION,
            0,
            true,
            "pacman",
            Seeds.process("pacman", "pacman", "-Sy", "python3.12")),
        new Example(
            Seeds.INSTALLATION, 0, false, "apk", Seeds.process("apk", "apk", "add", "Curl")),
        new Example(
            Seeds.INSTALLATION, 0, false, "update", Seeds.process("apt", "apt", "update", "curl")),
        new Example(
            Seeds.INSTALLATION,
            0,
            false,
            "longer name",
            Seeds.process("dpkg", "dpkg", "-i", "curl.deb")),
        new Example(Seeds.API_REQUEST, 0, true, "curl", Seeds.terminal("curl", true, "curl", "-k")),
        new Example(
            Seeds.API_REQUEST, 0, true, "shell", Seeds.terminal("sh", true, "sh", "-c", "kubectl")),
        new Example(
            Seeds.API_REQUEST,
            0,
            false,
            "which",
            Seeds.terminal("sh", true, "/bin/which", "kubectl")),
        new Example(
            Seeds.API_REQUEST, 0, false, "no terminal", Seeds.terminal("curl", false, "curl")),
        new Example(
            Seeds.API_REQUEST, 1, true, "answer", Seeds.audit("\"stage\": \"ResponseComplete\"")),
        new Example(
            Seeds.API_REQUEST, 1, false, "request", Seeds.audit("\"stage\": \"RequestReceived\"")),
        new Example(Seeds.POD_CREATION, 0, true, "alpine", Seeds.pod("allow", "\"alpine\"")),
        new Example(
            Seeds.POD_CREATION,
            0,
            true,
            "second of two",
            Seeds.pod("allow", "\"web:1\", \"ubuntu:24.04\"")),
        new Example(
            Seeds.POD_CREATION,
            0,
            true,
            "in a registry",
            Seeds.pod("allow", "\"quay.io/x/netshoot:v1\"")),
        new Example(Seeds.POD_CREATION, 0, false, "no tag", Seeds.pod("allow", "\"ubuntu\"")),
        new Example(Seeds.POD_CREATION, 0, false, "refused", Seeds.pod("forbid", "\"alpine:3\"")));
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
              Seeds.rule(example.rule()).query().predicates().get(example.predicate()),
              matcher -> matcher.matches(event) ? List.of(0) : List.of(),
              example.expected() ? List.of(0) : List.of()));
    }
    return Subject.tests(subjects, Instant.EPOCH);
  }
}
