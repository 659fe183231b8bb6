package org.yubin.node.membership;

import akka.actor.ActorRef;
import akka.actor.Address;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.javadsl.Adapter;
import akka.cluster.ClusterEvent.CurrentClusterState;
import akka.cluster.Member;
import akka.cluster.MemberStatus;
import akka.cluster.sharding.ClusterSharding;
import akka.cluster.sharding.ShardRegion;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import akka.cluster.typed.Cluster;
import akka.pattern.Patterns;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.yubin.account.entity.AccountSharding;
import org.yubin.entity.EntityMessage;
import org.yubin.frontend.admin.ClusterState;
import org.yubin.mailbox.entity.MailboxSharding;
import scala.concurrent.duration.FiniteDuration;

/**
 * The cluster as this node sees it: members from its own gossip, shards by asking the regions.
 * Regions that do not answer are left out, for what is asked here must be told while nodes are
 * dying.
 */
public final class ClusterPicture {
  private static final FiniteDuration REGIONS = FiniteDuration.create(2, TimeUnit.SECONDS);
  private static final Duration ALL_REGIONS = Duration.ofSeconds(3);
  private static final Duration OWN_REGION = Duration.ofSeconds(1);
  private static final List<EntityTypeKey<EntityMessage>> KINDS =
      List.of(MailboxSharding.KEY, AccountSharding.KEY);

  private final ActorSystem<?> system;
  private final String owner;
  private final String mailboxRole;

  /**
   * @param owner this process as it stands in head rows
   * @param mailboxRole whose oldest member places the shards
   */
  public ClusterPicture(ActorSystem<?> system, String owner, String mailboxRole) {
    this.system = system;
    this.owner = owner;
    this.mailboxRole = mailboxRole;
  }

  /** All of it, within three seconds. */
  public CompletionStage<ClusterState> state() {
    CompletionStage<Map<String, List<ClusterState.Region>>> shards =
        CompletableFuture.completedFuture(new HashMap<>());
    for (EntityTypeKey<EntityMessage> kind : KINDS) {
      shards =
          shards.thenCombine(
              regions(kind),
              (all, found) -> {
                all.put(kind.name(), found);
                return all;
              });
    }
    return shards.thenApply(this::withMembers);
  }

  /** How many shards of each kind this node holds, within a second. */
  public CompletionStage<Map<String, Integer>> shardsHere() {
    CompletionStage<Map<String, Integer>> shards =
        CompletableFuture.completedFuture(new HashMap<>());
    for (EntityTypeKey<EntityMessage> kind : KINDS) {
      CompletionStage<Optional<Integer>> held =
          ask(kind, ShardRegion.getRegionStatsInstance(), OWN_REGION)
              .thenApply(
                  stats -> Optional.of(((ShardRegion.ShardRegionStats) stats).getStats().size()))
              .exceptionally(late -> Optional.empty());
      shards =
          shards.thenCombine(
              held,
              (all, found) -> {
                found.ifPresent(count -> all.put(kind.name(), count));
                return all;
              });
    }
    return shards;
  }

  private CompletionStage<List<ClusterState.Region>> regions(EntityTypeKey<EntityMessage> kind) {
    return ask(kind, new ShardRegion.GetClusterShardingStats(REGIONS), ALL_REGIONS)
        .thenApply(stats -> regions((ShardRegion.ClusterShardingStats) stats))
        .exceptionally(late -> List.of());
  }

  /** By the classic API: the typed one knows nothing of the proxies that frontends have. */
  private CompletionStage<Object> ask(
      EntityTypeKey<EntityMessage> kind, Object question, Duration bound) {
    ActorRef region = ClusterSharding.get(Adapter.toClassic(system)).shardRegion(kind.name());
    return Patterns.ask(region, question, bound);
  }

  private static List<ClusterState.Region> regions(ShardRegion.ClusterShardingStats stats) {
    return stats.getRegions().entrySet().stream()
        .map(
            region -> {
              Map<String, Object> entities = region.getValue().getStats();
              return new ClusterState.Region(
                  text(region.getKey()),
                  entities.size(),
                  entities.values().stream().mapToInt(count -> (Integer) count).sum());
            })
        .sorted(Comparator.comparing(ClusterState.Region::address))
        .toList();
  }

  private ClusterState withMembers(Map<String, List<ClusterState.Region>> shards) {
    Cluster cluster = Cluster.get(system);
    CurrentClusterState state = cluster.state();
    List<Member> members = StreamSupport.stream(state.getMembers().spliterator(), false).toList();
    Optional<Member> oldest =
        members.stream()
            .filter(member -> member.hasRole(mailboxRole))
            .filter(member -> member.status() == MemberStatus.up())
            .min((one, other) -> one.isOlderThan(other) ? -1 : 1);
    Set<Member> unreachable = state.getUnreachable();
    return new ClusterState(
        text(cluster.selfMember().address()),
        owner,
        Optional.ofNullable(state.getLeader()).map(ClusterPicture::text).orElse(""),
        members.stream()
            .map(
                member ->
                    new ClusterState.Member(
                        text(member.address()),
                        roles(member),
                        member.status().toString(),
                        !unreachable.contains(member),
                        oldest.filter(member::equals).isPresent()))
            .sorted(Comparator.comparing(ClusterState.Member::address))
            .toList(),
        shards);
  }

  /** Without the role that Akka gives to every member, its data center. */
  private static List<String> roles(Member member) {
    return member.getRoles().stream().filter(role -> !role.startsWith("dc-")).sorted().toList();
  }

  private static String text(Address address) {
    return address.getHost().orElse("") + ":" + address.getPort().map(String::valueOf).orElse("");
  }
}
