package org.yubin.persistence.tls;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * The PEM files with which a process proves who it is, and by which it knows the others.
 *
 * @param certificate its certificate, then those up to the authority's
 * @param key its private key, PKCS#8 without a password
 * @param authority the certificates that all others' have to come from
 */
public record MutualTls(Path certificate, Path key, Path authority) {
  private static final Pattern PKCS8 =
      Pattern.compile("-----BEGIN PRIVATE KEY-----([^-]+)-----END PRIVATE KEY-----");
  private static final char[] IN_MEMORY = new char[0];

  /**
   * Reads the files.
   *
   * @throws IOException if one cannot be read
   * @throws GeneralSecurityException if one holds something else, or key and certificate are no
   *     pair
   */
  public SSLContext context() throws IOException, GeneralSecurityException {
    Certificate[] chain = certificates(certificate).toArray(Certificate[]::new);
    KeyStore own = empty();
    own.setKeyEntry("own", privateKey(chain[0].getPublicKey().getAlgorithm()), IN_MEMORY, chain);
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(own, IN_MEMORY);

    KeyStore known = empty();
    int count = 0;
    for (Certificate one : certificates(authority)) {
      known.setCertificateEntry("authority-" + count++, one);
    }
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(known);

    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  /**
   * What kind of key the certificate is for, such as {@code RSA} or {@code EC}.
   *
   * @throws IOException if the file cannot be read
   * @throws GeneralSecurityException if it holds no certificate
   */
  public String algorithm() throws IOException, GeneralSecurityException {
    return certificates(certificate).iterator().next().getPublicKey().getAlgorithm();
  }

  private static KeyStore empty() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    return store;
  }

  private static Collection<? extends Certificate> certificates(Path file)
      throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(file)) {
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509").generateCertificates(in);
      if (found.isEmpty()) {
        throw new CertificateException("empty");
      }
      return found;
    } catch (CertificateException wrong) {
      throw new CertificateException(file + ": no certificate (expected: PEM)", wrong);
    }
  }

  private PrivateKey privateKey(String algorithm) throws IOException, GeneralSecurityException {
    Matcher pem = PKCS8.matcher(Files.readString(key, StandardCharsets.US_ASCII));
    if (!pem.find()) {
      throw new InvalidKeySpecException(
          key + ": no private key (expected: PEM, PKCS#8 without a password)");
    }
    byte[] der = Base64.getMimeDecoder().decode(pem.group(1));
    try {
      return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
    } catch (InvalidKeySpecException wrong) {
      throw new InvalidKeySpecException(
          "%s: not a key of kind %s (expected: the one of %s)"
              .formatted(key, algorithm, certificate),
          wrong);
    }
  }
}
