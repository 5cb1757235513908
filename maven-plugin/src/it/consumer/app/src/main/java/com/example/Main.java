package com.example;

import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.alert.Alert;
import dev.sigrun.runtime.engine.Engine;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Scanner;

/** Reads events from standard input, one JSON object a line, and prints alerts. */
public class Main {
  public static void main(String[] args) {
    RuleSet rules = RuleSet.load(Main.class.getClassLoader());
    try (Engine engine =
            Engine.builder(rules)
                .build((rule, found) -> System.out.println(Alert.of(rule, found, Instant.now())));
        Scanner events = new Scanner(System.in, StandardCharsets.UTF_8)) {
      for (long line = 1; events.hasNextLine(); line++) {
        byte[] event = events.nextLine().getBytes(StandardCharsets.UTF_8);
        engine.accept(event, "stdin", line);
      }
      engine.finish();
    }
  }
}
