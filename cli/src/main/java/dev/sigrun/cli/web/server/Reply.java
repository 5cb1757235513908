package dev.sigrun.cli.web.server;

import dev.sigrun.runtime.json.JsonValues;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a request.
 *
 * @param status of HTTP
 * @param type of the body, as in the header {@code Content-Type}
 * @param body not copied, so it must not change any more
 * @param headers further ones
 */
@SuppressWarnings("ArrayRecordComponent") // Sent once and never compared.
public record Reply(int status, String type, byte[] body, Map<String, String> headers) {
  static final int OK = 200;
  static final int NOT_MODIFIED = 304;
  static final int BAD_REQUEST = 400;
  static final int UNAUTHORIZED = 401;
  static final int FORBIDDEN = 403;
  static final int NOT_FOUND = 404;
  static final int NOT_ALLOWED = 405;
  static final int REPLACED = 409;
  static final int TOO_LARGE = 413;
  static final int WRONG_TYPE = 415;
  static final int MISDIRECTED = 421;
  static final int TOO_SLOW = 504;
  static final int BUG = 500;

  private static final String JSON = "application/json; charset=utf-8";

  /** Copies the headers. */
  public Reply {
    headers = Map.copyOf(headers);
  }

  /** An answer. */
  static Reply json(Map<String, ? extends @Nullable Object> answer) {
    return json(OK, answer);
  }

  /** A refusal, for people. */
  static Reply refusal(int status, String message) {
    return json(status, Map.of("error", message));
  }

  private static Reply json(int status, Map<String, ? extends @Nullable Object> answer) {
    byte[] body = JsonValues.write(answer).getBytes(StandardCharsets.UTF_8);
    return new Reply(status, JSON, body, Map.of("Cache-Control", "no-store"));
  }
}
