package com.example;

import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.engine.Engine;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;

/** Exchanges the rules of a running engine: takes two jars, the rules before and after. */
public class Main {
  private static long line;

  public static void main(String[] jars) throws IOException {
    try (Engine engine =
        Engine.builder(rules(jars[0]))
            .onAlert(alert -> System.out.println(alert.name()))
            .build()) {
      accept(engine, "2026-03-01T12:00:00Z", "curl");
      engine.replaceRules(rules(jars[1]));
      accept(engine, "2026-03-01T12:00:10Z", "sh");
      accept(engine, "2026-03-01T12:00:20Z", "nc");
    }
  }

  private static RuleSet rules(String jar) throws IOException {
    URL[] urls = {Path.of(jar).toUri().toURL()};
    return RuleSet.load(new URLClassLoader(urls, Main.class.getClassLoader()));
  }

  private static void accept(Engine engine, String time, String process) {
    String event =
        """
        {"@timestamp": "%s", "event.category": "process", "host.id": "h1", "process.name": "%s"}
        """
            .formatted(time, process);
    engine.accept(event, "example", ++line);
  }
}
