package org.yubin.node;

import java.io.IOException;
import java.io.Reader;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x500.X500NameBuilder;
import org.bouncycastle.asn1.x500.style.BCStyle;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.X509v3CertificateBuilder;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.yubin.persistence.tls.MutualTls;
import org.yubin.persistence.tls.PrivateFile;

/**
 * An authority for a trial: a folder with its key and certificate, and those it has issued to nodes
 * and to Cassandra, valid for two years. RSA, since Akka reads no other keys.
 *
 * <p>Nodes of a cluster know each other by a name that all of their certificates share ({@value
 * #CLUSTER}), so one that was issued to Cassandra does not let anybody join.
 */
public final class TrialAuthority {
  /** The name that certificates of nodes share. */
  public static final String CLUSTER = "yubin-cluster";

  private static final Duration VALID = Duration.ofDays(730);
  private static final int KEY_BITS = 2048;
  private static final X500Name NAME = new X500Name("CN=Yubin trial authority");

  private final Path folder;
  private final SecureRandom random = new SecureRandom();

  private TrialAuthority(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /**
   * The authority in {@code folder}; made if it is not there.
   *
   * @throws StartFailure if it can be neither read nor made
   */
  public static TrialAuthority in(Path folder, Instant now) throws StartFailure {
    TrialAuthority authority = new TrialAuthority(folder);
    try {
      Files.createDirectories(authority.folder);
      if (!Files.exists(authority.certificate())) {
        authority.make(now);
      }
      return authority;
    } catch (IOException | GeneralSecurityException | OperatorCreationException failed) {
      throw new StartFailure("authority in " + folder + ": " + failed, failed);
    }
  }

  /** Where the files of {@code name} are, or will be when they have been issued. */
  public static MutualTls files(Path folder, String name) {
    TrialAuthority authority = new TrialAuthority(folder);
    return new MutualTls(
        authority.folder.resolve(name + ".pem"),
        authority.folder.resolve(name + "-key.pem"),
        authority.certificate());
  }

  /**
   * Issues a certificate for both ends of connections, or leaves alone the one that is there.
   *
   * @param name of the files, and in the certificate
   * @param hosts names and addresses that it is for
   * @throws StartFailure if it cannot be written
   */
  public MutualTls issue(String name, Collection<String> hosts, Instant now) throws StartFailure {
    MutualTls files = files(folder, name);
    if (Files.exists(files.certificate()) && Files.exists(files.key())) {
      return files;
    }
    try {
      KeyPair pair = newPair();
      X500Name subject = new X500NameBuilder().addRDN(BCStyle.CN, name).build();
      X509v3CertificateBuilder certificate =
          valid(subject, pair, now)
              .addExtension(Extension.subjectAlternativeName, false, names(hosts))
              .addExtension(
                  Extension.extendedKeyUsage,
                  false,
                  new ExtendedKeyUsage(
                      new KeyPurposeId[] {
                        KeyPurposeId.id_kp_serverAuth, KeyPurposeId.id_kp_clientAuth
                      }));
      PrivateFile.write(files.key(), keyPem(pair.getPrivate()));
      write(files.certificate(), signed(certificate, key()));
      return files;
    } catch (IOException | GeneralSecurityException | OperatorCreationException failed) {
      throw new StartFailure("certificate of " + name + ": " + failed, failed);
    }
  }

  private void make(Instant now)
      throws IOException, GeneralSecurityException, OperatorCreationException {
    KeyPair pair = newPair();
    X509v3CertificateBuilder certificate =
        valid(NAME, pair, now)
            .addExtension(Extension.basicConstraints, true, new BasicConstraints(0))
            .addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign));
    PrivateFile.write(keyFile(), keyPem(pair.getPrivate()));
    write(certificate(), signed(certificate, pair.getPrivate()));
  }

  private X509v3CertificateBuilder valid(X500Name subject, KeyPair pair, Instant now) {
    return new JcaX509v3CertificateBuilder(
        NAME,
        new BigInteger(120, random),
        Date.from(now.minus(Duration.ofHours(1))),
        Date.from(now.plus(VALID)),
        subject,
        pair.getPublic());
  }

  private static GeneralNames names(Collection<String> hosts) {
    List<GeneralName> names = new ArrayList<>();
    for (String host : hosts) {
      boolean address = host.indexOf(':') >= 0 || host.matches("[0-9.]+");
      names.add(new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, host));
    }
    return new GeneralNames(names.toArray(GeneralName[]::new));
  }

  private static KeyPair newPair() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
    generator.initialize(KEY_BITS);
    return generator.generateKeyPair();
  }

  private static X509CertificateHolder signed(X509v3CertificateBuilder certificate, PrivateKey by)
      throws OperatorCreationException {
    return certificate.build(new JcaContentSignerBuilder("SHA256withRSA").build(by));
  }

  private static String keyPem(PrivateKey key) throws IOException, OperatorCreationException {
    return DevCertificate.pem(new JcaPKCS8Generator(key, null));
  }

  private static void write(Path file, X509CertificateHolder certificate) throws IOException {
    Files.writeString(file, DevCertificate.pem(certificate), StandardCharsets.US_ASCII);
  }

  private PrivateKey key() throws IOException {
    try (Reader text = Files.newBufferedReader(keyFile());
        PEMParser pem = new PEMParser(text)) {
      return new JcaPEMKeyConverter().getPrivateKey((PrivateKeyInfo) pem.readObject());
    }
  }

  private Path certificate() {
    return folder.resolve("authority.pem");
  }

  private Path keyFile() {
    return folder.resolve("authority-key.pem");
  }
}
