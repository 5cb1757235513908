package dev.sigrun.cli.web.server;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Serves the page and answers its questions, on this machine. The HTTP server is that of the JDK,
 * which needs no library: there is one user, and no more than a few connections.
 */
public final class WebServer implements AutoCloseable {
  private static final int LARGEST_EVENT_BYTES = 256 << 20;

  /** Of a file of events. */
  private static final int MOST_EVENT_BYTES =
      (int) Math.min(LARGEST_EVENT_BYTES, Runtime.getRuntime().maxMemory() / 8);

  /** Of any other question: rules are short. */
  private static final int MOST_QUESTION_BYTES = 8 << 20;

  private static final int MOST_ANSWERED = 6;

  /** Files of events fill the memory. */
  private static final int MOST_TAKEN = 2;

  private static final int PART_BYTES = 1 << 16;

  /** The header with what a page calls itself, to tell its questions from those of others. */
  private static final String PAGE = "X-Sigrun-Page";

  private static final int LONGEST_PAGE = 64;

  private static final String QUESTIONS = "/api/";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final HttpServer server;
  private final Connections connections = new Connections();
  private final Semaphore answering = new Semaphore(MOST_ANSWERED, true);
  private final Semaphore taking = new Semaphore(MOST_TAKEN, true);
  private final LatestQuestions latest = new LatestQuestions();
  private final PageFiles page = new PageFiles();
  private final Answers answers;
  private final Consumer<Throwable> bugs;
  private final String token = random();
  private final HostNames names;
  private final Gate gate;

  private WebServer(HttpServer server, String host, Answers answers, Consumer<Throwable> bugs) {
    this.server = server;
    this.answers = answers;
    this.bugs = bugs;
    this.names = HostNames.of(host, server.getAddress());
    this.gate = new Gate(names.withPort(port()), token);
  }

  /**
   * Starts a server.
   *
   * @param host the name or address to listen at
   * @param port of TCP; 0 for any that is free
   * @param answers what is asked of it
   * @param bugs receives what goes wrong on our side; the server goes on
   * @throws IOException if the port is taken, or the address is not one of this machine
   */
  public static WebServer start(String host, int port, Answers answers, Consumer<Throwable> bugs)
      throws IOException {
    // Read once by the JDK's server: the last limits, in seconds, should ours not be reached.
    limit("sun.net.httpserver.maxReqTime", 120);
    limit("sun.net.httpserver.maxRspTime", 180);
    limit("sun.net.httpserver.idleInterval", 10);
    // What is refused before it is read, so that the browser sees why.
    limit("sun.net.httpserver.drainAmount", 1 << 30);
    HttpServer server = HttpServer.create(new InetSocketAddress(host, port), 0);
    WebServer started = new WebServer(server, host, answers, bugs);
    server.setExecutor(started.connections);
    server.createContext("/", started::handle);
    server.start();
    return started;
  }

  private static void limit(String property, int value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, String.valueOf(value));
    }
  }

  private static String random() {
    byte[] bytes = new byte[24];
    RANDOM.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** The port that it listens at. */
  public int port() {
    return server.getAddress().getPort();
  }

  /**
   * The address of the page. The token is in its fragment, which browsers keep to themselves; the
   * page takes it out and sends it with each question.
   */
  public URI address() {
    return URI.create("http://" + names.first() + ":" + port() + "/#token=" + token);
  }

  /** Ends; what is being answered is cut off. */
  @Override
  public void close() {
    server.stop(0);
    connections.close();
  }

  private void handle(HttpExchange exchange) {
    connections.patience().pause();
    try (exchange) {
      String nonce = random();
      Reply reply;
      try {
        reply = reply(exchange, nonce);
      } catch (RefusedException e) {
        reply = Reply.refusal(e.status(), String.valueOf(e.getMessage()));
      } catch (RuntimeException | StackOverflowError | LinkageError e) {
        bugs.accept(e);
        reply = Reply.refusal(Reply.BUG, "Bug in Sigrun: " + e);
      } catch (OutOfMemoryError e) {
        reply =
            Reply.refusal(
                Reply.TOO_LARGE, "Out of memory. Start with SIGRUN_JAVA_OPTS=-Xmx4g for more.");
      }
      send(exchange, reply, nonce);
    } catch (IOException e) {
      // The browser went away.
    }
  }

  private Reply reply(HttpExchange exchange, String nonce) throws IOException {
    String path = exchange.getRequestURI().getPath();
    String method = exchange.getRequestMethod();
    Headers headers = exchange.getRequestHeaders();
    if (path == null || !path.startsWith(QUESTIONS)) {
      Optional<Reply> refusal = gate.refusal(headers);
      if (refusal.isPresent()) {
        return refusal.get();
      }
      if (!method.equals("GET") && !method.equals("HEAD")) {
        return Reply.refusal(Reply.NOT_ALLOWED, "Only GET.");
      }
      return page.find(
              String.valueOf(path), nonce, Optional.ofNullable(headers.getFirst("If-None-Match")))
          .orElseGet(() -> Reply.refusal(Reply.NOT_FOUND, "There is no such page."));
    }
    Optional<Reply> refusal = gate.refusalOfQuestion(headers);
    if (refusal.isPresent()) {
      return refusal.get();
    }
    if (!method.equals("POST")) {
      return Reply.refusal(Reply.NOT_ALLOWED, "Only POST.");
    }
    String name = path.substring(QUESTIONS.length());
    String type = Optional.ofNullable(headers.getFirst("Content-Type")).orElse("");
    boolean events = name.equals("events");
    if (events && !type.equals("application/octet-stream")) {
      return Reply.refusal(Reply.WRONG_TYPE, "Events are sent as application/octet-stream.");
    }
    if (!events && !type.equals("application/json")) {
      return Reply.refusal(Reply.WRONG_TYPE, "Questions are sent as application/json.");
    }
    String asker = Optional.ofNullable(headers.getFirst(PAGE)).orElse("");
    if (asker.length() > LONGEST_PAGE) {
      return Reply.refusal(Reply.BAD_REQUEST, "The page has too long a name.");
    }
    BooleanSupplier replaced = latest.begin(asker, name, answers.replacedBy(name));
    return events ? takeEvents(exchange, replaced) : answer(exchange, name, replaced);
  }

  private Reply takeEvents(HttpExchange exchange, BooleanSupplier replaced) throws IOException {
    taking.acquireUninterruptibly();
    try {
      return Reply.json(answers.takeEvents(body(exchange, MOST_EVENT_BYTES), replaced));
    } finally {
      taking.release();
    }
  }

  private Reply answer(HttpExchange exchange, String name, BooleanSupplier replaced)
      throws IOException {
    Question question = Question.read(body(exchange, MOST_QUESTION_BYTES), replaced);
    answering.acquireUninterruptibly();
    try {
      return Reply.json(answers.answer(name, question));
    } finally {
      answering.release();
    }
  }

  private byte[] body(HttpExchange exchange, int most) throws IOException {
    String length = exchange.getRequestHeaders().getFirst("Content-Length");
    if (length != null && length.length() > 9 || length != null && Long.parseLong(length) > most) {
      throw tooLarge(most);
    }
    Patience patience = connections.patience();
    byte[] body = new byte[PART_BYTES];
    int size = 0;
    try (InputStream in = exchange.getRequestBody()) {
      while (true) {
        patience.await(Connections.PART);
        int first = in.read();
        if (first < 0) {
          return size == body.length ? body : Arrays.copyOf(body, size);
        }
        if (size == most) {
          throw tooLarge(most);
        }
        if (size == body.length) {
          body = Arrays.copyOf(body, (int) Math.min(most, 2L * size + PART_BYTES));
        }
        body[size++] = (byte) first;
        size += Math.max(0, in.read(body, size, Math.min(PART_BYTES, body.length - size)));
      }
    } finally {
      patience.pause();
    }
  }

  private static RefusedException tooLarge(int most) {
    return RefusedException.tooLarge(
        most == MOST_QUESTION_BYTES
            ? "Rules and other questions of up to " + (most >> 20) + " MB can be sent."
            : "Files of events of up to "
                + (most >> 20)
                + " MB can be sent. Send a part of the file, or all of it compressed with gzip or"
                + " Zstandard"
                + (most < LARGEST_EVENT_BYTES
                    ? ", or start with a larger heap: SIGRUN_JAVA_OPTS=-Xmx4g."
                    : "."));
  }

  private void send(HttpExchange exchange, Reply reply, String nonce) throws IOException {
    ReplyHeaders.set(exchange.getResponseHeaders(), reply, nonce);
    boolean empty = reply.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
    Patience patience = connections.patience();
    patience.await(Connections.PART);
    exchange.sendResponseHeaders(reply.status(), empty ? -1 : reply.body().length);
    if (!empty) {
      try (OutputStream out = exchange.getResponseBody()) {
        for (int at = 0; at < reply.body().length; at += PART_BYTES) {
          patience.await(Connections.PART);
          out.write(reply.body(), at, Math.min(PART_BYTES, reply.body().length - at));
        }
      }
    }
    // The connection is closed, or waits for its next request without a thread.
    patience.pause();
  }
}
