package org.yubin.frontend.imap.net;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yubin.frontend.imap.session.ImapLimits;
import org.yubin.frontend.imap.transcript.LineClient;
import org.yubin.frontend.imap.transcript.MemoryServer;
import org.yubin.frontend.imap.transcript.TranscriptServer;

class TlsTest {
  private static final char[] PASSWORD = "changeit".toCharArray();

  @TempDir private Path folder;

  @Test
  void passwords_areTakenOverTls() throws Exception {
    try (MemoryServer server =
            new MemoryServer(ImapLimits.defaults(), services -> services, Optional.of(tls()));
        LineClient client = new LineClient(tlsSocket(server.address()))) {
      assertThat(client.receive()).contains(" AUTH=PLAIN ").doesNotContain("LOGINDISABLED");
      TranscriptServer.Login login = server.newAccount();
      assertThat(client.command("t1", "LOGIN " + login.name() + " " + login.password()))
          .last()
          .asString()
          .startsWith("t1 OK")
          .doesNotContain("AUTH=");
      client.send("t2 APPEND INBOX {1000000}");
      assertThat(client.receive()).startsWith("+");
      client.raw(new byte[1_000_000]);
      client.send("");
      assertThat(client.until("t2")).last().asString().startsWith("t2 OK");
      assertThat(client.command("t3", "LOGOUT")).last().asString().startsWith("t3 OK");
      assertThat(client.receive()).isEqualTo(LineClient.CLOSED);
    }
  }

  @Test
  void passwords_areNotTakenWithoutTls() throws IOException {
    try (MemoryServer server = new MemoryServer(ImapLimits.defaults());
        LineClient client = new LineClient(server.address())) {
      assertThat(client.receive()).contains("LOGINDISABLED").doesNotContain("AUTH=PLAIN");
      TranscriptServer.Login login = server.newAccount();
      assertThat(client.command("t1", "LOGIN " + login.name() + " " + login.password()))
          .last()
          .asString()
          .startsWith("t1 NO [PRIVACYREQUIRED]");
      assertThat(client.command("t2", "AUTHENTICATE PLAIN"))
          .last()
          .asString()
          .startsWith("t2 NO [PRIVACYREQUIRED]");
      assertThat(client.command("t3", "SELECT INBOX")).last().asString().startsWith("t3 BAD");
    }
  }

  private SslContext tls() throws Exception {
    Path store = folder.resolve("key.p12");
    Process keytool =
        new ProcessBuilder(
                List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-alias",
                    "imap",
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=localhost",
                    "-keystore",
                    store.toString(),
                    "-storetype",
                    "PKCS12",
                    "-storepass",
                    new String(PASSWORD)))
            .inheritIO()
            .start();
    assertThat(keytool.waitFor()).isZero();
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(store)) {
      keys.load(in, PASSWORD);
    }
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(keys, PASSWORD);
    return SslContextBuilder.forServer(managers).build();
  }

  private static Socket tlsSocket(InetSocketAddress address) throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
    return context.getSocketFactory().createSocket(address.getAddress(), address.getPort());
  }
}
