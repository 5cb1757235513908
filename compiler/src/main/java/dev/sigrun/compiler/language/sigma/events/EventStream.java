package dev.sigrun.compiler.language.sigma.events;

import dev.sigrun.compiler.language.sigma.syntax.LogSource;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A log source of which it is known how its events are recognised.
 *
 * @param source what rules call it
 * @param channels the Windows channels that it is, with the numbers of its events there
 * @param provider the provider of its Windows events, of which no channel holds
 * @param ecs what its events of the Elastic Common Schema have: one of these, each with fields that
 *     all have one of the values
 * @param names where these events hold fields that they call otherwise
 * @param prefix what these events put before all other names
 * @param otherValues names whose values these events write in another way
 */
record EventStream(
    LogSource source,
    List<Channel> channels,
    Optional<String> provider,
    List<Map<String, List<String>>> ecs,
    Map<String, List<String>> names,
    Optional<String> prefix,
    Set<String> otherValues) {

  /**
   * A channel of a Windows event log.
   *
   * @param name such as {@code Security}; empty for any
   * @param codes the numbers of events; empty for all
   */
  record Channel(String name, List<String> codes) {
    Channel {
      codes = List.copyOf(codes);
    }
  }

  EventStream {
    channels = List.copyOf(channels);
    ecs = List.copyOf(ecs);
    names = Collections.unmodifiableMap(new LinkedHashMap<>(names));
    otherValues = Set.copyOf(otherValues);
  }

  /** Whether it is part of a Windows event log or trace. */
  boolean isWindows() {
    return !channels.isEmpty() || provider.isPresent();
  }

  /** Whether its events are those of {@code channel}, all or some. */
  boolean isOf(String channel) {
    return channels.stream().anyMatch(c -> c.name().equals(channel));
  }
}
