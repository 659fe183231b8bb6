package org.yubin.bench;

import java.io.IOException;

/** Connect (with TLS, if asked for), LOGIN, LOGOUT. */
final class LoginLoad implements Workload {
  @Override
  public String name() {
    return "login";
  }

  @Override
  public Lane lane(Worker worker) {
    return () -> once(worker);
  }

  private static Done once(Worker worker) throws IOException, WrongAnswerException {
    try (ImapConnection imap = ImapConnection.connect(worker.target())) {
      imap.ok(
          "LOGIN "
              + ImapConnection.quoted(worker.user())
              + " "
              + ImapConnection.quoted(worker.target().password()));
      imap.ok("LOGOUT");
      return Done.units(1);
    }
  }
}
