package dev.sigrun.benchmarks.events;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.stream.Collectors;

/** The kinds of events that are generated, each in one form. */
public enum EventShape {
  /** Endpoint agents of three systems, Kubernetes and a cloud, in the Elastic Common Schema. */
  MIXED,
  /** Sysmon on Windows hosts, in the Elastic Common Schema. */
  WINDOWS_ECS,
  /** The same as Windows event logs in JSON. */
  WINDOWS_RAW,
  /** A cluster: audit events with whole objects, and processes in containers. */
  KUBERNETES,
  /** Audit events of clouds and online services. */
  CLOUD_AUDIT;

  /** Writes an event of the shape. */
  interface Source {
    /**
     * Writes the next event.
     *
     * @param time when it happens
     * @param number how many events went before
     */
    void write(Json json, String time, long number) throws IOException;
  }

  /** The word by which options name it: {@code windows-raw}. */
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /**
   * The shape of that word.
   *
   * @throws IllegalArgumentException if there is none, with a message for the user
   */
  public static EventShape of(String word) {
    for (EventShape shape : values()) {
      if (shape.word().equals(word)) {
        return shape;
      }
    }
    throw new IllegalArgumentException(
        "'" + word + "' is not a shape of events. There are " + words() + ".");
  }

  private static String words() {
    return Arrays.stream(values()).map(EventShape::word).collect(Collectors.joining(", "));
  }

  /** Events that {@code random} decides. */
  Source source(Random random) {
    List<Host> hosts = Host.company(random);
    return switch (this) {
      case MIXED -> new MixedEvents(random, hosts);
      case WINDOWS_ECS -> {
        SysmonActivity activity = new SysmonActivity(random, hosts);
        yield (json, time, number) -> EcsWindowsForm.write(json, activity.next(time, number));
      }
      case WINDOWS_RAW -> {
        SysmonActivity activity = new SysmonActivity(random, hosts);
        yield (json, time, number) -> RawWindowsForm.write(json, activity.next(time, number));
      }
      case KUBERNETES -> new KubernetesEvents(random);
      case CLOUD_AUDIT -> new CloudAuditEvents(random);
    };
  }
}
