package dev.sigrun.compiler.language.eql.syntax;

import dev.sigrun.compiler.source.Origin;
import java.util.List;
import java.util.Optional;

/** A whole EQL query: one event, a sequence or a sample, then pipes. */
public sealed interface EqlQuery {
  /** The position in the source. */
  Origin origin();

  /** The pipes, from left to right. */
  List<Pipe> pipes();

  /** {@code process where process.name == "cmd.exe"}. */
  record SingleEvent(Origin origin, EventFilter filter, List<Pipe> pipes) implements EqlQuery {
    /** Copies the list. */
    public SingleEvent {
      pipes = List.copyOf(pipes);
    }
  }

  /** {@code sequence by host.id with maxspan=1m [...] [...] until [...]}, at least one stage. */
  record Sequence(
      Origin origin,
      List<EqlExpression.Field> keys,
      Optional<MaxSpan> maxSpan,
      List<Stage> stages,
      Optional<Stage> until,
      List<Pipe> pipes)
      implements EqlQuery {
    /** Copies the lists. */
    public Sequence {
      keys = List.copyOf(keys);
      stages = List.copyOf(stages);
      pipes = List.copyOf(pipes);
    }
  }

  /** {@code sample by host.id [...] [...]}, at least one stage. */
  record Sample(Origin origin, List<EqlExpression.Field> keys, List<Stage> stages, List<Pipe> pipes)
      implements EqlQuery {
    /** Copies the lists. */
    public Sample {
      keys = List.copyOf(keys);
      stages = List.copyOf(stages);
      pipes = List.copyOf(pipes);
    }
  }

  /** {@code process where ...}: an event category and a condition. */
  record EventFilter(Origin origin, Category category, EqlExpression condition) {}

  /**
   * The part before {@code where}.
   *
   * @param name the event category, or empty for {@code any}
   */
  record Category(Origin origin, Optional<String> name) {}

  /**
   * {@code [process where ...] by host.id with runs=3}, or with {@code !} in front.
   *
   * @param missing whether it stands for an event that must not happen: {@code ![...]}
   * @param keys its own join keys, after those of the whole query
   * @param runs how often it is repeated, 1 to 100; 1 if not written
   */
  record Stage(
      Origin origin,
      boolean missing,
      EventFilter filter,
      List<EqlExpression.Field> keys,
      int runs) {
    /** Copies the list. */
    public Stage {
      keys = List.copyOf(keys);
    }
  }

  /**
   * {@code with maxspan=30s}.
   *
   * @param amount positive
   */
  record MaxSpan(Origin origin, long amount, Unit unit) {
    /** The units that EQL knows. */
    public enum Unit {
      MILLISECONDS("ms", 1),
      SECONDS("s", 1_000),
      MINUTES("m", 60_000),
      HOURS("h", 3_600_000),
      DAYS("d", 86_400_000);

      private final String symbol;
      private final long millis;

      Unit(String symbol, long millis) {
        this.symbol = symbol;
        this.millis = millis;
      }

      /** The spelling in EQL. */
      public String symbol() {
        return symbol;
      }

      /** Its length in milliseconds. */
      public long millis() {
        return millis;
      }
    }
  }

  /** {@code | head 5}. */
  record Pipe(Origin origin, Kind kind, EqlExpression count) {
    /** The pipes that Elasticsearch runs. */
    public enum Kind {
      HEAD,
      TAIL
    }
  }
}
