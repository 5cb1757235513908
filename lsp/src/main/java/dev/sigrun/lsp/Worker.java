package dev.sigrun.lsp;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.eclipse.lsp4j.jsonrpc.ResponseErrorException;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that all work is done on, in the order in which it arrives: an answer takes every
 * change into account that was reported before the question.
 */
final class Worker implements AutoCloseable {
  /** Queries nest as deep as their authors like, up to the limits of the parsers. */
  private static final long STACK = 4L << 20;

  private final ScheduledThreadPoolExecutor thread;
  private final Consumer<Throwable> failures;
  private @Nullable ScheduledFuture<?> waiting;

  /**
   * A worker.
   *
   * @param failures receives what goes wrong, which is a bug; the work that follows is done all the
   *     same
   */
  Worker(Consumer<Throwable> failures) {
    this.failures = failures;
    thread =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread made = new Thread(null, task, "sigrun-language-server", STACK);
              made.setDaemon(true);
              return made;
            });
    thread.setRemoveOnCancelPolicy(true);
    thread.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
  }

  /** Does something after everything before. */
  void run(Runnable work) {
    try {
      thread.execute(() -> carryOut(work));
    } catch (RejectedExecutionException e) {
      // The server was shut down.
    }
  }

  /**
   * Answers a question after everything before.
   *
   * @param otherwise the answer if something goes wrong; a question that cannot be meant is refused
   *     by a {@link ResponseErrorException}
   */
  <T> CompletableFuture<T> answer(Supplier<T> question, T otherwise) {
    CompletableFuture<T> answer = new CompletableFuture<>();
    run(
        () -> {
          if (answer.isCancelled()) {
            return;
          }
          try {
            answer.complete(question.get());
          } catch (ResponseErrorException refusal) {
            answer.completeExceptionally(refusal);
          } finally {
            answer.complete(otherwise);
          }
        });
    if (thread.isShutdown()) {
      answer.complete(otherwise);
    }
    return answer;
  }

  /** Does something once nothing was asked to be done this way for a while. */
  synchronized void runWhenQuiet(Duration pause, Runnable work) {
    if (waiting != null) {
      waiting.cancel(false);
    }
    try {
      waiting = thread.schedule(() -> carryOut(work), pause.toMillis(), TimeUnit.MILLISECONDS);
    } catch (RejectedExecutionException e) {
      waiting = null;
    }
  }

  /** Nothing an author writes may end the server, not even what overflows the stack. */
  private void carryOut(Runnable work) {
    try {
      work.run();
    } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
      failures.accept(e);
    }
  }

  /** Ends after what is being done, which may be in the middle of a message. */
  @Override
  public void close() {
    thread.shutdown();
  }
}
