package dev.sigrun.cli.web.server;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Serves the page and answers its questions, on this machine. The HTTP server is that of the JDK,
 * which needs no library: there is one user, and no more than a few connections.
 */
public final class WebServer implements AutoCloseable {
  /** Of a file of events. */
  private static final int MOST_EVENT_BYTES =
      (int) Math.min(256L << 20, Runtime.getRuntime().maxMemory() / 8);

  /** Of any other question: rules are short. */
  private static final int MOST_QUESTION_BYTES = 8 << 20;

  private static final int THREADS = 6;
  private static final int MOST_WAITING = 64;

  /** Queries nest as deep as their authors like, up to the limits of the parsers. */
  private static final long STACK = 4L << 20;

  private static final String QUESTIONS = "/api/";
  private static final SecureRandom RANDOM = new SecureRandom();

  private final HttpServer server;
  private final ThreadPoolExecutor threads;
  private final PageFiles page = new PageFiles();
  private final Answers answers;
  private final Consumer<Throwable> bugs;
  private final String token = random();
  private final Gate gate;
  private final String host;

  private WebServer(HttpServer server, String host, Answers answers, Consumer<Throwable> bugs) {
    this.server = server;
    this.host = host;
    this.answers = answers;
    this.bugs = bugs;
    this.gate = new Gate(hosts(host, port()), token);
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(MOST_WAITING),
            task -> {
              Thread thread = new Thread(null, task, "sigrun-web", STACK);
              thread.setDaemon(true);
              return thread;
            });
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
    // Read once by the JDK's server: seconds that a request may take to arrive, and to be answered.
    limit("sun.net.httpserver.maxReqTime", 120);
    limit("sun.net.httpserver.maxRspTime", 180);
    limit("sun.net.httpserver.idleInterval", 30);
    HttpServer server = HttpServer.create(new InetSocketAddress(host, port), 0);
    WebServer started = new WebServer(server, host, answers, bugs);
    server.setExecutor(started::execute);
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

  private static Set<String> hosts(String host, int port) {
    // Browsers write names in lower case.
    String name = host.toLowerCase(Locale.ROOT);
    Set<String> names = new LinkedHashSet<>(List.of(bracketed(name)));
    if (InetAddress.getLoopbackAddress().getHostAddress().equals(name)
        || List.of("localhost", "127.0.0.1", "::1").contains(name)) {
      names.addAll(List.of("localhost", "127.0.0.1", "[::1]"));
    }
    Set<String> hosts = new LinkedHashSet<>();
    for (String each : names) {
      hosts.add(each + ":" + port);
      if (port == 80) {
        hosts.add(each);
      }
    }
    return hosts;
  }

  private static String bracketed(String host) {
    return host.contains(":") ? "[" + host + "]" : host;
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
    return URI.create("http://" + bracketed(host) + ":" + port() + "/#token=" + token);
  }

  /** Ends; what is being answered is cut off. */
  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void execute(Runnable exchange) {
    try {
      threads.execute(exchange);
    } catch (RejectedExecutionException e) {
      // More waits than a person can have asked for: the server closes the connection.
      throw new IllegalStateException("Too many requests wait.", e);
    }
  }

  private void handle(HttpExchange exchange) {
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
    if (name.equals("events")) {
      if (!type.equals("application/octet-stream")) {
        return Reply.refusal(Reply.WRONG_TYPE, "Events are sent as application/octet-stream.");
      }
      return Reply.json(answers.takeEvents(body(exchange, MOST_EVENT_BYTES)));
    }
    if (!type.equals("application/json")) {
      return Reply.refusal(Reply.WRONG_TYPE, "Questions are sent as application/json.");
    }
    return Reply.json(answers.answer(name, Question.read(body(exchange, MOST_QUESTION_BYTES))));
  }

  private static byte[] body(HttpExchange exchange, int most) throws IOException {
    String refusal = "More than " + (most >> 20) + " MB cannot be sent.";
    String length = exchange.getRequestHeaders().getFirst("Content-Length");
    if (length != null && length.length() > 9 || length != null && Long.parseLong(length) > most) {
      throw RefusedException.tooLarge(refusal);
    }
    try (InputStream in = exchange.getRequestBody()) {
      byte[] body = in.readNBytes(most + 1);
      if (body.length > most) {
        throw RefusedException.tooLarge(refusal);
      }
      return body;
    }
  }

  private static void send(HttpExchange exchange, Reply reply, String nonce) throws IOException {
    Headers headers = exchange.getResponseHeaders();
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
    boolean empty = reply.body().length == 0 || exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(reply.status(), empty ? -1 : reply.body().length);
    if (!empty) {
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(reply.body());
      }
    }
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
