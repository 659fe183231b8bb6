package org.yubin.node;

import com.typesafe.config.Config;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.Optional;
import org.yubin.persistence.tls.MutualTls;

/** Reads the blocks {@code tls} of {@code yubin.cluster} and {@code yubin.cassandra}. */
final class PeerCertificates {
  private PeerCertificates() {}

  /**
   * The files of a block with {@code certificate}, {@code key} and {@code authority}, known to be
   * usable; empty where nothing is encrypted.
   *
   * @param block such as {@code yubin.cluster.tls}
   * @throws StartFailure if some of them are given and not all, or they are not what they should be
   */
  static Optional<MutualTls> in(Config whole, String block) throws StartFailure {
    String certificate = whole.getString(block + ".certificate");
    String key = whole.getString(block + ".key");
    String authority = whole.getString(block + ".authority");
    if (certificate.isEmpty() && key.isEmpty() && authority.isEmpty()) {
      return Optional.empty();
    }
    if (certificate.isEmpty() || key.isEmpty() || authority.isEmpty()) {
      throw new StartFailure(block + ": not whole (expected: certificate, key and authority)");
    }
    MutualTls files = new MutualTls(Path.of(certificate), Path.of(key), Path.of(authority));
    try {
      files.context();
      return Optional.of(files);
    } catch (NoSuchFileException missing) {
      throw new StartFailure(block + ": " + missing.getMessage() + ": no such file", missing);
    } catch (IOException | GeneralSecurityException wrong) {
      throw new StartFailure(block + ": " + wrong.getMessage(), wrong);
    }
  }

  /** The same for nodes, whose keys Akka reads, and it knows RSA alone. */
  static Optional<MutualTls> ofNodes(Config whole) throws StartFailure {
    Optional<MutualTls> files = in(whole, "yubin.cluster.tls");
    if (files.isPresent()) {
      try {
        String kind = files.get().algorithm();
        if (!kind.equals("RSA")) {
          throw new StartFailure(
              "yubin.cluster.tls.certificate: of kind " + kind + " (expected: RSA)");
        }
      } catch (IOException | GeneralSecurityException wrong) {
        throw new StartFailure("yubin.cluster.tls: " + wrong.getMessage(), wrong);
      }
    }
    return files;
  }
}
