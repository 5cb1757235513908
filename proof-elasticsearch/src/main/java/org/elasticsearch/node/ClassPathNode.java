package org.elasticsearch.node;

import java.util.List;
import org.elasticsearch.cluster.service.ClusterService;
import org.elasticsearch.env.Environment;
import org.elasticsearch.plugins.ClassPathPlugins;
import org.elasticsearch.plugins.Plugin;
import org.elasticsearch.plugins.PluginsLoader;
import org.elasticsearch.plugins.PluginsService;

/** A node with plugins from the class path; in this package to use members that are not public. */
public final class ClassPathNode extends Node {
  /** A node that is not started yet. */
  public ClassPathNode(Environment environment, List<Class<? extends Plugin>> plugins) {
    super(NodeConstruction.prepareConstruction(environment, null, new Services(plugins), false));
  }

  /** Nothing: the node is alone, and writes its logs nowhere. */
  @Override
  protected void configureNodeAndClusterIdStateListener(ClusterService clusterService) {}

  private static final class Services extends NodeServiceProvider {
    private final List<Class<? extends Plugin>> plugins;

    Services(List<Class<? extends Plugin>> plugins) {
      this.plugins = plugins;
    }

    @Override
    PluginsService newPluginService(Environment environment, PluginsLoader loader) {
      return new ClassPathPlugins(environment, plugins);
    }
  }
}
