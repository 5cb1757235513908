package dev.sigrun.demo;

import dev.sigrun.runtime.compiled.CompiledRules;
import dev.sigrun.runtime.event.Event;
import dev.sigrun.runtime.event.Fields;
import dev.sigrun.runtime.rule.EventMatcher;
import dev.sigrun.runtime.rule.Rule;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;

/** A set of one rule, which selects every event. */
public final class EverythingRules implements CompiledRules {
  static final String ID = "everything";

  /** For the service loader. */
  public EverythingRules() {}

  /** The matcher of the rule. */
  private record Everything() implements EventMatcher {
    @Override
    public String ruleId() {
      return ID;
    }

    @Override
    public boolean matches(Event event) {
      return true;
    }
  }

  @Override
  public List<EventMatcher> matchers(Fields fields) {
    return List.of(new Everything());
  }

  @Override
  public List<Rule> rules() {
    return List.of(Rule.of(Map.of("rule_id", ID, "name", "Everything")));
  }

  /** Writes a jar with this set, which announces it; the class path does not. */
  static void write(Path jar) throws IOException {
    try (OutputStream file = Files.newOutputStream(jar);
        JarOutputStream out = new JarOutputStream(file)) {
      out.putNextEntry(new ZipEntry("META-INF/services/" + CompiledRules.class.getName()));
      out.write(EverythingRules.class.getName().getBytes(StandardCharsets.UTF_8));
      for (Class<?> each : List.of(EverythingRules.class, Everything.class)) {
        String name = each.getName().replace('.', '/') + ".class";
        out.putNextEntry(new ZipEntry(name));
        try (InputStream in =
            Objects.requireNonNull(each.getClassLoader()).getResourceAsStream(name)) {
          out.write(Objects.requireNonNull(in).readAllBytes());
        }
      }
    }
  }
}
