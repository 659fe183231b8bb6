package org.yubin.node;

import java.nio.file.Path;

/** PEM files of a certificate and its key. */
record TlsFiles(Path certificate, Path key) {
  /** Where they come from, on a node that needs them. */
  @FunctionalInterface
  interface Source {
    TlsFiles get() throws StartFailure;
  }
}
