package org.yubin.account.entity;

import akka.actor.typed.ActorRef;
import akka.actor.typed.ActorSystem;
import akka.actor.typed.Behavior;
import akka.cluster.sharding.typed.ClusterShardingSettings;
import akka.cluster.sharding.typed.HashCodeMessageExtractor;
import akka.cluster.sharding.typed.javadsl.ClusterSharding;
import akka.cluster.sharding.typed.javadsl.Entity;
import akka.cluster.sharding.typed.javadsl.EntityTypeKey;
import com.typesafe.config.Config;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.yubin.account.codec.LoggedAccount;
import org.yubin.account.model.AccountCommand;
import org.yubin.account.model.AccountReply;
import org.yubin.entity.EntityCaller;
import org.yubin.entity.EntityGate;
import org.yubin.entity.EntityMessage;
import org.yubin.entity.EntityPorts;
import org.yubin.entity.Residents;
import org.yubin.mailbox.entity.Mailboxes;
import org.yubin.mailbox.model.Result;
import org.yubin.persistence.head.EntityId;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.IdSource;

/** Accounts as sharded entities: held by the nodes of one role, reached from all. */
public final class AccountSharding {
  /** The name of the kind in sharding. */
  public static final EntityTypeKey<EntityMessage> KEY =
      EntityTypeKey.create(EntityMessage.class, "account");

  private AccountSharding() {}

  /**
   * Starts the region, or a proxy on a node without the role.
   *
   * @param ports what gates need; their settings are those of {@code yubin.account.entity}
   * @param mailboxes where sagas make and delete mailboxes
   * @param ids of new mailboxes
   * @return the port to all accounts
   */
  public static Accounts start(
      ActorSystem<?> system, EntityPorts ports, Mailboxes mailboxes, IdSource ids) {
    Config config = system.settings().config().getConfig("yubin.account");
    ClusterSharding sharding = ClusterSharding.get(system);
    Residents<ResidentAccount> residents = new Residents<>();
    sharding.init(
        Entity.of(
                KEY,
                entity ->
                    gate(
                        AccountId.parse(entity.getEntityId()),
                        ports,
                        residents,
                        mailboxes,
                        ids,
                        self -> entity.getShard().tell(new ClusterSharding.Passivate<>(self))))
            .withStopMessage(EntityMessage.Stop.INSTANCE)
            .withRole(config.getString("role"))
            .withMessageExtractor(new HashCodeMessageExtractor<>(config.getInt("shards")))
            .withSettings(ClusterShardingSettings.create(system).withNoPassivationStrategy()));
    return new ShardedAccounts(
        residents,
        account -> sharding.entityRefFor(KEY, account.toString()),
        new EntityCaller(system, config.getConfig("ask")));
  }

  /**
   * The gate of one account, for whoever routes to it.
   *
   * @param passivate see {@link EntityGate#create}
   */
  public static Behavior<EntityMessage> gate(
      AccountId account,
      EntityPorts ports,
      Mailboxes mailboxes,
      IdSource ids,
      Consumer<ActorRef<EntityMessage>> passivate) {
    return gate(account, ports, new Residents<>(), mailboxes, ids, passivate);
  }

  private static Behavior<EntityMessage> gate(
      AccountId account,
      EntityPorts ports,
      Residents<ResidentAccount> residents,
      Mailboxes mailboxes,
      IdSource ids,
      Consumer<ActorRef<EntityMessage>> passivate) {
    return EntityGate.<LoggedAccount, AccountCommand, Result<AccountReply>>create(
        new AccountModel(ports.clock(), ids),
        EntityId.of(account),
        ports,
        (owner, context) -> {
          ActorRef<EntityMessage> self = context.getSelf();
          Executor confined = work -> self.tell(new EntityMessage.Confined(work));
          return new AccountDesk(
              EntityId.of(account),
              residents,
              owner,
              context,
              new Sagas(account, owner, mailboxes, ids, confined));
        },
        passivate);
  }
}
