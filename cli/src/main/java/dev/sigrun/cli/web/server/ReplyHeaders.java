package dev.sigrun.cli.web.server;

import com.sun.net.httpserver.Headers;
import java.util.Arrays;

/** The headers of every reply: what a browser may do with it. */
final class ReplyHeaders {
  private ReplyHeaders() {}

  /**
   * Adds them.
   *
   * @param nonce with which the page may add styles
   */
  static void set(Headers headers, Reply reply, String nonce) {
    reply.headers().forEach(headers::set);
    headers.set("Content-Type", reply.type());
    headers.set("Content-Security-Policy", policy(nonce));
    headers.set("X-Content-Type-Options", "nosniff");
    headers.set("X-Frame-Options", "DENY");
    headers.set("Referrer-Policy", "no-referrer");
    headers.set("Cross-Origin-Opener-Policy", "same-origin");
    headers.set("Cross-Origin-Resource-Policy", "same-origin");
    headers.set(
        "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");
  }

  /** Only our own files, no text as code or as HTML, and nothing to or from anywhere else. */
  private static String policy(String nonce) {
    return String.join(
        "; ",
        Arrays.asList(
            "default-src 'none'",
            "script-src 'self'",
            "style-src 'self' 'nonce-" + nonce + "'",
            "img-src 'self' data:",
            "connect-src 'self'",
            "base-uri 'none'",
            "form-action 'none'",
            "frame-ancestors 'none'",
            "require-trusted-types-for 'script'",
            "trusted-types 'none'"));
  }
}
