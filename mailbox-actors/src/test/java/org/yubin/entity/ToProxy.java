package org.yubin.entity;

import com.datastax.oss.driver.api.core.addresstranslation.AddressTranslator;
import com.datastax.oss.driver.api.core.context.DriverContext;
import java.net.InetSocketAddress;

/**
 * Lets the driver reach Cassandra through the {@link DelayingProxy} alone, whatever address
 * Cassandra tells.
 */
public final class ToProxy implements AddressTranslator {
  private final InetSocketAddress proxy;

  public ToProxy(DriverContext context) {
    String[] hostAndPort =
        context
            .getConfig()
            .getDefaultProfile()
            .getString(() -> "advanced.address-translator.proxy")
            .split(":", 2);
    this.proxy = new InetSocketAddress(hostAndPort[0], Integer.parseInt(hostAndPort[1]));
  }

  @Override
  public InetSocketAddress translate(InetSocketAddress address) {
    return proxy;
  }

  @Override
  public void close() {}
}
