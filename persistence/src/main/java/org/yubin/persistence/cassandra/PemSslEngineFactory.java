package org.yubin.persistence.cassandra;

import com.datastax.oss.driver.api.core.config.DriverExecutionProfile;
import com.datastax.oss.driver.api.core.config.DriverOption;
import com.datastax.oss.driver.api.core.context.DriverContext;
import com.datastax.oss.driver.api.core.metadata.EndPoint;
import com.datastax.oss.driver.api.core.ssl.SslEngineFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yubin.persistence.tls.MutualTls;

/**
 * The driver's TLS from PEM files, with a certificate of ours that Cassandra may ask for. The files
 * are looked at for each connection, and read again when they have changed: a certificate is
 * renewed without a restart.
 *
 * <p>The driver makes one for a session, by this class's name in its configuration ({@link
 * #options}). Thread safe.
 */
public final class PemSslEngineFactory implements SslEngineFactory {
  private static final Logger LOG = LoggerFactory.getLogger(PemSslEngineFactory.class);
  private static final String BLOCK = "advanced.ssl-engine-factory.";
  private static final DriverOption CERTIFICATE = () -> BLOCK + "certificate";
  private static final DriverOption KEY = () -> BLOCK + "key";
  private static final DriverOption AUTHORITY = () -> BLOCK + "authority";
  private static final DriverOption HOST_NAMES = () -> BLOCK + "host-names";

  private final MutualTls files;
  private final boolean hostNames;
  private List<FileTime> read;
  private SSLContext context;

  /** As the driver calls it. */
  public PemSslEngineFactory(DriverContext driver) throws IOException, GeneralSecurityException {
    DriverExecutionProfile options = driver.getConfig().getDefaultProfile();
    this.files =
        new MutualTls(
            Path.of(options.getString(CERTIFICATE)),
            Path.of(options.getString(KEY)),
            Path.of(options.getString(AUTHORITY)));
    this.hostNames = options.getBoolean(HOST_NAMES);
    this.read = times();
    this.context = files.context();
  }

  /**
   * What the driver's configuration has to say for this class to be used.
   *
   * @param hostNames whether a server's certificate has to be for the address that is connected to
   */
  static Map<String, Object> options(MutualTls files, boolean hostNames) {
    return Map.of(
        BLOCK + "class",
        PemSslEngineFactory.class.getName(),
        CERTIFICATE.getPath(),
        files.certificate().toString(),
        KEY.getPath(),
        files.key().toString(),
        AUTHORITY.getPath(),
        files.authority().toString(),
        HOST_NAMES.getPath(),
        hostNames);
  }

  @Override
  public SSLEngine newSslEngine(EndPoint remote) {
    SSLEngine engine =
        remote.resolve() instanceof InetSocketAddress at
            ? current().createSSLEngine(at.getHostString(), at.getPort())
            : current().createSSLEngine();
    engine.setUseClientMode(true);
    if (hostNames) {
      SSLParameters parameters = engine.getSSLParameters();
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
      engine.setSSLParameters(parameters);
    }
    return engine;
  }

  private synchronized SSLContext current() {
    try {
      List<FileTime> now = times();
      if (!now.equals(read)) {
        context = files.context();
        read = now;
        LOG.info("TLS to Cassandra: read {} again", files.certificate());
      }
    } catch (IOException | GeneralSecurityException halfWritten) {
      LOG.warn("TLS to Cassandra: the files read before are used on: {}", halfWritten.toString());
    }
    return context;
  }

  private List<FileTime> times() throws IOException {
    return List.of(
        Files.getLastModifiedTime(files.certificate()),
        Files.getLastModifiedTime(files.key()),
        Files.getLastModifiedTime(files.authority()));
  }

  @Override
  public void close() {}
}
