package org.yubin.frontend.imap.session;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.Props;
import akka.actor.typed.javadsl.Behaviors;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.yubin.persistence.id.IdSource;

/**
 * The shell of a session: an actor whose messages are the session's tasks. Its mailbox gives the
 * order, its thread-at-a-time the confinement; it knows nothing of IMAP.
 */
public final class SessionActor {
  private static final Logger LOG = LoggerFactory.getLogger(SessionActor.class);

  private SessionActor() {}

  private sealed interface Message {}

  private record Run(Runnable task) implements Message {}

  private record Stop() implements Message {}

  /** Makes a confinement for each session, an actor of this system. */
  public static Supplier<Confinement> spawner(ActorSystem<?> system, IdSource ids) {
    return () ->
        new OfActor(system.systemActorOf(behavior(), "imap-session-" + ids.next(), Props.empty()));
  }

  private static Behavior<Message> behavior() {
    return Behaviors.receive(Message.class)
        .onMessage(
            Run.class,
            run -> {
              run(run.task());
              return Behaviors.same();
            })
        .onMessage(Stop.class, stop -> Behaviors.stopped())
        .build();
  }

  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException bug) {
      // The session lives on: what it does next depends on no single task.
      LOG.error("imap session task failed", bug);
    }
  }

  private record OfActor(ActorRef<Message> actor) implements Confinement {
    @Override
    public void execute(Runnable task) {
      actor.tell(new Run(task));
    }

    @Override
    public void close() {
      actor.tell(new Stop());
    }
  }
}
