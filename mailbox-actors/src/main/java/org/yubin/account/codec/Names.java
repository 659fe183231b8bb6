package org.yubin.account.codec;

import java.util.Optional;
import org.yubin.account.entity.message.TreePage;
import org.yubin.account.model.MailboxTree;
import org.yubin.mailbox.model.UidValidity;
import org.yubin.persistence.id.MailboxId;
import org.yubin.proto.account.StoredName;

/** Names of a tree, as snapshots keep them and messages carry them. */
final class Names {
  private Names() {}

  static StoredName encode(TreePage.Line line) {
    StoredName.Builder to =
        StoredName.newBuilder().setName(line.name()).setSubscribed(line.subscribed());
    line.entry()
        .ifPresent(
            entry -> {
              to.setInTree(true)
                  .setUse(Values.use(entry.use()))
                  .setUidValidity(Values.validity(entry.uidValidity()));
              entry.id().ifPresent(id -> to.setMailboxId(Values.mailbox(id)));
            });
    return to.build();
  }

  static TreePage.Line decode(StoredName stored) {
    if (!stored.getInTree()) {
      return new TreePage.Line(stored.getName(), Optional.empty(), stored.getSubscribed());
    }
    Optional<MailboxId> id =
        stored.hasMailboxId()
            ? Optional.of(Values.mailbox(stored.getMailboxId()))
            : Optional.empty();
    UidValidity validity = Values.validity(stored.getUidValidity());
    return new TreePage.Line(
        stored.getName(),
        Optional.of(
            new MailboxTree.Entry(
                stored.getName(),
                id,
                Values.use(stored.getUse()),
                stored.getSubscribed(),
                validity)),
        stored.getSubscribed());
  }
}
