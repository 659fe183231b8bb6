package org.yubin.frontend.admin;

import akka.actor.typed.ActorSystem;
import java.security.SecureRandom;
import org.yubin.frontend.auth.Credentials;
import org.yubin.frontend.auth.MemoryDirectory;
import org.yubin.frontend.auth.PasswordScheme;
import org.yubin.frontend.imap.session.Services;

/** The admin port of a node in memory. */
public final class TestAdmin {
  /** What it wants to hear. */
  public static final String TOKEN = "token";

  private TestAdmin() {}

  /** Listens at a free port of 127.0.0.1. */
  public static AdminServer start(
      ActorSystem<?> system, MemoryDirectory directory, Services services, NodeApi node) {
    AccountAdmin admin =
        new AccountAdmin(
            directory,
            services.accounts(),
            new Credentials(Runnable::run, 10, new SecureRandom(), PasswordScheme.DEFAULT),
            services.ids(),
            services.clock(),
            "example.org");
    return AdminServer.start(
            system,
            "127.0.0.1",
            0,
            new AdminApi(
                TOKEN,
                admin,
                new TransferApi(directory, services),
                new RestoreApi(directory, admin, services),
                node))
        .toCompletableFuture()
        .join();
  }
}
