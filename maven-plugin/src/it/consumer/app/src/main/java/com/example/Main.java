package com.example;

import dev.sigrun.runtime.RuleSet;
import dev.sigrun.runtime.engine.Engine;
import java.nio.charset.StandardCharsets;
import java.util.Scanner;

/** Reads events from standard input, one JSON object a line, and prints alerts. */
public class Main {
  public static void main(String[] args) {
    RuleSet rules = RuleSet.load(Main.class.getClassLoader());
    try (Engine engine = Engine.builder(rules).onAlert(System.out::println).build();
        Scanner events = new Scanner(System.in, StandardCharsets.UTF_8)) {
      for (long line = 1; events.hasNextLine(); line++) {
        engine.accept(events.nextLine(), "stdin", line);
      }
    }
  }
}
