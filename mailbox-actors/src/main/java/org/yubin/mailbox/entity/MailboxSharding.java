package org.yubin.mailbox.entity;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.actor.typed.DispatcherSelector;
import akka.actor.typed.javadsl.ActorContext;
import akka.cluster.sharding.typed.ClusterShardingSettings;
import akka.cluster.sharding.typed.HashCodeMessageExtractor;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import com.typesafe.config.Config;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.yubin.entity.EntityCaller;
import org.yubin.entity.EntityGate;
import org.yubin.entity.EntityMessage;
import org.yubin.entity.EntityPorts;
import org.yubin.entity.Residents;
import org.yubin.mailbox.model.MailboxCommand;
import org.yubin.mailbox.model.MailboxReply;
import org.yubin.mailbox.model.MailboxState;
import org.yubin.mailbox.model.Result;
import org.yubin.persistence.head.EntityId;
import org.yubin.persistence.id.MailboxId;

/** Mailboxes as sharded entities: held by the nodes of one role, reached from all. */
public final class MailboxSharding {
  /** The name of the kind in sharding. */
  public static final EntityTypeKey<EntityMessage> KEY =
      EntityTypeKey.create(EntityMessage.class, "mailbox");

  private MailboxSharding() {}

  /**
   * Starts the region, or a proxy on a node without the role.
   *
   * @param ports what gates need; their settings are those of {@code yubin.mailbox.entity}
   * @param references written before messages are moved
   * @param expunges hears of what has left
   * @return the port to all mailboxes, which moves use too
   */
  public static Mailboxes start(
      ActorSystem<?> system,
      EntityPorts ports,
      ReferenceWriter references,
      ExpungeListener expunges) {
    Config config = system.settings().config().getConfig("yubin.mailbox");
    ClusterSharding sharding = ClusterSharding.get(system);
    Residents<ResidentMailbox> residents = new Residents<>();
    ShardedMailboxes mailboxes =
        new ShardedMailboxes(
            system,
            residents,
            mailbox -> sharding.entityRefFor(KEY, mailbox.toString()),
            ports.heads(),
            new EntityCaller(system, config.getConfig("ask")),
            config.getDuration("subscription-silence"));
    sharding.init(
        Entity.of(
                KEY,
                entity ->
                    gate(
                        MailboxId.parse(entity.getEntityId()),
                        ports,
                        residents,
                        mailboxes,
                        references,
                        expunges,
                        self -> entity.getShard().tell(new ClusterSharding.Passivate<>(self))))
            .withStopMessage(EntityMessage.Stop.INSTANCE)
            .withRole(config.getString("role"))
            .withMessageExtractor(new HashCodeMessageExtractor<>(config.getInt("shards")))
            .withSettings(ClusterShardingSettings.create(system).withNoPassivationStrategy()));
    return mailboxes;
  }

  /**
   * The gate of one mailbox, for whoever routes to it.
   *
   * @param others where the targets of moves are found
   * @param passivate see {@link EntityGate#create}
   */
  public static Behavior<EntityMessage> gate(
      MailboxId mailbox,
      EntityPorts ports,
      Mailboxes others,
      ReferenceWriter references,
      ExpungeListener expunges,
      Consumer<ActorRef<EntityMessage>> passivate) {
    return gate(mailbox, ports, new Residents<>(), others, references, expunges, passivate);
  }

  private static Behavior<EntityMessage> gate(
      MailboxId mailbox,
      EntityPorts ports,
      Residents<ResidentMailbox> residents,
      Mailboxes others,
      ReferenceWriter references,
      ExpungeListener expunges,
      Consumer<ActorRef<EntityMessage>> passivate) {
    return EntityGate.<MailboxState, MailboxCommand, Result<MailboxReply>>create(
        new MailboxModel(ports.clock()),
        EntityId.of(mailbox),
        ports,
        (owner, context) -> {
          Executor scan = scan(context);
          return new MailboxDesk(
              EntityId.of(mailbox),
              residents,
              owner,
              context,
              new Moves(mailbox, owner, others, references, confined(context)),
              new Departures(mailbox, expunges, scan, ports.clock()),
              scan,
              ports.clock());
        },
        passivate);
  }

  private static Executor confined(ActorContext<EntityMessage> context) {
    ActorRef<EntityMessage> self = context.getSelf();
    return work -> self.tell(new EntityMessage.Confined(work));
  }

  private static Executor scan(ActorContext<EntityMessage> context) {
    return context.getSystem().dispatchers().lookup(DispatcherSelector.defaultDispatcher());
  }
}
