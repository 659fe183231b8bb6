package org.yubin.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yubin.node.cli.YubinCommand;
import org.yubin.persistence.tls.MutualTls;

class TrialAuthorityTest {
  private static final String CLIENT = "client.example.org";

  /** Keys take their time to make, so all tests share them. */
  @TempDir private static Path folder;

  @BeforeAll
  static void issue() throws StartFailure {
    Instant now = Instant.now();
    TrialAuthority authority = TrialAuthority.in(folder, now);
    authority.issue("server", List.of("127.0.0.1"), now);
    authority.issue("client", List.of(CLIENT), now);
  }

  private static MutualTls files(String name) {
    return TrialAuthority.files(folder, name);
  }

  @Test
  void issued_bothEndsKnowEachOther() throws Exception {
    assertThat(handshake(files("server").context(), files("client").context())).isTrue();
    assertThat(Files.getPosixFilePermissions(files("client").key())).hasSize(2);
  }

  @Test
  void certificateOfAnotherAuthority_isRefused() throws Exception {
    Instant now = Instant.now();
    MutualTls other =
        TrialAuthority.in(folder.resolve("theirs"), now).issue("client", List.of(CLIENT), now);
    MutualTls stranger =
        new MutualTls(other.certificate(), other.key(), files("server").authority());
    assertThat(handshake(files("server").context(), stranger.context())).isFalse();
  }

  @Test
  void certificateForAnotherAddress_isRefused() throws Exception {
    assertThat(handshake(files("client").context(), files("server").context())).isFalse();
  }

  @Test
  void command_issuesToNodesAndCassandra_andLeavesAloneWhatIsThere() throws Exception {
    byte[] before = Files.readAllBytes(files("server").certificate());
    int status =
        YubinCommand.run(
            "certificates",
            "--dir",
            folder.toString(),
            "--node",
            "mailbox-1=127.0.0.11,mailbox-1.example.org",
            "--cassandra",
            "server=127.0.0.1");
    assertThat(status).isZero();
    assertThat(handshake(files("server").context(), files("mailbox-1").context())).isTrue();
    assertThat(Files.readAllBytes(files("server").certificate())).isEqualTo(before);
  }

  @Test
  void settings_takeWhatWasIssued_andRefuseHalfOfIt() throws Exception {
    MutualTls files = files("client");
    assertThat(
            settings("cluster", files).clusterOverlay().getString("akka.remote.artery.transport"))
        .isEqualTo("tls-tcp");
    Map<String, Object> half =
        Map.of("yubin.cluster.tls.certificate", files.certificate().toString());
    assertThatThrownBy(() -> NodeSettings.load(Optional.empty(), half).clusterOverlay())
        .isInstanceOf(StartFailure.class)
        .hasMessage("yubin.cluster.tls: not whole (expected: certificate, key and authority)");
    MutualTls mixed = new MutualTls(files.certificate(), files.authority(), files.authority());
    assertThatThrownBy(() -> settings("cassandra", mixed).cassandraAt(List.of()))
        .isInstanceOf(StartFailure.class)
        .hasMessageContaining("no private key (expected: PEM, PKCS#8 without a password)");
    MutualTls gone = new MutualTls(files.certificate(), files.key(), folder.resolve("none.pem"));
    assertThatThrownBy(() -> settings("cluster", gone).clusterOverlay())
        .isInstanceOf(StartFailure.class)
        .hasMessageEndingWith("none.pem: no such file");
  }

  /** Akka would start, and refuse every connection. */
  @Test
  void ellipticCurves_areRefusedForTheCluster() throws Exception {
    DevCertificate dev = DevCertificate.in(folder, "localhost", Instant.now());
    MutualTls files = new MutualTls(dev.certificate(), dev.key(), dev.certificate());
    assertThatThrownBy(() -> settings("cluster", files).clusterOverlay())
        .isInstanceOf(StartFailure.class)
        .hasMessage("yubin.cluster.tls.certificate: of kind EC (expected: RSA)");
  }

  private static NodeSettings settings(String block, MutualTls files) throws StartFailure {
    Map<String, Object> keys = new HashMap<>();
    keys.put("yubin." + block + ".tls.certificate", files.certificate().toString());
    keys.put("yubin." + block + ".tls.key", files.key().toString());
    keys.put("yubin." + block + ".tls.authority", files.authority().toString());
    return NodeSettings.load(Optional.empty(), keys);
  }

  /** Whether an octet comes through, both ends having asked for a certificate. */
  private static boolean handshake(SSLContext server, SSLContext client) throws Exception {
    InetAddress here = InetAddress.getLoopbackAddress();
    try (SSLServerSocket listening =
        (SSLServerSocket) server.getServerSocketFactory().createServerSocket(0, 1, here)) {
      listening.setNeedClientAuth(true);
      CompletableFuture<Integer> received =
          CompletableFuture.supplyAsync(
              () -> {
                try (var accepted = listening.accept()) {
                  return accepted.getInputStream().read();
                } catch (IOException refused) {
                  return -1;
                }
              });
      try (SSLSocket socket =
          (SSLSocket)
              client.getSocketFactory().createSocket("127.0.0.1", listening.getLocalPort())) {
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        socket.setSSLParameters(parameters);
        socket.getOutputStream().write('!');
      } catch (IOException refused) {
        return received.get() == '!';
      }
      return received.get() == '!';
    }
  }
}
