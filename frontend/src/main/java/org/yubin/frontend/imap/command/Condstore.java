package org.yubin.frontend.imap.command;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import org.yubin.frontend.imap.fetch.FetchItem;
import org.yubin.frontend.imap.fetch.FetchItems;
import org.yubin.frontend.imap.search.ModSeqKey;
import org.yubin.frontend.imap.session.Feature;
import org.yubin.frontend.imap.session.Session;
import org.yubin.frontend.imap.wire.ImapReader;
import org.yubin.frontend.imap.wire.ImapSyntaxException;
import org.yubin.frontend.imap.wire.ImapWriter;
import org.yubin.mailbox.model.MailboxStatus;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.mailbox.model.Result;
import org.yubin.mailbox.model.StoreFlags;
import org.yubin.mailbox.model.UidSet;

/**
 * CONDSTORE: mod-sequences, and what is done under their condition (RFC 7162 §3.1, once RFC 4551).
 * Each command here that asks for mod-sequences makes the client one that wants them ({@link
 * Feature#CONDSTORE}, "CONDSTORE enabling commands"); FETCH and SEARCH see to it themselves.
 *
 * <p>A message has one mod-sequence for all its metadata. 0 stands before all of them, and is taken
 * wherever a mod-sequence is; at most 63 bits are (§7).
 */
final class Condstore implements Extension {
  @Override
  public Optional<String> capability() {
    return Optional.of("CONDSTORE");
  }

  @Override
  public void register(Registry on) {
    on.enableWord("CONDSTORE", session -> session.enable(Feature.CONDSTORE));
    on.selectOptions().add("CONDSTORE", in -> new Wanted());
    on.fetchModifiers().add("CHANGEDSINCE", in -> new ChangedSince(modSeq(in)));
    on.storeModifiers().add("UNCHANGEDSINCE", in -> new UnchangedSince(modSeq(in)));
    on.searchKeys().add("MODSEQ", ModSeqKey::read);
    on.statusItem("HIGHESTMODSEQ", new Highest());
  }

  // SP mod-sequence-valzer
  private static ModSeq modSeq(ImapReader in) throws ImapSyntaxException {
    in.sp();
    return new ModSeq(in.number64());
  }

  /** SELECT (CONDSTORE) (RFC 7162 §3.1.8). */
  private record Wanted() implements SelectOption {
    @Override
    public void before(Session session) {
      session.enable(Feature.CONDSTORE);
    }
  }

  /** FETCH (CHANGEDSINCE) (RFC 7162 §3.1.4.1). */
  record ChangedSince(ModSeq since) implements FetchModifier {
    @Override
    public List<FetchItem> items() {
      return List.of(FetchItems.MODSEQ);
    }

    @Override
    public CompletionStage<Result<UidSet>> narrow(Session session, Fetch command, UidSet messages) {
      return session
          .here(session.services().mailboxes().changesSince(session.mailbox().id(), since))
          .thenApply(
              result ->
                  result.map(changes -> changes.appended().or(changes.changed()).and(messages)));
    }
  }

  /** STORE (UNCHANGEDSINCE) (RFC 7162 §3.1.3). */
  private record UnchangedSince(ModSeq since) implements StoreModifier {
    @Override
    public StoreFlags modify(Session session, StoreFlags command) {
      session.enable(Feature.CONDSTORE);
      return new StoreFlags(command.uids(), command.change(), Optional.of(since));
    }
  }

  /** STATUS (HIGHESTMODSEQ) (RFC 7162 §3.1.7). */
  private record Highest() implements Status.Item {
    @Override
    public void asked(Session session) {
      session.enable(Feature.CONDSTORE);
    }

    @Override
    public void write(MailboxStatus status, ImapWriter out) {
      out.number64(status.highestModSeq().value());
    }
  }
}
