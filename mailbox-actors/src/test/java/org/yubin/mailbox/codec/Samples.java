package org.yubin.mailbox.codec;

import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.yubin.mailbox.model.AbandonMove;
import org.yubin.mailbox.model.Append;
import org.yubin.mailbox.model.AppendCopies;
import org.yubin.mailbox.model.Appended;
import org.yubin.mailbox.model.ArrivedMessage;
import org.yubin.mailbox.model.Audience;
import org.yubin.mailbox.model.BeginMove;
import org.yubin.mailbox.model.Cause;
import org.yubin.mailbox.model.CompleteMove;
import org.yubin.mailbox.model.CopiedMessage;
import org.yubin.mailbox.model.CopiesAppended;
import org.yubin.mailbox.model.Delete;
import org.yubin.mailbox.model.Deleted;
import org.yubin.mailbox.model.EndRestore;
import org.yubin.mailbox.model.Expunge;
import org.yubin.mailbox.model.Expunged;
import org.yubin.mailbox.model.FlagChange;
import org.yubin.mailbox.model.FlagNames;
import org.yubin.mailbox.model.Flags;
import org.yubin.mailbox.model.FlagsChanged;
import org.yubin.mailbox.model.Initialise;
import org.yubin.mailbox.model.Initialised;
import org.yubin.mailbox.model.InternalDate;
import org.yubin.mailbox.model.KeywordSet;
import org.yubin.mailbox.model.MailboxCommand;
import org.yubin.mailbox.model.MailboxEvent;
import org.yubin.mailbox.model.MailboxQuery;
import org.yubin.mailbox.model.MailboxReply;
import org.yubin.mailbox.model.MessagesRestored;
import org.yubin.mailbox.model.ModSeq;
import org.yubin.mailbox.model.MoveAbandoned;
import org.yubin.mailbox.model.MoveBegun;
import org.yubin.mailbox.model.MoveDone;
import org.yubin.mailbox.model.MoveSettled;
import org.yubin.mailbox.model.NewMessage;
import org.yubin.mailbox.model.RequestId;
import org.yubin.mailbox.model.RestoreEnded;
import org.yubin.mailbox.model.RestoreMessages;
import org.yubin.mailbox.model.RestoredMessage;
import org.yubin.mailbox.model.SettleMove;
import org.yubin.mailbox.model.Stamp;
import org.yubin.mailbox.model.StoreFlags;
import org.yubin.mailbox.model.SystemFlag;
import org.yubin.mailbox.model.Uid;
import org.yubin.mailbox.model.UidSet;
import org.yubin.mailbox.model.UidValidity;
import org.yubin.persistence.id.AccountId;
import org.yubin.persistence.id.EmailId;
import org.yubin.persistence.id.MailboxId;

/** One of everything that is stored or sent, every field set. The golden files hold the events. */
final class Samples {
  static final AccountId OWNER = new AccountId(new UUID(0x1111, 0x2222));
  static final MailboxId OTHER = new MailboxId(new UUID(0x3333, 0x4444));
  static final RequestId REQUEST = new RequestId(new UUID(0x5555, 0x6666));
  static final UidValidity VALIDITY = new UidValidity(4_000_000_000L);
  static final Cause CAUSE =
      new Cause(
          OWNER,
          "mei@example.org",
          "s-17",
          "192.0.2.7:50123",
          "name=Mail \u90f5\u4fbf version=1",
          "UID STORE",
          REQUEST);
  static final Stamp STAMP = new Stamp(new ModSeq(42), 1_795_000_000_123_456L, CAUSE);
  static final Flags FLAGS =
      new Flags(SystemFlag.SEEN.bit() | SystemFlag.DRAFT.bit(), KeywordSet.of(0, 77, 255));
  static final FlagNames NAMES =
      new FlagNames(
          Set.of(SystemFlag.FLAGGED, SystemFlag.ANSWERED),
          new LinkedHashSet<>(List.of("$Junk", "Zebra", "apple")));
  static final InternalDate DATE = new InternalDate(-86_400, -210);
  static final UidSet UIDS = UidSet.of(1, 2, 3, 77, 4_294_967_295L);
  static final MailboxReply.Copied COPIED =
      new MailboxReply.Copied(
          VALIDITY,
          List.of(new Uid(9), new Uid(3), new Uid(4)),
          List.of(new Uid(100), new Uid(101), new Uid(102)));

  static final List<ArrivedMessage> ARRIVED =
      List.of(
          new ArrivedMessage(
              new EmailId(new UUID(-1, 7)), FLAGS, 4_294_967_295L, DATE, Long.MIN_VALUE, -5),
          new ArrivedMessage(
              new EmailId(new UUID(1, -7)), Flags.NONE, 0, new InternalDate(0, 0), 1, 2),
          new ArrivedMessage(
              new EmailId(new UUID(2, 8)), Flags.NONE, 12, new InternalDate(99, 60), 0, 0));

  /** New ones go to the end: each golden file names the hash of the one before it. */
  static final List<MailboxEvent> EVENTS =
      List.of(
          new Initialised(STAMP, OWNER, VALIDITY),
          new Appended(STAMP, VALIDITY, new Uid(3_000_000_000L), List.of("New"), ARRIVED),
          new CopiesAppended(
              STAMP,
              VALIDITY,
              OTHER,
              List.of(new Uid(9), new Uid(3), new Uid(4)),
              new Uid(100),
              List.of("A", "B"),
              ARRIVED,
              Optional.empty()),
          new FlagsChanged(
              STAMP,
              Audience.ALL,
              UIDS,
              FlagChange.Mode.REPLACE,
              FLAGS,
              List.of("C"),
              UidSet.of(5)),
          new Expunged(STAMP, UIDS),
          new MoveBegun(STAMP, UIDS, OTHER),
          new MoveDone(STAMP, REQUEST, UidSet.of(3, 4, 9), COPIED),
          new MoveAbandoned(STAMP, REQUEST),
          new Deleted(STAMP),
          new CopiesAppended(
              STAMP,
              VALIDITY,
              OTHER,
              List.of(new Uid(9), new Uid(3), new Uid(4)),
              new Uid(100),
              List.of("A", "B"),
              ARRIVED,
              Optional.of(REQUEST)),
          new MoveSettled(STAMP, REQUEST),
          new MessagesRestored(
              STAMP,
              VALIDITY,
              List.of("D"),
              List.of(
                  new MessagesRestored.Row(new Uid(7), new ModSeq(41), -5, ARRIVED.get(0)),
                  new MessagesRestored.Row(
                      new Uid(4_000_000_000L), new ModSeq(42), 1_700_000_000, ARRIVED.get(1)))),
          new RestoreEnded(STAMP, VALIDITY, new Uid(4_000_000_001L), UIDS));

  static final List<MailboxCommand> COMMANDS =
      List.of(
          new Initialise(OWNER, VALIDITY),
          new Append(List.of(new NewMessage(new EmailId(new UUID(1, 2)), NAMES, 7, DATE, 3, 4))),
          new AppendCopies(
              OTHER,
              List.of(
                  new CopiedMessage(
                      new Uid(6), new EmailId(new UUID(1, 2)), NAMES, 7, DATE, 3, 4))),
          new StoreFlags(
              UIDS, new FlagChange(FlagChange.Mode.REMOVE, NAMES), Optional.of(ModSeq.ZERO)),
          new Expunge(Optional.of(UidSet.EMPTY)),
          new BeginMove(UIDS, OTHER),
          new CompleteMove(REQUEST, COPIED),
          new AbandonMove(REQUEST),
          new AppendCopies(OTHER, List.of(), Optional.of(REQUEST)),
          new SettleMove(REQUEST),
          new RestoreMessages(
              List.of(
                  new RestoredMessage(
                      new Uid(6),
                      new ModSeq(9),
                      -7,
                      new NewMessage(new EmailId(new UUID(1, 2)), NAMES, 7, DATE, 3, 4))),
              Optional.of(new ModSeq(10))),
          new RestoreMessages(List.of(), Optional.empty()),
          new EndRestore(new Uid(8), new ModSeq(10)),
          new Delete());

  static final List<MailboxReply> REPLIES =
      List.of(
          new MailboxReply.Initialised(VALIDITY),
          new MailboxReply.Appended(VALIDITY, UIDS),
          COPIED,
          new MailboxReply.Stored(UIDS, UidSet.of(8), new ModSeq(9)),
          new MailboxReply.Expunged(UIDS),
          new MailboxReply.MoveStarted(REQUEST, UIDS, OTHER),
          new MailboxReply.Moved(VALIDITY, COPIED.source(), COPIED.target()),
          new MailboxReply.MoveAbandoned(REQUEST),
          new MailboxReply.MoveSettled(REQUEST),
          new MailboxReply.Deleted());

  static final List<MailboxQuery> QUERIES =
      List.of(
          new MailboxQuery.All(),
          new MailboxQuery.Uids(UIDS),
          new MailboxQuery.HasFlag(SystemFlag.DRAFT),
          new MailboxQuery.HasKeyword("$Junk"),
          new MailboxQuery.Internal(MailboxQuery.When.BEFORE, LocalDate.of(1969, 12, 31)),
          new MailboxQuery.InternalAtLeast(-2_500_000_000L),
          new MailboxQuery.Saved(MailboxQuery.When.SINCE, LocalDate.of(2026, 11, 23)),
          new MailboxQuery.Larger(5_000_000_000L),
          new MailboxQuery.Smaller(5),
          new MailboxQuery.ModSeqAtLeast(new ModSeq(6)),
          new MailboxQuery.EmailIdIs(new EmailId(new UUID(7, 8))),
          new MailboxQuery.ThreadIdIs(-9),
          new MailboxQuery.And(
              List.of(
                  new MailboxQuery.All(),
                  new MailboxQuery.Internal(MailboxQuery.When.ON, LocalDate.of(2026, 1, 2)))),
          new MailboxQuery.Or(new MailboxQuery.All(), new MailboxQuery.Smaller(1)),
          new MailboxQuery.Not(new MailboxQuery.All()));

  /** The name of an event's golden file. */
  static String file(MailboxEvent event) {
    boolean byMove = event instanceof CopiesAppended copies && copies.move().isPresent();
    return event.getClass().getSimpleName() + (byMove ? "ByMove.hex" : ".hex");
  }

  private Samples() {}
}
