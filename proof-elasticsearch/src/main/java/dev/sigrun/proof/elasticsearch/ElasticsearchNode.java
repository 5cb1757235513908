package dev.sigrun.proof.elasticsearch;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.elasticsearch.common.logging.LogConfigurator;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.http.HttpServerTransport;
import org.elasticsearch.node.ClassPathNode;
import org.elasticsearch.node.Node;
import org.elasticsearch.node.NodeValidationException;
import org.elasticsearch.plugins.Plugin;
import org.elasticsearch.transport.netty4.Netty4Plugin;
import org.elasticsearch.xpack.core.XPackPlugin;
import org.elasticsearch.xpack.esql.core.plugin.EsqlCorePlugin;
import org.elasticsearch.xpack.esql.plugin.EsqlPlugin;
import org.elasticsearch.xpack.kql.KqlPlugin;

/**
 * An Elasticsearch node that lives as long as its standard input is open. When it is ready it
 * writes {@code ready PORT}, the port of its REST interface on the loopback address.
 */
public final class ElasticsearchNode {
  private static final List<Class<? extends Plugin>> PLUGINS =
      List.of(
          Netty4Plugin.class,
          XPackPlugin.class,
          EsqlCorePlugin.class,
          KqlPlugin.class,
          EsqlPlugin.class,
          PatternAnalysis.class);

  private ElasticsearchNode() {}

  /**
   * Runs a node.
   *
   * @param settings each as {@code key=value}; the home of the node is among them
   */
  public static void main(String[] settings) throws IOException, NodeValidationException {
    LogConfigurator.configureESLogging();
    try (Node node = new ClassPathNode(environment(settings), PLUGINS)) {
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
