package dev.sigrun.runtime.alert;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The sentence that says in short what an alert is about. */
final class Reason {
  private final EventTree event;

  private Reason(EventTree event) {
    this.event = event;
  }

  /** The sentence for an event, of which absent parts are left out. */
  static String of(EventTree event, String severity, String ruleName) {
    return new Reason(event).sentence(severity, ruleName);
  }

  private String sentence(String severity, String ruleName) {
    List<String> parts = new ArrayList<>();
    part("process.name").ifPresent(name -> parts.add("process " + name));
    part("process.parent.name").ifPresent(name -> parts.add("parent process " + name));
    part("file.name").ifPresent(name -> parts.add("file " + name));
    endpoint("source").ifPresent(parts::add);
    endpoint("destination").ifPresent(parts::add);
    StringBuilder sentence = new StringBuilder();
    part("event.category").ifPresent(category -> sentence.append(category).append(' '));
    sentence.append("event");
    if (!parts.isEmpty()) {
      sentence.append(" with ").append(String.join(", ", parts)).append(',');
    }
    part("user.name").ifPresent(user -> sentence.append(" by ").append(user));
    part("host.name").ifPresent(host -> sentence.append(" on ").append(host));
    return sentence
        .append(" created ")
        .append(severity)
        .append(" alert ")
        .append(ruleName)
        .append('.')
        .toString();
  }

  private Optional<String> endpoint(String side) {
    return part(side + ".ip")
        .map(ip -> side + " " + ip + part(side + ".port").map(port -> ":" + port).orElse(""));
  }

  private Optional<String> part(String field) {
    String text = String.join(", ", event.texts(field));
    return text.isEmpty() || text.equals("-") ? Optional.empty() : Optional.of(text);
  }
}
