package org.elasticsearch.plugins;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.elasticsearch.common.settings.Settings;
import org.elasticsearch.env.Environment;
import org.elasticsearch.plugins.spi.SPIClassIterator;

/**
 * Plugins from the class path, all with one class loader; in this package to use members that are
 * not public.
 */
public final class ClassPathPlugins extends PluginsService {
  private static final PluginsLoader NOTHING = new PluginsLoader(Set.of(), Set.of(), Map.of());

  private final List<LoadedPlugin> loaded;

  /** The plugins of these classes. */
  public ClassPathPlugins(Environment environment, List<Class<? extends Plugin>> classes) {
    super(environment.settings(), environment.configDir(), NOTHING);
    Settings settings = environment.settings();
    this.loaded =
        classes.stream()
            .map(c -> loaded(c, loadPlugin(c, settings, environment.configDir())))
            .toList();
    loadExtensions(loaded);
  }

  private static LoadedPlugin loaded(Class<? extends Plugin> type, Plugin plugin) {
    String name = type.getName();
    PluginDescriptor descriptor =
        new PluginDescriptor(
            name, "", "1", "8.19.21", "17", name, null, List.of(), false, false, false, false);
    return new LoadedPlugin(descriptor, plugin, type.getClassLoader());
  }

  @Override
  protected List<LoadedPlugin> plugins() {
    return loaded;
  }

  /** Each provider once; with one class loader, the original finds it once for each plugin. */
  @Override
  public <T> List<? extends T> loadServiceProviders(Class<T> service) {
    List<T> providers = new ArrayList<>();
    SPIClassIterator<T> classes = SPIClassIterator.get(service, getClass().getClassLoader());
    while (classes.hasNext()) {
      Class<? extends T> type = classes.next();
      providers.add(createExtension(type, service, pluginFor(type)));
    }
    return providers;
  }

  /** The plugin that a constructor asks for, or any. */
  private Plugin pluginFor(Class<?> type) {
    return loaded.stream()
        .map(LoadedPlugin::instance)
        .filter(plugin -> takes(type, plugin))
        .findFirst()
        .orElseGet(() -> loaded.get(0).instance());
  }

  private static boolean takes(Class<?> type, Plugin plugin) {
    for (var constructor : type.getConstructors()) {
      if (List.of(constructor.getParameterTypes()).equals(List.of(plugin.getClass()))) {
        return true;
      }
    }
    return false;
  }
}
