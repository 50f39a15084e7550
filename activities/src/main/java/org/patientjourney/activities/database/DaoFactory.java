package org.patientjourney.activities.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.jdbi.v3.core.extension.ConfigCustomizerFactory;
import org.jdbi.v3.core.extension.ExtensionFactory;
import org.jdbi.v3.core.extension.ExtensionHandlerCustomizer;
import org.jdbi.v3.core.extension.ExtensionHandlerFactory;
import org.jdbi.v3.core.extension.ExtensionMetadata;
import org.jdbi.v3.core.extension.ExtensionMetadata.ExtensionHandlerInvoker;
import org.jdbi.v3.core.extension.Extensions;
import org.jdbi.v3.core.extension.HandleSupplier;
import org.jdbi.v3.sqlobject.SqlObjectFactory;

/**
 * Attaches DAOs as {@link SqlObjectFactory} does, but reads an interface once and readies only the
 * method that is called. JDBI's own way does both for all methods of each DAO in each transaction:
 * with a dozen DAOs in one that costs more than their statements.
 */
final class DaoFactory implements ExtensionFactory {
  private final Extensions extensions;
  private final ExtensionFactory sqlObjects;

  private DaoFactory(Extensions extensions) {
    this.extensions = extensions;
    this.sqlObjects = extensions.findFactory(SqlObjectFactory.class).orElseThrow();
  }

  /** Takes the place of the factory that the plugin has installed. */
  static void register(Jdbi jdbi) {
    Extensions extensions = jdbi.getConfig(Extensions.class);
    extensions.register(new DaoFactory(extensions));
  }

  @Override
  public boolean accepts(Class<?> type) {
    return sqlObjects.accepts(type);
  }

  /** Without a proxy of JDBI: {@link #attach} makes the object itself. */
  @Override
  public Set<FactoryFlag> getFactoryFlags() {
    return Set.of(FactoryFlag.DONT_USE_PROXY);
  }

  @Override
  public <E> E attach(Class<E> type, HandleSupplier handles) {
    ExtensionMetadata dao = extensions.findMetadata(type, this);
    ConfigRegistry config = dao.createInstanceConfiguration(handles.getConfig());
    Map<Method, ExtensionHandlerInvoker> ready = new HashMap<>();
    InvocationHandler calls =
        (proxy, method, arguments) ->
            method.getDeclaringClass().equals(Object.class)
                ? method.invoke(ready, arguments)
                : ready
                    .computeIfAbsent(
                        method,
                        called -> dao.createExtensionHandlerInvoker(proxy, called, handles, config))
                    .invoke(arguments);
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, calls));
  }

  @Override
  public Collection<ExtensionHandlerFactory> getExtensionHandlerFactories(ConfigRegistry config) {
    return sqlObjects.getExtensionHandlerFactories(config);
  }

  @Override
  public Collection<ExtensionHandlerCustomizer> getExtensionHandlerCustomizers(
      ConfigRegistry config) {
    return sqlObjects.getExtensionHandlerCustomizers(config);
  }

  @Override
  public Collection<ConfigCustomizerFactory> getConfigCustomizerFactories(ConfigRegistry config) {
    return sqlObjects.getConfigCustomizerFactories(config);
  }

  @Override
  public void buildExtensionMetadata(ExtensionMetadata.Builder builder) {
    sqlObjects.buildExtensionMetadata(builder);
  }
}
