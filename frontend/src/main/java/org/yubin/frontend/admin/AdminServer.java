package org.yubin.frontend.admin;

import akka.actor.typed.ActorSystem;
import akka.http.javadsl.Http;
import akka.http.javadsl.ServerBinding;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** Listens for the admin HTTP API on a port of its own. */
public final class AdminServer {
  private static final Duration DRAIN = Duration.ofSeconds(3);

  private final ServerBinding binding;

  private AdminServer(ServerBinding binding) {
    this.binding = binding;
  }

  /**
   * Starts to listen; fails if the port is taken.
   *
   * @param port 0 for a free one
   */
  public static CompletionStage<AdminServer> start(
      ActorSystem<?> system, String host, int port, AdminApi api) {
    return Http.get(system)
        .newServerAt(host, port)
        .bind(api.handler(system))
        .thenApply(AdminServer::new);
  }

  /** Where it listens. */
  public InetSocketAddress address() {
    return binding.localAddress();
  }

  /**
   * Takes no more requests; completes when those under way have been answered, or after three
   * seconds.
   */
  public CompletionStage<Void> stop() {
    return binding.terminate(DRAIN).thenApply(done -> null);
  }
}
