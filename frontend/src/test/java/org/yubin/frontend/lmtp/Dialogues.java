package org.yubin.frontend.lmtp;

import java.util.Map;

/**
 * The table of dialogues, by what they show. {@code bob} and {@code eve} have accounts, {@code
 * team} is an alias for both, {@code off} is disabled; a message has 2000 octets at most, a line
 * 1000, a transaction 3 recipients.
 */
final class Dialogues {
  private Dialogues() {}

  private static final String LHLO =
      """
      C: LHLO mta.example.org
      S: 250-mx.example.org
      S: 250-8BITMIME
      S: 250-CHUNKING
      S: 250-ENHANCEDSTATUSCODES
      S: 250-PIPELINING
      S: 250-SIZE 2000
      S: 250 SMTPUTF8
      """;
  private static final String MAIL = "C: MAIL FROM:<ann@example.com>\nS: 250 2.1.0*\n";
  private static final String BOB = "C: RCPT TO:<bob@example.org>\nS: 250 2.1.5*\n";
  private static final String EVE = "C: RCPT TO:<eve@example.org>\nS: 250 2.1.5*\n";
  private static final String DATA = "C: DATA\nS: 354*\n";
  private static final String TEXT = "C: Subject: hi\nC:\nC: text\nC: .\n";
  private static final String QUIT = "C: QUIT\nS: 221 2.0.0*\nS: (closed)\n";

  static final Map<String, String> ALL =
      Map.ofEntries(
          Map.entry("helloOfSmtp_isRefused", "C: HELO x\nS: 500 5.5.1*\nC: EHLO x\nS: 500 5.5.1*"),
          Map.entry("lhloWithoutName_isRefused", "C: LHLO\nS: 501 5.5.4*\n" + LHLO + QUIT),
          Map.entry(
              "order_isKept",
              "C: MAIL FROM:<a@b>\nS: 503 5.5.1*\nC: RCPT TO:<bob@example.org>\nS: 503 5.5.1*\n"
                  + "C: DATA\nS: 503 5.5.1*\n"
                  + LHLO
                  + "C: RCPT TO:<bob@example.org>\nS: 503 5.5.1*\nC: DATA\nS: 503 5.5.1*\n"
                  + MAIL
                  + "C: MAIL FROM:<a@b>\nS: 503 5.5.1*\nC: DATA\nS: 503 5.5.1*\n"
                  + BOB
                  + QUIT),
          Map.entry(
              "eachRecipient_isAnswered",
              LHLO
                  + MAIL
                  + BOB
                  + "C: RCPT TO:<nobody@example.org>\nS: 550 5.1.1*\n"
                  + EVE
                  + BOB
                  + DATA
                  + TEXT
                  + "S: 250 2.1.5*\nS: 250 2.1.5*\nS: 250 2.1.5*\n"
                  + QUIT),
          Map.entry(
              "severalTransactions_goThroughOneSession",
              LHLO + (MAIL + BOB + DATA + TEXT + "S: 250 2.1.5*\n").repeat(3) + QUIT),
          Map.entry(
              "reset_forgetsTheTransaction",
              LHLO
                  + MAIL
                  + BOB
                  + "C: RSET\nS: 250 2.0.0*\nC: DATA\nS: 503 5.5.1*\n"
                  + (MAIL + BOB)
                  + LHLO
                  + "C: RCPT TO:<bob@example.org>\nS: 503 5.5.1*\n"
                  + QUIT),
          Map.entry(
              "smallCommands_areAnswered",
              "C: NOOP\nS: 250 2.0.0*\nC: noop with words\nS: 250 2.0.0*\n"
                  + "C: VRFY bob\nS: 252 2.0.0*\nC: VRFY\nS: 501 5.5.4*\nC: EXPN team\n"
                  + "S: 502 5.5.1*\nC: HELP\nS: 214 2.0.0*\nC: RSET\nS: 250 2.0.0*\n"
                  + QUIT),
          Map.entry(
              "sizeAtMail_isCompared",
              LHLO
                  + "C: MAIL FROM:<a@b> SIZE=2001\nS: 552 5.3.4*\n"
                  + "C: MAIL FROM:<a@b> SIZE=99999999999999999999\nS: 552 5.3.4*\n"
                  + "C: MAIL FROM:<a@b> SIZE=\nS: 501 5.5.4*\n"
                  + "C: MAIL FROM:<a@b> SIZE=x\nS: 501 5.5.4*\n"
                  + "C: MAIL FROM:<a@b> size=00000000000000002000\nS: 250 2.1.0*\n"
                  + QUIT),
          Map.entry(
              "sizeOfData_isCompared",
              LHLO
                  + MAIL
                  + BOB
                  + EVE
                  + DATA
                  + "C: (line of 990)\n".repeat(3)
                  + "C: .\nS: 552 5.3.4*\nS: 552 5.3.4*\n"
                  + (MAIL + BOB + DATA + TEXT)
                  + "S: 250 2.1.5*\n"
                  + QUIT),
          Map.entry(
              "parameters_areTakenOrRefused",
              LHLO
                  + "C: MAIL FROM:<a@b> RET=HDRS\nS: 555 5.5.4*\n"
                  + "C: MAIL FROM:<a@b> BODY=BINARYMIME\nS: 501 5.5.4*\n"
                  + "C: MAIL FROM:<a@b> SMTPUTF8=yes\nS: 501 5.5.4*\n"
                  + "C: MAIL FROM:<a@b>SIZE=1\nS: 501 5.5.4*\n"
                  + "C: MAIL FROM:a@b\nS: 501 5.5.4*\n"
                  + "C: MAIL TO:<a@b>\nS: 501 5.5.4*\n"
                  + "C: mail from:<> body=8bitmime size=1 smtputf8\nS: 250 2.1.0*\n"
                  + "C: RCPT TO:<bob@example.org> NOTIFY=NEVER\nS: 555 5.5.4*\n"
                  + "C: RCPT TO:<>\nS: 501 5.5.4*\n"
                  + "C: rcpt to:<bob@example.org>\nS: 250 2.1.5*\n"
                  + QUIT),
          Map.entry(
              "recipients_areKnownOrRefused",
              LHLO
                  + MAIL
                  + "C: RCPT TO:<nobody@example.org>\nS: 550 5.1.1*\n"
                  + "C: RCPT TO:<nobody+x@example.org>\nS: 550 5.1.1*\n"
                  + "C: RCPT TO:<off@example.org>\nS: 550 5.2.1*\n"
                  + "C: RCPT TO:<team@example.org>\nS: 250 2.1.5*\n"
                  + "C: RCPT TO:<bob+@example.org>\nS: 250 2.1.5*\n"
                  + "C: RCPT TO:<\"bob\"@EXAMPLE.org>\nS: 250 2.1.5*\n"
                  + "C: RCPT TO:<eve@example.org>\nS: 452 4.5.3*\n"
                  + QUIT),
          Map.entry(
              "chunks_makeAMessage",
              LHLO
                  + MAIL
                  + BOB
                  + EVE
                  + "C: BDAT 12\nR: Subject: x\\r\\n\nS: 250 2.0.0*\n"
                  + "C: RCPT TO:<bob@example.org>\nS: 503 5.5.1*\nC: DATA\nS: 503 5.5.1*\n"
                  + "C: BDAT 7\nR: \\r\\n.\\r\\nx\\n\nS: 250 2.0.0*\n"
                  + "C: BDAT 0\nS: 250 2.0.0*\n"
                  + "C: BDAT 0 LAST\nS: 250 2.1.5*\nS: 250 2.1.5*\n"
                  + "C: BDAT 3 LAST\nR: xyz\nS: 503 5.5.1*\n"
                  + (MAIL + BOB)
                  + "C: bdat 3 last\nR: x\\r\\n\nS: 250 2.1.5*\n"
                  + QUIT),
          Map.entry(
              "chunksWithoutRecipients_areSwallowed",
              LHLO
                  + "C: BDAT 8 LAST\nR: NOOP\\r\\nxx\nS: 503 5.5.1*\n"
                  + MAIL
                  + "C: BDAT 6\nR: NOOP\\r\\n\nS: 503 5.5.1*\n"
                  // RFC 2033 section 4.3: the last chunk is answered for each recipient, here none
                  + "C: BDAT 6 LAST\nR: NOOP\\r\\n\n"
                  + (MAIL + BOB)
                  + "C: BDAT 0 LAST\nS: 250 2.1.5*\n"
                  + QUIT),
          Map.entry(
              "chunkThatIsTooMuch_isToldAtOnce",
              LHLO
                  + MAIL
                  + BOB
                  + EVE
                  + "C: BDAT 990\nR: (line of 990)\nS: 250 2.0.0*\n"
                  + "C: BDAT 1980\nR: (line of 990)\nR: (line of 990)\nS: 552 5.3.4*\n"
                  + "C: BDAT 2\nR: x\\n\nS: 552 5.3.4*\n"
                  + "C: BDAT 2 LAST\nR: x\\n\nS: 552 5.3.4*\nS: 552 5.3.4*\n"
                  + MAIL
                  + QUIT),
          Map.entry(
              "chunkOfUnknownSize_endsTheSession",
              LHLO + MAIL + BOB + "C: BDAT all LAST\nS: 501 5.5.4*\nS: (closed)"),
          Map.entry(
              "internationalAddresses_wantSmtputf8",
              LHLO
                  + "C: MAIL FROM:<j\u00fcrgen@example.com>\nS: 553 5.6.7*\n"
                  + MAIL
                  + "C: RCPT TO:<j\u00fcrgen@example.org>\nS: 553 5.6.7*\n"
                  + "C: RSET\nS: 250 2.0.0*\n"
                  + "C: MAIL FROM:<j\u00fcrgen@example.com> SMTPUTF8\nS: 250 2.1.0*\n"
                  + "C: RCPT TO:<j\u00fcrgen@example.org>\nS: 250 2.1.5*\n"
                  + "C: RSET\nS: 250 2.0.0*\n"
                  + MAIL
                  + "C: RCPT TO:<j\u00fcrgen@example.org>\nS: 553 5.6.7*\n"
                  + QUIT),
          Map.entry(
              "lineOverTheLimit_isSkipped",
              "C: (line of 1000)\nS: 500 5.5.2 Unknown*\nC: (line of 1001)\nS: 500 5.5.2 Line*\n"
                  + "C: (line of 9000)\nS: 500 5.5.2 Line*\nC: NOOP\nS: 250 2.0.0*\n"
                  + QUIT),
          Map.entry(
              "garbage_isRefused",
              "C:\nS: 500 5.5.2*\nR: \\xff\\xff\\xff\\r\\n\nS: 500 5.5.2*\n"
                  + "R: NO\\0OP\\r\\n\nS: 500 5.5.2*\nR: NOOP\\rNOOP\\r\\n\nS: 500 5.5.2*\n"
                  + LHLO
                  + "R: MAIL FROM:<\\xff@b> SMTPUTF8\\r\\n\nS: 500 5.5.2*\n"
                  + QUIT),
          // RFC 5321 section 2.3.8: a bare LF ends no line
          Map.entry(
              "bareLf_endsNoCommand",
              "R: NOOP\\nNOOP\\r\\n\nS: 500 5.5.2*\n"
                  + LHLO
                  + "R: MAIL FROM:<a@b> X\\n250 ok\\r\\n\nS: 500 5.5.2*\n"
                  + MAIL
                  + QUIT));
}
