package org.yubin.account.codec;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.yubin.account.entity.message.TreePage;
import org.yubin.account.model.AccountState;
import org.yubin.account.model.RequestMemory;
import org.yubin.account.model.Saga;
import org.yubin.mailbox.codec.CauseCodec;
import org.yubin.mailbox.model.EventHash;
import org.yubin.mailbox.model.LogTip;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.mailbox.model.Position;
import org.yubin.mailbox.model.RequestId;
import org.yubin.persistence.journal.LoadedSnapshot;
import org.yubin.persistence.journal.PageKey;
import org.yubin.persistence.journal.PagedState;
import org.yubin.proto.StoredPosition;
import org.yubin.proto.account.StoredAccountRoot;
import org.yubin.proto.account.StoredCreationSaga;
import org.yubin.proto.account.StoredDeletionSaga;
import org.yubin.proto.account.StoredInboxRenameSaga;
import org.yubin.proto.account.StoredName;
import org.yubin.proto.account.StoredNamesPage;
import org.yubin.proto.account.StoredRemembered;
import org.yubin.proto.account.StoredSaga;

/**
 * An account as pages: a name stands on the page that its hash says, so a change of one name writes
 * one page. Sagas and remembered requests stand in the root.
 */
public final class AccountSnapshot implements PagedState {
  private static final int FORMAT = 1;
  private static final int NAMES = 0;

  private static final int PAGES = 64;

  /** A page that grows past this goes on in another, {@link #PAGES} further. */
  private static final int MAX_PAGE_OCTETS = 512 * 1024;

  private final LoggedAccount account;
  private final Map<PageKey, List<StoredName>> pages = new TreeMap<>();

  /** The pages of this account. */
  public AccountSnapshot(LoggedAccount account) {
    this.account = account;
    Map<Integer, Integer> octets = new HashMap<>();
    for (TreePage.Line line : TreePage.lines(account.state().tree())) {
      StoredName stored = Names.encode(line);
      int number = Math.floorMod(line.name().hashCode(), PAGES);
      while (octets.getOrDefault(number, 0) > MAX_PAGE_OCTETS) {
        number += PAGES;
      }
      octets.merge(number, stored.getSerializedSize(), Integer::sum);
      pages.computeIfAbsent(new PageKey(NAMES, number), key -> new ArrayList<>()).add(stored);
    }
  }

  @Override
  public byte[] root() {
    AccountState state = account.state();
    StoredAccountRoot.Builder to =
        StoredAccountRoot.newBuilder()
            .setFormat(FORMAT)
            .setInitialised(state.initialised())
            .setModSeq(state.modSeq().value())
            .setTimeMicros(state.timeMicros())
            .setLastUidValidity((int) state.lastUidValidity())
            .setAt(
                StoredPosition.newBuilder()
                    .setEpoch(account.tip().at().epoch())
                    .setSequence(account.tip().at().sequence()))
            .setHash(ByteString.copyFrom(account.tip().hash().toBytes()));
    state.sagas().values().forEach(saga -> to.addSagas(encode(saga)));
    state
        .memory()
        .all()
        .forEach(
            (request, remembered) ->
                to.addMemory(
                    StoredRemembered.newBuilder()
                        .setRequest(Values.request(request))
                        .setTimeMicros(remembered.timeMicros())
                        .setReply(Replies.encode(remembered.reply()))));
    return to.build().toByteArray();
  }

  @Override
  public Collection<PageKey> pages() {
    return pages.keySet();
  }

  @Override
  public boolean samePage(PageKey page, PagedState before) {
    return before instanceof AccountSnapshot other && names(page).equals(other.names(page));
  }

  @Override
  public byte[] encode(PageKey page) {
    return StoredNamesPage.newBuilder().addAllNames(names(page)).build().toByteArray();
  }

  /**
   * The account that a snapshot holds.
   *
   * @throws IllegalArgumentException if it is not one
   */
  public static LoggedAccount restore(LoadedSnapshot snapshot) {
    return restore(snapshot.root(), snapshot.pages());
  }

  static LoggedAccount restore(byte[] octets, SortedMap<PageKey, byte[]> pages) {
    try {
      StoredAccountRoot root = StoredAccountRoot.parseFrom(octets);
      if (root.getFormat() != FORMAT) {
        throw new IllegalArgumentException(
            "account snapshot: format " + root.getFormat() + " (expected: " + FORMAT + ")");
      }
      List<TreePage.Line> lines = new ArrayList<>();
      for (byte[] page : pages.values()) {
        StoredNamesPage.parseFrom(page).getNamesList().stream()
            .map(Names::decode)
            .forEach(lines::add);
      }
      return restore(root, lines);
    } catch (InvalidProtocolBufferException e) {
      throw new IllegalArgumentException("account snapshot: damaged", e);
    }
  }

  private static LoggedAccount restore(StoredAccountRoot root, List<TreePage.Line> lines) {
    Map<RequestId, Saga> sagas = new LinkedHashMap<>();
    root.getSagasList().stream()
        .map(AccountSnapshot::decode)
        .forEach(saga -> sagas.put(saga.request(), saga));
    Map<RequestId, RequestMemory.Remembered> memory = new LinkedHashMap<>();
    root.getMemoryList()
        .forEach(
            each ->
                memory.put(
                    Values.request(each.getRequest()),
                    new RequestMemory.Remembered(
                        each.getTimeMicros(), Replies.decode(each.getReply()))));
    return new LoggedAccount(
        new AccountState(
            root.getInitialised(),
            new ModSeq(root.getModSeq()),
            root.getTimeMicros(),
            Integer.toUnsignedLong(root.getLastUidValidity()),
            TreePage.tree(lines),
            sagas,
            RequestMemory.of(memory)),
        new LogTip(
            new Position(root.getAt().getEpoch(), root.getAt().getSequence()),
            root.getTimeMicros(),
            EventHash.of(root.getHash().toByteArray())));
  }

  private List<StoredName> names(PageKey page) {
    return pages.getOrDefault(page, List.of());
  }

  static StoredSaga encode(Saga saga) {
    StoredSaga.Builder to = StoredSaga.newBuilder().setCause(CauseCodec.encode(saga.cause()));
    if (saga instanceof Saga.Creation s) {
      to.setCreation(
          StoredCreationSaga.newBuilder()
              .addAllMaking(s.making().stream().map(Values::making).toList()));
    } else if (saga instanceof Saga.Deletion s) {
      to.setDeletion(StoredDeletionSaga.newBuilder().setMailboxId(Values.mailbox(s.id())));
    } else if (saga instanceof Saga.InboxRename s) {
      to.setInboxRename(
          StoredInboxRenameSaga.newBuilder()
              .setInboxId(Values.mailbox(s.inbox()))
              .setTarget(Values.making(s.target())));
    } else {
      throw new IllegalStateException(saga.getClass() + " has no stored form");
    }
    return to.build();
  }

  static Saga decode(StoredSaga stored) {
    var cause = CauseCodec.decode(stored.getCause());
    return switch (stored.getKindCase()) {
      case CREATION ->
          new Saga.Creation(
              cause, stored.getCreation().getMakingList().stream().map(Values::making).toList());
      case DELETION ->
          new Saga.Deletion(cause, Values.mailbox(stored.getDeletion().getMailboxId()));
      case INBOX_RENAME ->
          new Saga.InboxRename(
              cause,
              Values.mailbox(stored.getInboxRename().getInboxId()),
              Values.making(stored.getInboxRename().getTarget()));
      case KIND_NOT_SET ->
          throw new IllegalArgumentException("saga: no kind (expected: a known one)");
    };
  }
}
