package org.yubin.node.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.yubin.node.StartFailure;

/**
 * How a connection to another server is secured. The certificate and the host's name are checked
 * unless {@code insecure} says that anybody may answer.
 */
public record ImapTls(SSLContext context, boolean starttls, boolean insecure) {

  /**
   * Makes one.
   *
   * @param authority PEM file of certificates to trust instead of the JDK's
   */
  public static ImapTls of(Optional<Path> authority, boolean starttls, boolean insecure)
      throws StartFailure {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          null,
          insecure
              ? new TrustManager[] {new Anybody()}
              : authority.isPresent() ? trusting(authority.get()) : null,
          null);
      return new ImapTls(context, starttls, insecure);
    } catch (GeneralSecurityException | IOException failed) {
      throw new StartFailure(
          "%s: %s (expected: a PEM file of certificates)"
              .formatted(authority.map(Path::toString).orElse("TLS"), failed.getMessage()),
          failed);
    }
  }

  private static TrustManager[] trusting(Path authority)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream in = Files.newInputStream(authority)) {
      int number = 0;
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("authority" + number++, each);
      }
    }
    TrustManagerFactory factory =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    factory.init(store);
    return factory.getTrustManagers();
  }

  /** Trusts whoever answers, since the user has said so. */
  private static final class Anybody implements X509TrustManager {
    @Override
    public void checkClientTrusted(X509Certificate[] chain, String type) {}

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String type) {}

    @Override
    public X509Certificate[] getAcceptedIssuers() {
      return new X509Certificate[0];
    }
  }
}
