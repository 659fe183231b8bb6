package org.yubin.persistence.journal;

import akka.actor.ActorSystem;
import akka.actor.setup.Setup;
import akka.stream.alpakka.cassandra.CqlSessionProvider;
import akka.stream.alpakka.cassandra.DefaultSessionProvider;
import com.datastax.oss.driver.api.core.CqlSession;
import com.typesafe.config.Config;
import scala.concurrent.ExecutionContext;
import scala.concurrent.Future;

/**
 * Gives the journal plugin the session of our own stores, so that a node has one connection to
 * Cassandra and one thread that serves it. Named in {@code yubin-journal.conf}; an actor system
 * that was made without {@link Shared} gets a session of its own.
 */
public final class JournalSession implements CqlSessionProvider {
  /** Part of an actor system's set-up: the session that its journal uses. */
  public static final class Shared extends Setup {
    private final CqlSession session;

    /**
     * @param session closed by the actor system when it ends
     */
    public Shared(CqlSession session) {
      this.session = session;
    }
  }

  private final ActorSystem system;
  private final Config config;

  /** Called by the plugin. */
  public JournalSession(ActorSystem system, Config config) {
    this.system = system;
    this.config = config;
  }

  @Override
  public Future<CqlSession> connect(ExecutionContext executor) {
    return system
        .settings()
        .setup()
        .get(Shared.class)
        .map(shared -> Future.successful(shared.session))
        .orElseGet(() -> new DefaultSessionProvider(system, config).connect(executor));
  }
}
