package dev.sigrun.benchmarks.contender;

import java.io.IOException;

/** The contenders. A new one needs a line here and a class in this package. */
public enum ContenderKind {
  /** Finds tokens, without rules. */
  JACKSON_TOKENS("Jackson nextToken alone"),
  /** Finds the values of fields, makes nothing of them. */
  SCAN_ALONE("scan of the event alone"),
  /** Reads fields, matches no rules. */
  READER_ALONE("event reader alone"),
  /** Asks the matchers that the index finds. */
  INDEX("rule set with index"),
  /** Asks every matcher. */
  ONE_AFTER_THE_OTHER("matchers one after the other"),
  /** A peer. */
  EVENT_RULER("Event Ruler"),
  /** A peer. */
  LUCENE_MONITOR("Lucene Monitor");

  private final String title;

  ContenderKind(String title) {
    this.title = title;
  }

  /** The name in tables. */
  public String title() {
    return title;
  }

  /** Whether it is another engine, which is given the IR instead of the compiled rules. */
  public boolean isPeer() {
    return this == EVENT_RULER || this == LUCENE_MONITOR;
  }

  /** One that is ready to take events. */
  public Contender create(RuleSource rules) throws IOException {
    return switch (this) {
      case JACKSON_TOKENS -> new JacksonTokens();
      case SCAN_ALONE -> new ScanAlone(rules.compiled().withoutIndex());
      case READER_ALONE -> new ReaderAlone(rules.compiled().withoutIndex());
      case INDEX -> new IndexedRules(rules.compiled());
      case ONE_AFTER_THE_OTHER -> new OneAfterTheOther(rules.compiled().withoutIndex());
      case EVENT_RULER -> new EventRuler(rules.analyzed());
      case LUCENE_MONITOR -> new LuceneMonitor(rules.analyzed());
    };
  }
}
