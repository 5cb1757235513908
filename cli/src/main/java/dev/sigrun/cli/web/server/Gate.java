package dev.sigrun.cli.web.server;

import com.sun.net.httpserver.Headers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides whether a request may come from our page. A browser sends requests of any page to any
 * address, this machine included, and any name may lead here (DNS rebinding). Therefore the name in
 * {@code Host} must be ours, a page that names itself must be ours, and every question carries a
 * token in a header, which foreign pages can neither know nor send: a header of its own makes a
 * browser ask first, and that question is refused.
 */
final class Gate {
  /** The header with the token. */
  static final String TOKEN = "X-Sigrun-Token";

  private final Set<String> hosts;
  private final byte[] token;

  /**
   * A gate.
   *
   * @param hosts what the header {@code Host} may say
   * @param token what every question must carry
   */
  Gate(Set<String> hosts, String token) {
    this.hosts = Set.copyOf(hosts);
    this.token = token.getBytes(StandardCharsets.UTF_8);
  }

  /** Why a request for the page and its parts, which hold no secrets, is refused. */
  Optional<Reply> refusal(Headers headers) {
    Optional<String> host = single(headers, "Host");
    if (host.isEmpty() || !hosts.contains(host.get())) {
      return Optional.of(
          Reply.refusal(Reply.MISDIRECTED, "This server is not called by that name."));
    }
    List<String> origins = headers.getOrDefault("Origin", List.of());
    boolean foreign = origins.stream().anyMatch(origin -> !origin.equals("http://" + host.get()));
    return foreign
        ? Optional.of(Reply.refusal(Reply.FORBIDDEN, "Other pages cannot use this server."))
        : Optional.empty();
  }

  /** Why a question is refused. */
  Optional<Reply> refusalOfQuestion(Headers headers) {
    Optional<Reply> refusal = refusal(headers);
    if (refusal.isPresent()) {
      return refusal;
    }
    List<String> sites = headers.getOrDefault("Sec-Fetch-Site", List.of());
    if (!sites.stream().allMatch("same-origin"::equals)) {
      return Optional.of(Reply.refusal(Reply.FORBIDDEN, "Other pages cannot use this server."));
    }
    return single(headers, TOKEN).filter(this::isToken).isPresent()
        ? Optional.empty()
        : Optional.of(
            Reply.refusal(
                Reply.UNAUTHORIZED,
                "The token is missing or of an earlier start. Open the address that 'sigrun serve'"
                    + " printed."));
  }

  private boolean isToken(String given) {
    return MessageDigest.isEqual(token, given.getBytes(StandardCharsets.UTF_8));
  }

  /** A header that is there exactly once. */
  private static Optional<String> single(Headers headers, String name) {
    List<String> values = headers.getOrDefault(name, List.of());
    return values.size() == 1 ? Optional.of(values.get(0)) : Optional.empty();
  }
}
