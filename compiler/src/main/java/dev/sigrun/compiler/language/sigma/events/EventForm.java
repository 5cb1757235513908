package dev.sigrun.compiler.language.sigma.events;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The forms of events that Sigma rules are read over. */
public enum EventForm {
  /** Each event is recognised by its own fields: one rule serves all forms. */
  AUTO("auto", "any form"),
  /** Windows events as JSON, as {@code evtx_dump} writes them. */
  WINDOWS("windows", "raw Windows events"),
  /** Events of the Elastic Common Schema, by Winlogbeat, Elastic Agent and the integrations. */
  ECS("ecs", "ECS events"),
  /** Events that have fields of the names that rules use; every event is asked. */
  FLAT("flat", "flat events");

  private final String id;
  private final String title;

  EventForm(String id, String title) {
    this.id = id;
    this.title = title;
  }

  /** The word by which a command line names it. */
  public String id() {
    return id;
  }

  /** The name of its events in messages. */
  public String title() {
    return title;
  }

  /** Whether events of the other form are among those that are read. */
  boolean reads(EventForm other) {
    return this == AUTO || this == other;
  }

  /** The words for all of them. */
  public static List<String> ids() {
    return Arrays.stream(values()).map(EventForm::id).toList();
  }

  /** The form of that word. */
  public static Optional<EventForm> named(String id) {
    return Arrays.stream(values()).filter(form -> form.id.equals(id)).findFirst();
  }
}
