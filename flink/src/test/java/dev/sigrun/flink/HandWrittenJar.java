package dev.sigrun.flink;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import javax.tools.ToolProvider;

/** Jars with a set of rules that nobody compiled from rules. */
public final class HandWrittenJar {
  private HandWrittenJar() {}

  /**
   * Writes a jar with one rule, {@code r}.
   *
   * @param folder for the jar and what it is made of
   * @param member of the set, without its {@code public}
   * @param matchers the body of the method that makes the matchers
   */
  public static Path of(Path folder, String member, String matchers) throws IOException {
    Path source = folder.resolve("OtherRules.java");
    Files.writeString(
        source,
        """
        import dev.sigrun.runtime.compiled.CompiledRules;
        import dev.sigrun.runtime.event.*;
        import dev.sigrun.runtime.rule.*;
        import java.util.*;

        public class OtherRules implements CompiledRules {
          public %s
          public List<EventMatcher> matchers(Fields fields) { %s }
          public List<Rule> rules() { return List.of(Rule.of(Map.of("rule_id", "r"))); }
        }
        """
            .formatted(member, matchers));
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                null,
                null,
                "-proc:none",
                "-d",
                folder.toString(),
                "-cp",
                System.getProperty("java.class.path"),
                source.toString());
    assertThat(result).isZero();
    Path file = folder.resolve("hand-written.jar");
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream to = new JarOutputStream(out)) {
      to.putNextEntry(new ZipEntry("META-INF/services/dev.sigrun.runtime.compiled.CompiledRules"));
      to.write("OtherRules\n".getBytes(StandardCharsets.UTF_8));
      try (var classes = Files.newDirectoryStream(folder, "OtherRules*.class")) {
        for (Path each : classes) {
          to.putNextEntry(new ZipEntry(String.valueOf(each.getFileName())));
          to.write(Files.readAllBytes(each));
        }
      }
    }
    return file;
  }
}
