package dev.sigrun.kafka;

import dev.sigrun.kafka.runner.Member;
import dev.sigrun.kafka.runner.RunnerOption;
import dev.sigrun.kafka.runner.Settings;
import dev.sigrun.kafka.runner.Tally;
import dev.sigrun.kafka.runner.Work;
import dev.sigrun.kafka.runner.WorkPlan;
import dev.sigrun.kafka.topic.StartProblem;
import dev.sigrun.runtime.RuleJars;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs compiled rules over a topic of Kafka and writes the alerts to another, each exactly once:
 * with an engine for each partition, whose state is committed together with alerts and offsets.
 *
 * <pre>{@code
 * java -jar sigrun-kafka.jar --config runner.properties --rules.jars rules.jar
 * }</pre>
 */
public final class SigrunRunner implements AutoCloseable {
  private static final int OK = 0;
  private static final int FAILED = 1;
  private static final int WRONG_USAGE = 3;

  /** Between two lines with counts. */
  private static final Duration REPORTS = Duration.ofMinutes(1);

  private final RuleJars jars;
  private final Work work;
  private final List<Member> members = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  private SigrunRunner(RuleJars jars, Work work) {
    this.jars = jars;
    this.work = work;
    for (int i = 0; i < work.settings().threads(); i++) {
      Member member = new Member(work, i);
      members.add(member);
      threads.add(new Thread(member, "sigrun-" + i));
    }
  }

  /** Runs until it is interrupted; see {@code --help}. */
  public static void main(String... arguments) {
    // Before anything logs. An own binding of SLF4J has its own ways.
    defaultProperty("org.slf4j.simpleLogger.defaultLogLevel", "warn");
    defaultProperty("org.slf4j.simpleLogger.log.dev.sigrun", "info");
    defaultProperty("org.slf4j.simpleLogger.showDateTime", "true");
    defaultProperty("org.slf4j.simpleLogger.dateTimeFormat", "yyyy-MM-dd HH:mm:ss");
    defaultProperty("org.slf4j.simpleLogger.showThreadName", "false");
    System.exit(run(List.of(arguments)));
  }

  private static void defaultProperty(String name, String value) {
    if (System.getProperty(name) == null) {
      System.setProperty(name, value);
    }
  }

  private static int run(List<String> arguments) {
    if (arguments.isEmpty() || arguments.contains("-h") || arguments.contains("--help")) {
      new PrintStream(System.out, true, StandardCharsets.UTF_8).print(usage());
      return arguments.isEmpty() ? WRONG_USAGE : OK;
    }
    SigrunRunner runner;
    try {
      runner = start(arguments);
    } catch (StartProblem e) {
      say(e);
      return WRONG_USAGE;
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> end(runner), "sigrun-end"));
    Optional<StartProblem> problem = runner.await();
    problem.ifPresent(SigrunRunner::say);
    return problem.isPresent() ? FAILED : OK;
  }

  /** Runs in the shutdown hook, whatever ended the runner. */
  private static void end(SigrunRunner runner) {
    runner.close();
    System.err.println("sigrun: " + runner.tally());
  }

  private static void say(StartProblem problem) {
    problem.reasons().forEach(reason -> System.err.println("sigrun: " + reason));
  }

  /** The text of {@code --help}. */
  static String usage() {
    StringBuilder usage =
        new StringBuilder(
            """
            Usage: sigrun stream [--config FILE] [--OPTION VALUE]...

            Runs compiled rules over a topic of Kafka and writes alerts to another, each exactly once. Options may be
            lines of a properties file, with the prefix "sigrun."; all other keys are properties of Kafka's clients.
            ${env:NAME} stands for a variable of the environment.

            """);
    for (RunnerOption option : RunnerOption.values()) {
      usage
          .append("  --")
          .append(option.key().substring("sigrun.".length()))
          .append(option.defaultValue().isEmpty() ? " (required)" : "")
          .append('\n')
          .append("      ")
          .append(option.meaning())
          .append(
              option
                  .defaultValue()
                  .filter(each -> !each.isEmpty())
                  .map(each -> "; default: " + each)
                  .orElse(""))
          .append('\n');
    }
    return usage.append("  -h, --help\n      show this help and exit\n").toString();
  }

  /**
   * Starts a runner.
   *
   * @param arguments as on the command line
   * @throws StartProblem if it cannot start as it is configured
   */
  public static SigrunRunner start(List<String> arguments) {
    Settings settings = Settings.of(arguments, System::getenv);
    RuleJars jars;
    try {
      jars = RuleJars.open(settings.rules());
    } catch (IllegalArgumentException e) {
      throw new StartProblem(List.of(String.valueOf(e.getMessage())));
    }
    try {
      SigrunRunner runner = new SigrunRunner(jars, WorkPlan.of(settings, jars.rules()));
      runner.threads.forEach(Thread::start);
      return runner;
    } catch (StartProblem e) {
      closeLoader(jars);
      throw e;
    }
  }

  /** The ids of the rules that it does not run, each with the reason. */
  public Map<String, String> leftOut() {
    return work.leftOut();
  }

  /** Its counters so far. */
  public Tally tally() {
    return work.tally();
  }

  /**
   * Waits until the runner ends: because it is closed, or because it cannot go on, and then all its
   * members end.
   *
   * @return why it ended by itself, if it did
   */
  public Optional<StartProblem> await() {
    Logger log = LoggerFactory.getLogger(SigrunRunner.class);
    long reported = System.nanoTime();
    try {
      while (threads.stream().anyMatch(Thread::isAlive)) {
        for (Thread thread : threads) {
          thread.join(100);
        }
        if (problem().isPresent()) {
          members.forEach(Member::stop);
        }
        if (System.nanoTime() - reported > REPORTS.toNanos()) {
          reported = System.nanoTime();
          log.info("{}", tally());
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return problem();
  }

  /** Why it cannot go on, if so. */
  public Optional<StartProblem> problem() {
    return members.stream().flatMap(each -> each.problem().stream()).findFirst();
  }

  /** Commits, leaves the group and ends. */
  @Override
  public void close() {
    members.forEach(Member::stop);
    try {
      for (Thread thread : threads) {
        thread.join();
      }
      closeLoader(jars);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void closeLoader(RuleJars jars) {
    try {
      jars.close();
    } catch (IOException e) {
      throw new UncheckedIOException("The class loader of the rules cannot be closed.", e);
    }
  }
}
