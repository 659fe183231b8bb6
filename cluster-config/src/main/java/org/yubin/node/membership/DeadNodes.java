package org.yubin.node.membership;

import akka.actor.typed.ActorRef;
import akka.actor.typed.Behavior;
import akka.actor.typed.javadsl.AbstractBehavior;
import akka.actor.typed.javadsl.ActorContext;
import akka.actor.typed.javadsl.Behaviors;
import akka.actor.typed.javadsl.Receive;
import akka.cluster.ClusterEvent;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.typed.Cluster;
import akka.cluster.typed.Down;
import akka.cluster.typed.Subscribe;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Downs an unreachable node at once if its port refuses connections: then its process has ended,
 * and nobody need wait whether it comes back. What does not answer at all may be paused, or on the
 * other side of a partition, and is left to the split-brain resolver. So is a case in which more
 * nodes refuse than are left: that looks like a network that refuses for them.
 *
 * <p>The fence keeps a node that was downed wrongly from doing harm (ADR 8).
 */
public final class DeadNodes extends AbstractBehavior<DeadNodes.Message> {
  /** What this actor is told. */
  public sealed interface Message {}

  private record Unreachable(Member member) implements Message {}

  private record Tried(Member member, boolean refused, @Nullable Throwable failure)
      implements Message {}

  private static final int TIMEOUT_MILLIS = 500;
  private static final Duration SECOND_LOOK = Duration.ofMillis(100);

  private final Cluster cluster;
  private final Executor blocking;

  private DeadNodes(ActorContext<Message> context, Executor blocking) {
    super(context);
    this.cluster = Cluster.get(context.getSystem());
    this.blocking = blocking;
    ActorRef<ClusterEvent.UnreachableMember> unreachable =
        context.messageAdapter(
            ClusterEvent.UnreachableMember.class, event -> new Unreachable(event.member()));
    cluster
        .subscriptions()
        .tell(Subscribe.create(unreachable, ClusterEvent.UnreachableMember.class));
  }

  /**
   * The behaviour; one a node.
   *
   * @param blocking where connections are tried, for at most half a second each
   */
  public static Behavior<Message> create(Executor blocking) {
    return Behaviors.setup(context -> new DeadNodes(context, blocking));
  }

  @Override
  public Receive<Message> createReceive() {
    return newReceiveBuilder()
        .onMessage(Unreachable.class, this::unreachable)
        .onMessage(Tried.class, this::tried)
        .build();
  }

  private Behavior<Message> unreachable(Unreachable event) {
    getContext()
        .pipeToSelf(
            isRefusedTwice(event.member()),
            (refused, failure) -> new Tried(event.member(), Boolean.TRUE.equals(refused), failure));
    return this;
  }

  private Behavior<Message> tried(Tried tried) {
    Member member = tried.member();
    ClusterEvent.CurrentClusterState now = cluster.state();
    boolean stillMember =
        StreamSupport.stream(now.getMembers().spliterator(), false)
            .anyMatch(
                known ->
                    known.uniqueAddress().equals(member.uniqueAddress())
                        && known.status() != MemberStatus.down()
                        && known.status() != MemberStatus.exiting());
    if (tried.failure() != null) {
      getContext().getLog().warn("{}: not tried", member.address(), tried.failure());
    } else if (tried.refused() && stillMember && moreStayThanGo(now)) {
      getContext().getLog().info("{}: refuses connections: down", member.address());
      cluster.manager().tell(new Down(member.address()));
    }
    return this;
  }

  private static boolean moreStayThanGo(ClusterEvent.CurrentClusterState now) {
    long members = StreamSupport.stream(now.getMembers().spliterator(), false).count();
    long unreachable = now.getUnreachable().size();
    return unreachable <= members - unreachable;
  }

  private CompletionStage<Boolean> isRefusedTwice(Member member) {
    InetSocketAddress port =
        new InetSocketAddress(
            member.address().getHost().orElseThrow(), member.address().getPort().orElseThrow());
    Executor later =
        CompletableFuture.delayedExecutor(SECOND_LOOK.toMillis(), TimeUnit.MILLISECONDS, blocking);
    return CompletableFuture.supplyAsync(() -> isRefused(port), blocking)
        .thenCompose(
            refused ->
                refused
                    ? CompletableFuture.supplyAsync(() -> isRefused(port), later)
                    : CompletableFuture.completedFuture(false));
  }

  private static boolean isRefused(InetSocketAddress port) {
    try (Socket socket = new Socket()) {
      socket.connect(port, TIMEOUT_MILLIS);
      return false;
    } catch (ConnectException refused) {
      return true;
    } catch (IOException unclear) {
      return false;
    }
  }
}
