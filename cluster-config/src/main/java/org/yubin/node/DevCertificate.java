package org.yubin.node;

import java.io.IOException;
import java.io.StringWriter;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.yubin.persistence.tls.PrivateFile;

/**
 * The self-signed certificate that dev makes on its first start: EC P-256, for localhost and
 * 127.0.0.1, valid for two years.
 *
 * @param certificate PEM file
 * @param key PEM file (PKCS#8), readable by its owner alone
 */
public record DevCertificate(Path certificate, Path key) {
  private static final Duration VALID = Duration.ofDays(730);

  /**
   * The certificate in {@code folder}; made if it is not there.
   *
   * @throws StartFailure if it can be neither read nor made
   */
  public static DevCertificate in(Path folder, String hostname, Instant now) throws StartFailure {
    DevCertificate pair =
        new DevCertificate(folder.resolve("tls-cert.pem"), folder.resolve("tls-key.pem"));
    if (Files.exists(pair.certificate) && Files.exists(pair.key)) {
      return pair;
    }
    try {
      pair.make(hostname, now);
      return pair;
    } catch (IOException | GeneralSecurityException | OperatorCreationException failed) {
      throw new StartFailure("certificate in " + folder + ": " + failed, failed);
    }
  }

  private void make(String hostname, Instant now)
      throws IOException, GeneralSecurityException, OperatorCreationException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    KeyPair pair = generator.generateKeyPair();
    PrivateFile.write(key, pem(new JcaPKCS8Generator(pair.getPrivate(), null)));
    Files.writeString(certificate, pem(selfSigned(pair, hostname, now)), StandardCharsets.US_ASCII);
  }

  private static X509CertificateHolder selfSigned(KeyPair pair, String hostname, Instant now)
      throws OperatorCreationException, CertIOException {
    X500Name name = new X500Name("CN=Yubin dev");
    GeneralNames names =
        new GeneralNames(
            new GeneralName[] {
              new GeneralName(GeneralName.dNSName, "localhost"),
              new GeneralName(GeneralName.dNSName, hostname),
              new GeneralName(GeneralName.iPAddress, "127.0.0.1"),
            });
    return new JcaX509v3CertificateBuilder(
            name,
            new BigInteger(120, new SecureRandom()),
            Date.from(now.minus(Duration.ofHours(1))),
            Date.from(now.plus(VALID)),
            name,
            pair.getPublic())
        .addExtension(Extension.subjectAlternativeName, false, names)
        .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()));
  }

  /** The PEM text of a certificate or a key. */
  static String pem(Object what) throws IOException {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter pem = new JcaPEMWriter(text)) {
      pem.writeObject(what);
    }
    return text.toString();
  }
}
