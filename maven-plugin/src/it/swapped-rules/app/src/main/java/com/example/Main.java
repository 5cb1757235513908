package com.example;

import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.engine.Engine;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Exchanges the rules of a running engine: takes two jars, the rules before and after. */
public class Main {
  private static long line;

  public static void main(String[] jars) throws IOException {
    Engine before = engine(Path.of(jars[0]));
    accept(before, "2026-03-01T12:00:00Z", "curl");

    ByteArrayOutputStream state = new ByteArrayOutputStream();
    before.snapshot(state);
    before.close();

    Engine after = engine(Path.of(jars[1]));
    after.restore(new ByteArrayInputStream(state.toByteArray()));
    accept(after, "2026-03-01T12:00:10Z", "sh");
    accept(after, "2026-03-01T12:00:20Z", "nc");
    after.finish();
  }

  private static Engine engine(Path jar) throws IOException {
    URL[] urls = {jar.toUri().toURL()};
    RuleSet rules = RuleSet.load(new URLClassLoader(urls, Main.class.getClassLoader()));
    return Engine.builder(rules).onDetection((rule, found) -> System.out.println(rule.name())).build();
  }

  private static void accept(Engine engine, String time, String process) {
    String event =
        """
        {"@timestamp": "%s", "event.category": "process", "host.id": "h1", "process.name": "%s"}
        """
            .formatted(time, process);
    engine.accept(event.getBytes(StandardCharsets.UTF_8), "example", ++line);
  }
}
