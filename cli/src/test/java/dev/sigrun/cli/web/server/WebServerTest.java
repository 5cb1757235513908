package dev.sigrun.cli.web.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may use the server, and how much. Requests are written by hand, as an attacker would. */
class WebServerTest {
  private final List<Throwable> bugs = new ArrayList<>();
  private final List<String> asked = Collections.synchronizedList(new ArrayList<>());
  private final Semaphore begun = new Semaphore(0);
  private WebServer server;
  private String token;

  private final Answers answers =
      new Answers() {
        @Override
        public Map<String, Object> answer(String name, Question question) {
          asked.add(name);
          if (name.equals("bug")) {
            throw new IllegalStateException("<script>");
          }
          if (name.equals("wait") && question.optionalText("text").isEmpty()) {
            begun.release();
            while (!question.isReplaced()) {
              Thread.onSpinWait();
            }
            throw RefusedException.replaced();
          }
          return Map.of("text", question.text("text"));
        }

        @Override
        public Map<String, Object> takeEvents(byte[] content, BooleanSupplier replaced) {
          asked.add("events");
          return Map.of("bytes", content.length);
        }
      };

  @BeforeEach
  void start() throws IOException {
    server = WebServer.start("127.0.0.1", 0, answers, bugs::add);
    token = server.address().getFragment().substring("token=".length());
  }

  @AfterEach
  void end() {
    server.close();
  }

  /** A reply as it came over the wire. */
  private record Received(int status, String head, String body) {}

  private Received send(String request) {
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      socket.getOutputStream().flush();
      socket.shutdownOutput();
      InputStream in = socket.getInputStream();
      String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      if (all.isEmpty()) {
        return new Received(0, "", "");
      }
      int end = all.indexOf("\r\n\r\n");
      return new Received(
          Integer.parseInt(all.split(" ", 3)[1]), all.substring(0, end), all.substring(end + 4));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String host() {
    return "127.0.0.1:" + server.port();
  }

  private String post(String path, String headers, String body) {
    return "POST "
        + path
        + " HTTP/1.1\r\nHost: "
        + host()
        + "\r\nConnection: close\r\n"
        + headers
        + "Content-Length: "
        + body.getBytes(StandardCharsets.UTF_8).length
        + "\r\n\r\n"
        + body;
  }

  private String ours() {
    return "X-Sigrun-Token: " + token + "\r\nContent-Type: application/json\r\n";
  }

  @Test
  void answersThePage() {
    Received answer = send(post("/api/check", ours(), "{\"text\": \"<b>\"}"));

    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo("{\"text\":\"<b>\"}");
    assertThat(answer.head().toLowerCase(Locale.ROOT))
        .contains(
            "content-type: application/json",
            "x-content-type-options: nosniff",
            "cache-control: no-store",
            "frame-ancestors 'none'")
        .doesNotContain("access-control");
  }

  @Test
  void keepsTheTokenOutOfWhatIsSentToServers() {
    assertThat(server.address().getQuery()).isNull();
    assertThat(token).hasSize(32);
  }

  @ParameterizedTest
  @CsvSource({
    "/, text/html",
    "/app.js, text/javascript",
    "/app.css, text/css",
    "/icon.svg, image/svg+xml"
  })
  void servesThePageToAnyTab(String path, String type) {
    Received page =
        send("GET " + path + " HTTP/1.1\r\nHost: " + host() + "\r\nConnection: close\r\n\r\n");

    assertThat(page.status()).isEqualTo(200);
    assertThat(page.head())
        .containsIgnoringCase("content-type: " + type)
        .contains("default-src 'none'", "require-trusted-types-for 'script'")
        .doesNotContain("unsafe");
    assertThat(page.body()).isNotEmpty().doesNotContain(token);
  }

  @Test
  void sendsWhatTheBrowserHasOnlyOnce() {
    String get = "GET /app.js HTTP/1.1\r\nHost: " + host() + "\r\nConnection: close\r\n";
    String tag = send(get + "\r\n").head().replaceAll("(?is).*\netag: (\"[0-9a-f]+\").*", "$1");

    assertThat(send(get + "If-None-Match: " + tag + "\r\n\r\n").status()).isEqualTo(304);
  }

  /** Another name leads here if a foreign name server says so: DNS rebinding. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "evil.example",
        "evil.example:PORT",
        "127.0.0.1",
        "127.0.0.1:1",
        "",
        "a@127.0.0.1:PORT"
      })
  void isCalledByNoOtherName(String name) {
    String host = name.replace("PORT", "" + server.port());
    for (String path : List.of("/", "/app.js")) {
      Received reply =
          send("GET " + path + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n");
      assertThat(reply.status()).as(host).isIn(400, 421);
    }
    Received reply = send(post("/api/check", ours(), "{\"text\":\"\"}").replace(host(), host));
    assertThat(reply.status()).isIn(400, 421);
    assertThat(asked).isEmpty();
  }

  /** Browsers write it in lower case, however it is in the command. */
  @Test
  void itsNameMayBeWrittenInAnyCase() throws IOException {
    server.close();
    server = WebServer.start("LocalHost", 0, answers, bugs::add);

    String host = "localhost:" + server.port();
    assertThat(send("GET / HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n").status())
        .isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Origin: https://evil.example",
        "Origin: null",
        "Origin: http://127.0.0.1:1",
        "Origin: http://127.0.0.1.evil.example",
        "Origin: https://127.0.0.1:PORT",
        "Sec-Fetch-Site: cross-site",
        "Sec-Fetch-Site: same-site",
        "Sec-Fetch-Site: none"
      })
  void foreignPagesAreRefused(String header) {
    String line = header.replace("PORT", "" + server.port()) + "\r\n";

    assertThat(send(post("/api/check", ours() + line, "{\"text\":\"\"}")).status()).isEqualTo(403);
    assertThat(asked).isEmpty();
  }

  @Test
  void ourOwnPageIsNot() {
    String own = "Origin: http://" + host() + "\r\nSec-Fetch-Site: same-origin\r\n";

    assertThat(send(post("/api/check", ours() + own, "{\"text\":\"\"}")).status()).isEqualTo(200);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "TOKENx", "TOKE", "\u00e4"})
  void nothingIsAnsweredWithoutTheToken(String given) {
    String other = given.replace("TOKEN", token).replace("TOKE", token.substring(1));
    String headers = "X-Sigrun-Token: " + other + "\r\nContent-Type: application/json\r\n";

    assertThat(send(post("/api/check", headers, "{\"text\":\"\"}")).status()).isEqualTo(401);
    assertThat(send(post("/api/check", "Content-Type: application/json\r\n", "{}")).status())
        .isEqualTo(401);
    assertThat(
            send(post("/api/check?token=" + token, "Content-Type: application/json\r\n", "{}"))
                .status())
        .isEqualTo(401);
    assertThat(asked).isEmpty();
  }

  /** A browser asks before it sends a header of a page's own to another origin. */
  @Test
  void permissionIsNeverGiven() {
    Received reply =
        send(
            "OPTIONS /api/check HTTP/1.1\r\nHost: "
                + host()
                + "\r\nOrigin: https://evil.example\r\nAccess-Control-Request-Method: POST\r\n"
                + "Access-Control-Request-Headers: x-sigrun-token\r\nConnection: close\r\n\r\n");

    assertThat(reply.status()).isEqualTo(403);
    assertThat(reply.head()).doesNotContainIgnoringCase("access-control");
  }

  @ParameterizedTest
  @CsvSource({
    "GET /api/check, 405",
    "PUT /, 405",
    "GET /../../etc/passwd, 404",
    "GET /%2e%2e/%2e%2e/etc/passwd, 404",
    "GET /index.html, 404",
    "GET /report.js, 404",
    "GET /dev/sigrun/cli/Main.class, 404"
  })
  void nothingElseIsServed(String line, int status) {
    Received reply =
        send(
            line
                + " HTTP/1.1\r\nHost: "
                + host()
                + "\r\n"
                + ours()
                + "Content-Length: 0\r\nConnection: close\r\n\r\n");

    assertThat(reply.status()).isEqualTo(status);
    assertThat(reply.body()).doesNotContain("root:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "[]", "7", "{", "{\"text\": 7}", "{}", "\u0000", "{\"text\":\"\"} x"})
  void wrongQuestionsAreRefused(String body) {
    assertThat(send(post("/api/check", ours(), body)).status()).isEqualTo(400);
    assertThat(bugs).isEmpty();
  }

  @Test
  void questionsAreJson() {
    String form = ours().replace("application/json", "text/plain");

    assertThat(send(post("/api/check", form, "{\"text\":\"\"}")).status()).isEqualTo(415);
    assertThat(send(post("/api/events", ours(), "{}")).status()).isEqualTo(415);
    assertThat(send(post("/api/events", ours().replace("json", "octet-stream"), "{}")).body())
        .isEqualTo("{\"bytes\":2}");
  }

  @Test
  void muchIsRefusedBeforeItIsRead() {
    String large =
        "POST /api/check HTTP/1.1\r\nHost: "
            + host()
            + "\r\n"
            + ours()
            + "Connection: close\r\nContent-Length: 999999999\r\n\r\n{";

    assertThat(send(large).status()).isEqualTo(413);
    assertThat(send(large.replace("check", "events").replace("json", "octet-stream")))
        .satisfies(
            refused -> {
              assertThat(refused.status()).isEqualTo(413);
              assertThat(refused.body())
                  .contains("Files of events of up to", "MB can be sent. Send a part of the file");
            });
    assertThat(asked).isEmpty();
  }

  /** A slow line is no slow loris: each part has its own time. */
  @Test
  void aFileMayComeSlowly() throws IOException, InterruptedException {
    String body = "{\"a\":1}\n".repeat(10);
    String request =
        post("/api/events", ours().replace("json", "octet-stream"), body).replace(body, "");
    try (Socket socket = new Socket("127.0.0.1", server.port())) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      for (byte part : body.getBytes(StandardCharsets.UTF_8)) {
        Thread.sleep(80);
        socket.getOutputStream().write(part);
        socket.getOutputStream().flush();
      }

      assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
          .endsWith("{\"bytes\":" + body.length() + "}");
    }
  }

  @Test
  void aBugIsReportedAndNothingEnds() {
    Received reply = send(post("/api/bug", ours(), "{}"));

    assertThat(reply.status()).isEqualTo(500);
    assertThat(reply.head()).contains("application/json");
    assertThat(bugs).hasSize(1);
    assertThat(send(post("/api/check", ours(), "{\"text\":\"\"}")).status()).isEqualTo(200);
  }

  /** More of them than there are threads, each of which could wait for one. */
  @ParameterizedTest
  @ValueSource(strings = {"GET / HTTP/1.1\r\nHo", "HEADERS\r\n\r\n{\"te"})
  void slowConnectionsDoNotKeepThePageWaiting(String beginning) throws IOException {
    String request = post("/api/check", ours(), "{\"text\":\"a\"}");
    String begun =
        beginning.replace("HEADERS", request.substring(0, request.indexOf("\r\n\r\n")).strip());
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 150; i++) {
        Socket socket = new Socket("127.0.0.1", server.port());
        slow.add(socket);
        socket.getOutputStream().write(begun.getBytes(StandardCharsets.UTF_8));
        socket.getOutputStream().flush();
      }
      long start = System.nanoTime();

      assertThat(send(request).status()).isEqualTo(200);

      assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
      Socket newest = slow.get(slow.size() - 1);
      newest.setSoTimeout(60_000);
      assertThat(endOf(newest)).isTrue();
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  /** Whether the server ends a connection, with or without a refusal. */
  private static boolean endOf(Socket socket) throws IOException {
    try {
      socket.getInputStream().readAllBytes();
      return true;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (SocketException e) {
      return true;
    }
  }

  @Test
  void aNewerQuestionOfTheSamePageEndsTheOlderOne() throws Exception {
    String page = ours() + "X-Sigrun-Page: a\r\n";
    CompletableFuture<Received> older =
        CompletableFuture.supplyAsync(() -> send(post("/api/wait", page, "{}")));
    begun.acquire();
    CompletableFuture<Received> other =
        CompletableFuture.supplyAsync(
            () -> send(post("/api/wait", ours() + "X-Sigrun-Page: b\r\n", "{}")));
    begun.acquire();

    assertThat(send(post("/api/wait", page, "{\"text\":\"now\"}")).status()).isEqualTo(200);

    assertThat(older.get(20, TimeUnit.SECONDS).status()).isEqualTo(409);
    assertThat(other).isNotDone();
    assertThat(
            send(post("/api/wait", page.replace("Page: a", "Page: b"), "{\"text\":\"\"}")).status())
        .isEqualTo(200);
    assertThat(other.get(20, TimeUnit.SECONDS).status()).isEqualTo(409);
  }

  /** It is called by all names of this machine, and by no other. */
  @Test
  void listensAtAllAddresses() throws IOException {
    server.close();
    server = WebServer.start("0.0.0.0", 0, answers, bugs::add);
    String get = "GET / HTTP/1.1\r\nConnection: close\r\nHost: ";

    assertThat(server.address().getHost()).isNotEqualTo("0.0.0.0");
    assertThat(send(get + host() + "\r\n\r\n").status()).isEqualTo(200);
    assertThat(send(get + server.address().getAuthority() + "\r\n\r\n").status()).isEqualTo(200);
    assertThat(send(get + "evil.example:" + server.port() + "\r\n\r\n").status()).isEqualTo(421);
  }

  @Test
  void survivesNonsense() {
    Random random = new Random(42);
    for (int i = 0; i < 200; i++) {
      byte[] bytes = new byte[random.nextInt(300)];
      random.nextBytes(bytes);
      String request = post("/api/check", ours(), "{\"text\":\"a\"}");
      int cut = random.nextInt(request.length());
      String broken =
          request.substring(0, cut)
              + new String(bytes, StandardCharsets.ISO_8859_1)
              + request.substring(cut);
      try {
        send(broken);
      } catch (UncheckedIOException | NumberFormatException e) {
        // The connection may be cut at any time.
      }
    }
    assertThat(send(post("/api/check", ours(), "{\"text\":\"a\"}")).status()).isEqualTo(200);
    assertThat(bugs).isEmpty();
  }
}
