package dev.sigrun.cli.web.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * The names under which a server is called: that which it was given, or, if it listens at all
 * addresses, those of this machine. Any other name may lead here, too, which is how foreign pages
 * would reach a server (DNS rebinding).
 */
final class HostNames {
  private static final List<String> LOCAL = List.of("localhost", "127.0.0.1", "[::1]");

  private final List<String> names;

  private HostNames(Set<String> names) {
    this.names = List.copyOf(names);
  }

  /**
   * The names of a server.
   *
   * @param host as the user named it
   * @param address where it listens
   */
  static HostNames of(String host, InetSocketAddress address) {
    // Browsers write names in lower case.
    String name = bracketed(host.toLowerCase(Locale.ROOT));
    Set<String> names = new LinkedHashSet<>();
    if (address.getAddress().isAnyLocalAddress()) {
      names.addAll(ofThisMachine());
    } else {
      names.add(name);
    }
    if (address.getAddress().isAnyLocalAddress()
        || LOCAL.contains(name)
        || InetAddress.getLoopbackAddress().getHostAddress().equals(host)) {
      names.addAll(LOCAL);
    }
    return new HostNames(names);
  }

  /** Addresses first that other machines know. */
  private static List<String> ofThisMachine() {
    List<String> names = new ArrayList<>();
    try {
      for (NetworkInterface each : Collections.list(NetworkInterface.getNetworkInterfaces())) {
        for (InetAddress address : Collections.list(each.getInetAddresses())) {
          if (!address.isLoopbackAddress() && !address.isLinkLocalAddress()) {
            names.add(bracketed(address.getHostAddress().replaceFirst("%.*$", "")));
          }
        }
      }
      names.add(InetAddress.getLocalHost().getHostName().toLowerCase(Locale.ROOT));
    } catch (SocketException | UnknownHostException e) {
      // The others are left.
    }
    return names;
  }

  private static String bracketed(String host) {
    return host.contains(":") && !host.startsWith("[") ? "[" + host + "]" : host;
  }

  /** The name in the address that people open. */
  String first() {
    return names.get(0);
  }

  /** The values that the header {@code Host} may have. */
  Set<String> withPort(int port) {
    Set<String> hosts = new LinkedHashSet<>();
    for (String name : names) {
      hosts.add(name + ":" + port);
      if (port == 80) {
        hosts.add(name);
      }
    }
    return hosts;
  }
}
