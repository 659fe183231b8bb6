package org.yubin.node.cli;

import org.yubin.node.NodeSettings;
import org.yubin.node.transfer.AdminPort;

/** Lets tests of other packages have the client of the command line. */
public final class AdminPorts {
  private AdminPorts() {}

  public static AdminPort of(NodeSettings settings) {
    return new AdminClient(settings);
  }
}
