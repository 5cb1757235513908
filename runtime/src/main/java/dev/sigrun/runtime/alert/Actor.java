package dev.sigrun.runtime.alert;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The host and the user of an event that does not follow the Elastic Common Schema, under the names
 * of that schema, so that alerts about all events can be sorted by host and user alike.
 */
final class Actor {
  private static final List<String> HOSTS =
      List.of(
          "Event.System.Computer",
          "winlog.computer_name",
          "System.Computer",
          "data.win.system.computer",
          "Computer",
          "ComputerName",
          "MachineName",
          "Hostname",
          "hostname");

  /** The places of the data in Windows events. */
  private static final List<String> DATA =
      List.of(
          "Event.EventData.",
          "winlog.event_data.",
          "winlog.user_data.",
          "EventData.",
          "data.win.eventdata.",
          "");

  /** Has the data of some Windows events in an element whose name depends on the event. */
  private static final String USER_DATA = "Event.UserData";

  /** Names of the user who acts, where an event is not about its target; then of others. */
  private static final List<String> ACTING =
      List.of("User", "SubjectUserName", "SourceUser", "TargetUserName", "Detection User");

  private static final List<String> TARGET = List.of("TargetUserName", "User", "SubjectUserName");

  /** The account in which Windows wrote the event, of which raw events have only the number. */
  private static final List<String> IDENTITIES =
      List.of(
          "Event.System.Security.#attributes.UserID",
          "Event.System.Security_attributes.UserID",
          "Event.System.Security.@UserID",
          "Event.System.Security.UserID",
          "winlog.user.identifier");

  private static final List<String> NUMBERS =
      List.of(
          "Event.System.EventID",
          "Event.System.EventID.#text",
          "winlog.event_id",
          "data.win.system.eventID",
          "EventID");

  /** Events of logons, of which the target is the user; elsewhere the subject acts. */
  private static final Set<String> ABOUT_TARGET =
      Set.of("4624", "4625", "4634", "4647", "4768", "4769", "4770", "4771", "4776", "4964");

  /**
   * Beats, CloudTrail, Okta, the audit logs of Kubernetes, Google Cloud, Azure (three kinds) and
   * GitHub, others.
   */
  private static final List<String> USERS =
      List.of(
          "winlog.user.name",
          "userIdentity.userName",
          "userIdentity.arn",
          "actor.alternateId",
          "user.username",
          "protoPayload.authenticationInfo.principalEmail",
          "properties.initiatedBy.user.userPrincipalName",
          "properties.userPrincipalName",
          "caller",
          "actor",
          "AccountName",
          "UserId",
          "username");

  /** Most events have none of these names, and need not be searched. */
  private static final Set<String> HOST_BEGINNINGS = beginnings(HOSTS.stream());

  private static final Set<String> USER_BEGINNINGS =
      beginnings(
          Stream.of(DATA, List.of(USER_DATA), ACTING, TARGET, IDENTITIES, USERS)
              .flatMap(List::stream)
              .filter(path -> !path.isEmpty()));

  private final EventTree event;

  private Actor(EventTree event) {
    this.event = event;
  }

  /**
   * The same event with {@code host.name} and {@code user.name}, if it has no host or user of these
   * names but one under another name that is known.
   */
  static EventTree named(EventTree event) {
    Actor actor = new Actor(event);
    Map<String, @Nullable Object> host = new LinkedHashMap<>();
    Map<String, @Nullable Object> user = new LinkedHashMap<>();
    if (lacks(event, "host") && actor.hasAny(HOST_BEGINNINGS)) {
      actor.first(HOSTS.stream()).ifPresent(name -> host.put("name", name));
    }
    if (lacks(event, "user") && actor.hasAny(USER_BEGINNINGS)) {
      actor.user().ifPresent(name -> putUser(name, user));
      if (user.isEmpty()) {
        actor.first(IDENTITIES.stream()).ifPresent(id -> user.put("id", id));
      }
    }
    if (host.isEmpty() && user.isEmpty()) {
      return event;
    }
    Map<String, @Nullable Object> all = new LinkedHashMap<>(event.root());
    put("host", host, all);
    put("user", user, all);
    return EventTree.copyOf(all);
  }

  /** Whether the event has no name of it in the words of the schema, but may take one. */
  private static boolean lacks(EventTree event, String part) {
    Object own = event.root().get(part);
    if (own instanceof Map<?, ?> members && members.get("name") instanceof String) {
      return false;
    }
    return (own == null || own instanceof Map)
        && event.flattened(part).keySet().stream()
            .noneMatch(name -> name.equals("name") || name.equals("id"));
  }

  /** The first names of paths. */
  private static Set<String> beginnings(Stream<String> paths) {
    return paths.map(Actor::beginning).collect(Collectors.toUnmodifiableSet());
  }

  private static String beginning(String path) {
    int dot = path.indexOf('.');
    return dot < 0 ? path : path.substring(0, dot);
  }

  /** Whether some path that begins so may lead to something. */
  private boolean hasAny(Set<String> beginnings) {
    for (String name : event.root().keySet()) {
      if (beginnings.contains(beginning(name))) {
        return true;
      }
    }
    return false;
  }

  /** Keeps what else the event says of it. */
  private static void put(
      String part, Map<String, @Nullable Object> named, Map<String, @Nullable Object> into) {
    if (!named.isEmpty()) {
      if (into.get(part) instanceof Map<?, ?> known) {
        known.forEach((key, value) -> named.putIfAbsent(String.valueOf(key), value));
      }
      into.put(part, named);
    }
  }

  /** {@code DOMAIN\name} in its parts. */
  private static void putUser(String written, Map<String, @Nullable Object> user) {
    int backslash = written.indexOf('\\');
    if (backslash > 0) {
      user.put("domain", written.substring(0, backslash));
    }
    user.put("name", written.substring(backslash + 1));
  }

  private Optional<String> user() {
    boolean target = first(NUMBERS.stream()).filter(ABOUT_TARGET::contains).isPresent();
    List<String> names = target ? TARGET : ACTING;
    return Stream.concat(DATA.stream(), userData())
        .flatMap(prefix -> names.stream().map(name -> windowsUser(prefix, name)))
        .flatMap(Optional::stream)
        .findFirst()
        .or(() -> first(USERS.stream()));
  }

  /** The places of data in elements of any name. */
  private Stream<String> userData() {
    return event.flattened(USER_DATA).keySet().stream()
        .filter(name -> name.indexOf('.') > 0)
        .map(name -> USER_DATA + "." + name.substring(0, name.indexOf('.') + 1))
        .distinct();
  }

  /** The user at that place, with the domain that is next to it. */
  private Optional<String> windowsUser(String prefix, String name) {
    // Wazuh begins all names with a small letter.
    String spelled =
        prefix.startsWith("data.win.")
            ? name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1)
            : name;
    String domain = prefix + spelled.replace("UserName", "DomainName");
    return first(Stream.of(prefix + spelled))
        .map(
            user ->
                user.indexOf('\\') >= 0 || domain.equals(prefix + spelled)
                    ? user
                    : first(Stream.of(domain)).map(d -> d + "\\" + user).orElse(user));
  }

  /** The first text, of those that Windows does not write for nothing. */
  private Optional<String> first(Stream<String> paths) {
    return paths
        .flatMap(path -> event.texts(path).stream())
        .filter(text -> !text.isEmpty() && !text.equals("-"))
        .findFirst();
  }
}
