package dev.sigrun.compiler.index;

import java.util.List;

/**
 * Fields that define the kind of an event: most rules require one of few values of them, and few
 * combinations of their values occur.
 */
final class Selectors {
  private static final List<String> NAMES =
      List.of(
          "event.category",
          "event.type",
          "event.action",
          "event.outcome",
          "event.kind",
          "event.dataset",
          "event.module",
          "event.provider",
          "event.code",
          "host.os.type",
          "host.os.family",
          "host.os.platform",
          "data_stream.dataset",
          "data_stream.type",
          "agent.type",
          "winlog.channel",
          "winlog.event_id",
          "winlog.provider_name",
          "Event.System.Channel",
          "Event.System.EventID",
          "Event.System.EventID.#text",
          "Event.System.Provider.#attributes.Name",
          "Event.System.Provider_attributes.Name",
          "Channel",
          "EventID",
          "Provider_Name",
          "ProviderName",
          "SourceName",
          "network.direction",
          "network.transport",
          "network.protocol",
          "network.type");

  private static final List<String> ENDINGS =
      List.of(
          ".code_signature.status",
          ".code_signature.trusted",
          ".code_signature.exists",
          ".audit.verb",
          ".audit.objectRef.resource",
          ".audit.level",
          ".audit.kind",
          "authorization_k8s_io/decision",
          ".user_identity.type",
          ".token.integrity_level_name");

  private Selectors() {}

  /**
   * Whether the values of a field choose the context of an event. Of the places of one field, those
   * that are not known here hold the same as the others.
   */
  static boolean contains(List<String> paths) {
    return paths.stream().anyMatch(Selectors::contains);
  }

  private static boolean contains(String path) {
    return NAMES.contains(path) || ENDINGS.stream().anyMatch(path::endsWith);
  }
}
