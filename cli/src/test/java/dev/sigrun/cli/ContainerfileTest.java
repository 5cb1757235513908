package dev.sigrun.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The container file keeps the rules that linters of such files check. Each name of a rule is that
 * of the linter hadolint.
 */
class ContainerfileTest {
  private static final Path FILE = Path.of("..", "Containerfile");

  private static final Set<String> KNOWN =
      Set.of(
          "ADD",
          "ARG",
          "CMD",
          "COPY",
          "ENTRYPOINT",
          "ENV",
          "EXPOSE",
          "FROM",
          "HEALTHCHECK",
          "LABEL",
          "RUN",
          "SHELL",
          "STOPSIGNAL",
          "USER",
          "VOLUME",
          "WORKDIR");

  private record Instruction(String name, String rest) {}

  private static List<Instruction> instructions(String text) {
    List<Instruction> instructions = new ArrayList<>();
    for (String line : text.replaceAll("(?m)^#.*\n", "").replace("\\\n", " ").split("\n")) {
      if (!line.isBlank()) {
        String[] parts = line.strip().split("\\s+", 2);
        instructions.add(new Instruction(parts[0], parts.length > 1 ? parts[1] : ""));
      }
    }
    return instructions;
  }

  /** What is wrong with a container file. */
  private static List<String> lint(String text) {
    List<Instruction> all = instructions(text);
    List<String> found = new ArrayList<>();
    String user = "root";
    Instruction before = new Instruction("", "");
    for (Instruction each : all) {
      String rest = each.rest();
      if (!KNOWN.contains(each.name())) {
        found.add("DL4000/DL1000");
      }
      switch (each.name()) {
        case "FROM" -> {
          String image = rest.split("\\s+")[0];
          String tag = image.substring(image.lastIndexOf('/') + 1);
          addIf(!tag.contains(":") && !tag.contains("@"), "DL3006", found);
          addIf(tag.endsWith(":latest"), "DL3007", found);
        }
        case "USER" -> user = rest.strip();
        case "WORKDIR" -> addIf(!rest.startsWith("/"), "DL3000", found);
        case "ADD" -> addIf(!rest.matches(".*\\.(tar|tar\\.gz|tgz)\\s+.*"), "DL3020", found);
        case "CMD", "ENTRYPOINT" -> addIf(!rest.startsWith("["), "DL3025", found);
        case "RUN" -> {
          addIf(rest.matches(".*\\bsudo\\b.*"), "DL3004", found);
          addIf(rest.matches("cd\\b.*|.*&& cd\\b.*"), "DL3003", found);
          addIf(rest.matches(".*[^|]\\|[^|].*"), "DL4006", found);
          addIf(rest.matches(".*apt-get install(?!.*=).*"), "DL3008", found);
          addIf(rest.matches(".*apt-get install(?!.*--no-install-recommends).*"), "DL3015", found);
          addIf(rest.matches(".*useradd(?!.*(--no-log-init| -l)).*"), "DL3046", found);
          addIf(before.name().equals("RUN"), "DL3059", found);
        }
        default -> {}
      }
      before = each;
    }
    addIf(user.matches("root|0"), "DL3002", found);
    addIf(all.stream().filter(i -> i.name().equals("CMD")).count() > 1, "DL4003", found);
    addIf(all.stream().filter(i -> i.name().equals("ENTRYPOINT")).count() > 1, "DL4004", found);
    return found;
  }

  private static void addIf(boolean wrong, String rule, List<String> found) {
    if (wrong) {
      found.add(rule);
    }
  }

  @Test
  void itIsClean() throws IOException {
    assertThat(lint(Files.readString(FILE))).isEmpty();
  }

  /** The linter finds what it should. */
  @ParameterizedTest
  @CsvSource({
    "FROM a, DL3006",
    "FROM a:latest, DL3007",
    "FROM a:1#MAINTAINER me, DL4000/DL1000",
    "FROM a:1#WORKDIR x, DL3000",
    "FROM a:1#ADD x /x, DL3020",
    "FROM a:1#CMD run, DL3025",
    "FROM a:1#RUN sudo x, DL3004",
    "FROM a:1#RUN cd /x && y, DL3003",
    "FROM a:1#RUN a | b, DL4006",
    "FROM a:1#RUN apt-get install x, DL3008",
    "FROM a:1#RUN useradd x, DL3046",
    "FROM a:1#RUN a#RUN b, DL3059",
    "FROM a:1#USER root, DL3002"
  })
  void mistakesAreFound(String text, String rule) {
    assertThat(lint(text.replace('#', '\n') + "\n")).contains(rule);
  }

  @Test
  void itTakesTheArchiveOfTheReleaseAndItsLauncher() throws IOException {
    String text = Files.readString(FILE);
    String pom = Files.readString(Path.of("pom.xml"));

    assertThat(text)
        .contains("ADD cli/target/quick/sigrun-*.tar.gz /opt/")
        .contains("ENTRYPOINT [\"/opt/sigrun/sigrun\"]");
    assertThat(pom).contains("<finalName>sigrun-${project.version}</finalName>");
    assertThat(XmlFiles.elements(Path.of("src/main/assembly/release.xml"), "format"))
        .extracting(org.w3c.dom.Element::getTextContent)
        .contains("zip", "tar.gz");
    assertThat(Files.readString(Path.of("..", ".containerignore")))
        .isEqualTo(Files.readString(Path.of("..", ".dockerignore")))
        .contains("!cli/target/quick/sigrun-*.tar.gz");
  }
}
