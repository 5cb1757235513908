package dev.sigrun.benchmarks.events;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * An event as Sysmon records it, before anything sends it on.
 *
 * @param id the number of its kind
 * @param host where it happened
 * @param time when
 * @param number counts the events
 * @param data its own fields by the names of Sysmon, in their order
 */
record SysmonEvent(int id, Host host, String time, long number, Map<String, String> data) {
  /** Copies the fields. */
  SysmonEvent {
    data = new LinkedHashMap<>(data);
  }

  /** The value of a field; empty if it has none. */
  String get(String name) {
    return data.getOrDefault(name, "");
  }

  /** The text after the last backslash. */
  static String nameOf(String path) {
    return path.substring(path.lastIndexOf('\\') + 1);
  }

  /** The part of the account before its backslash, or after it. */
  String account(boolean domain) {
    String user = get("User");
    int backslash = user.indexOf('\\');
    return domain ? user.substring(0, Math.max(0, backslash)) : user.substring(backslash + 1);
  }
}
