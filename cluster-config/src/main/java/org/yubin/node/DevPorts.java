package org.yubin.node;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;

/**
 * The ports of dev's own Cassandra. They are chosen once and kept in its folder, so that a node
 * which finds a Cassandra that outlived the last node can take it over.
 */
record DevPorts(int nativePort, int storagePort) {
  private static final String FILE = "ports";

  /**
   * The kept ports, or new free ones.
   *
   * @param wanted the native port, 0 for any
   */
  static DevPorts of(Path folder, int wanted) throws IOException {
    Path file = folder.resolve(FILE);
    if (Files.exists(file)) {
      Properties kept = new Properties();
      try (Reader in = Files.newBufferedReader(file)) {
        kept.load(in);
      }
      DevPorts ports = new DevPorts(number(kept, "native"), number(kept, "storage"));
      if (ports.nativePort > 0
          && ports.storagePort > 0
          && (wanted == 0 || wanted == ports.nativePort)) {
        return ports;
      }
    }
    DevPorts chosen = new DevPorts(wanted == 0 ? free() : wanted, free());
    chosen.keep(folder, file);
    return chosen;
  }

  /** The same, chosen anew: for when a kept port has meanwhile been taken by another program. */
  static DevPorts anew(Path folder) throws IOException {
    DevPorts chosen = new DevPorts(free(), free());
    chosen.keep(folder, folder.resolve(FILE));
    return chosen;
  }

  private void keep(Path folder, Path file) throws IOException {
    Files.createDirectories(folder);
    Properties kept = new Properties();
    kept.setProperty("native", Integer.toString(nativePort));
    kept.setProperty("storage", Integer.toString(storagePort));
    try (Writer out = Files.newBufferedWriter(file)) {
      kept.store(out, "Ports of this folder's Cassandra");
    }
  }

  private static int number(Properties kept, String key) {
    String text = kept.getProperty(key, "0");
    return text.matches("\\d{1,5}") ? Integer.parseInt(text) : 0;
  }

  private static int free() throws IOException {
    try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return probe.getLocalPort();
    }
  }
}
