package dev.sigrun.proof.nodes;

import dev.sigrun.runtime.json.JsonFormatException;
import dev.sigrun.runtime.json.JsonValues;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A server in a process of its own, which ends when this is closed or this process ends. */
final class SearchNode implements AutoCloseable {
  private static final String READY = "ready ";

  private final Process process;
  private final URI address;
  private final HttpClient client = HttpClient.newHttpClient();

  private SearchNode(Process process, URI address) {
    this.process = process;
    this.address = address;
  }

  /** A kind of server. */
  enum Server {
    ELASTICSEARCH(
        "dev.sigrun.proof.elasticsearch.ElasticsearchNode",
        "xpack.security.enabled=false",
        "xpack.license.self_generated.type=trial"),
    /** Exports with more clauses than it takes by default are labelled. */
    OPENSEARCH(
        "dev.sigrun.proof.opensearch.OpenSearchNode", "indices.query.bool.max_clause_count=8192");

    /** A single node with free ports on the loopback address. */
    private static final List<String> COMMON =
        List.of(
            "node.name=proof",
            "cluster.name=proof",
            "discovery.type=single-node",
            "transport.type=netty4",
            "http.type=netty4",
            "network.host=127.0.0.1",
            "http.port=0",
            "transport.port=0",
            "cluster.routing.allocation.disk.threshold_enabled=false");

    /** The class that runs it; the class path that it needs is next to it. */
    private final String main;

    private final List<String> settings;

    Server(String main, String... settings) {
      this.main = main;
      this.settings = List.of(settings);
    }
  }

  /**
   * Starts a server and waits until it answers.
   *
   * @param folder for its data
   */
  static SearchNode start(Server server, Path folder) throws IOException {
    String main = server.main;
    String resource = main.substring(0, main.lastIndexOf('.')).replace('.', '/') + "/classpath.txt";
    URL place = Objects.requireNonNull(SearchNode.class.getClassLoader().getResource(resource));
    String libraries;
    try (InputStream text = place.openStream()) {
      libraries = new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
    }
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Xmx1g");
    command.addAll(List.of("-cp", code(place, resource) + File.pathSeparator + libraries));
    command.add(main);
    command.add("path.home=" + folder);
    command.addAll(Server.COMMON);
    command.addAll(server.settings);
    Process process =
        new ProcessBuilder(command).redirectError(folder.resolve("errors.txt").toFile()).start();
    List<String> said = new ArrayList<>();
    BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
    for (String line = output.readLine(); line != null; line = output.readLine()) {
      if (line.startsWith(READY)) {
        drain(output);
        String port = line.substring(READY.length());
        return new SearchNode(process, URI.create("http://127.0.0.1:" + port));
      }
      said.add(line);
    }
    throw new AssertionError(said + "\n" + Files.readString(folder.resolve("errors.txt")));
  }

  /** The folder of classes or the jar in which {@code resource} was found. */
  private static String code(URL place, String resource) {
    try {
      String text = place.toURI().toString();
      String whole = text.substring(0, text.length() - resource.length());
      return whole.startsWith("jar:")
          ? Path.of(URI.create(whole.substring("jar:".length(), whole.length() - "!/".length())))
              .toString()
          : Path.of(URI.create(whole)).toString();
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }

  /** The output of a server must be read, or the server blocks. */
  private static void drain(BufferedReader output) {
    Thread reader = new Thread(() -> output.lines().forEach(line -> {}), "output of a node");
    reader.setDaemon(true);
    reader.start();
  }

  /** The answer to a request with a JSON body, an object; fails unless all is well. */
  Map<String, @Nullable Object> send(String method, String path, Object body) {
    return send(method, path, JsonValues.write(body), "application/json");
  }

  /** The same without a body. */
  Map<String, @Nullable Object> send(String method, String path) {
    return send(method, path, "", "application/json");
  }

  /** The same with a body of JSON objects, each on a line. */
  Map<String, @Nullable Object> sendLines(String path, List<?> lines) {
    String body =
        lines.stream().map(line -> JsonValues.write(line) + "\n").collect(Collectors.joining());
    return send("POST", path, body, "application/x-ndjson");
  }

  private Map<String, @Nullable Object> send(String method, String path, String body, String type) {
    HttpRequest request =
        HttpRequest.newBuilder(address.resolve(path))
            .header("Content-Type", type)
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      HttpResponse<String> response =
          client.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
      if (response.statusCode() >= 300) {
        throw new RefusedRequest(response.body());
      }
      return JsonValues.asObject(JsonValues.read(response.body())).orElseThrow();
    } catch (IOException | JsonFormatException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }

  /** A request that a server did not take. */
  static final class RefusedRequest extends RuntimeException {
    private static final long serialVersionUID = 1;

    RefusedRequest(String message) {
      super(message);
    }
  }
}
