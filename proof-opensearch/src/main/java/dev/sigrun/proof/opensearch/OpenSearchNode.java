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
   * @param settings each as {@code key=value}; the home of the node is among them
   */
  public static void main(String[] settings) throws IOException, NodeValidationException {
    try (Node node = new OpenSearchNode(environment(settings))) {
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

  private static Environment environment(String[] settings) {
    Settings.Builder builder = Settings.builder();
    for (String setting : settings) {
      int end = setting.indexOf('=');
      builder.put(setting.substring(0, end), setting.substring(end + 1));
    }
    Settings all = builder.build();
    return new Environment(all, Path.of(all.get("path.home"), "config"));
  }
}
