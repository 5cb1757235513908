package dev.sigrun.lsp;

import java.util.concurrent.CompletableFuture;
import org.eclipse.lsp4j.jsonrpc.Endpoint;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseError;
import org.eclipse.lsp4j.jsonrpc.messages.ResponseErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Answers requests only in the order that the protocol demands: nothing before {@code initialize},
 * that only once, and nothing after {@code shutdown}. Other notifications than {@code exit} have no
 * effect outside the session.
 */
final class SessionOrder implements Endpoint {
  private final Endpoint server;
  private State state = State.NEW;

  private enum State {
    NEW,
    OPEN,
    SHUT_DOWN
  }

  SessionOrder(Endpoint server) {
    this.server = server;
  }

  @Override
  public synchronized CompletableFuture<?> request(String method, @Nullable Object parameters) {
    boolean begins = method.equals("initialize");
    if (state == State.NEW && !begins) {
      return refused(
          ResponseErrorCode.ServerNotInitialized,
          "'" + method + "' comes before 'initialize', which begins a session.");
    }
    if (state == State.SHUT_DOWN) {
      return refused(ResponseErrorCode.InvalidRequest, "'" + method + "' comes after 'shutdown'.");
    }
    if (state == State.OPEN && begins) {
      return refused(
          ResponseErrorCode.InvalidRequest, "The session has begun: 'initialize' is sent once.");
    }
    state = method.equals("shutdown") ? State.SHUT_DOWN : State.OPEN;
    return server.request(method, parameters);
  }

  @Override
  public synchronized void notify(String method, @Nullable Object parameter) {
    if (state == State.OPEN || method.equals("exit")) {
      server.notify(method, parameter);
    }
  }

  private static CompletableFuture<Object> refused(ResponseErrorCode code, String message) {
    return CompletableFuture.failedFuture(
        new ResponseErrorException(new ResponseError(code, message, null)));
  }
}
