package dev.sigrun.proof.opensearch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.opensearch.analysis.common.CommonAnalysisPlugin;
import org.opensearch.common.settings.Settings;
import org.opensearch.env.Environment;
import org.opensearch.http.HttpServerTransport;
import org.opensearch.node.Node;
import org.opensearch.node.NodeValidationException;
import org.opensearch.transport.Netty4Plugin;

/**
 * An OpenSearch node that lives as long as its standard input is open. When it is ready it writes
 * {@code ready PORT}, the port of its REST interface on the loopback address.
 */
public final class OpenSearchNode extends Node {
  private OpenSearchNode(Environment environment) {
    super(environment, List.of(Netty4Plugin.class, CommonAnalysisPlugin.class), false);
  }

  /**
   * Runs a node.
   *
   * @param arguments the folder for its data
   */
  public static void main(String[] arguments) throws IOException, NodeValidationException {
    try (Node node = new OpenSearchNode(environment(Path.of(arguments[0])))) {
      node.start();
      int port =
          node.injector()
              .getInstance(HttpServerTransport.class)
              .boundAddress()
              .publishAddress()
              .getPort();
      System.out.println("ready " + port);
      while (System.in.read() >= 0) {
        // The process that started the node closes the stream, if only by exiting.
      }
    }
  }

  private static Environment environment(Path home) {
    Settings settings =
        Settings.builder()
            .put("path.home", home.toString())
            .put("node.name", "proof")
            .put("cluster.name", "proof")
            .put("discovery.type", "single-node")
            .put("transport.type", "netty4")
            .put("http.type", "netty4")
            .put("network.host", "127.0.0.1")
            .put("http.port", "0")
            .put("transport.port", "0")
            .put("cluster.routing.allocation.disk.threshold_enabled", false)
            // Exports with more clauses than it takes by default are labelled.
            .put("indices.query.bool.max_clause_count", 8_192)
            .build();
    return new Environment(settings, home.resolve("config"));
  }
}
