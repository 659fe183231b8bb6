package org.yubin.bench;

import java.time.Duration;

/**
 * How a run is made.
 *
 * @param connections workers, each with a connection of its own
 * @param userCount users over which the workers are spread
 * @param messages in the mailbox that is read, searched and stored to
 * @param sizeOctets of each message in it
 * @param appendOctets of each message that is appended or delivered
 * @param bulk messages that one COPY or MOVE takes
 * @param keep whether the mailboxes stay afterwards
 */
record Plan(
    int connections,
    int firstUser,
    int userCount,
    Duration warmUp,
    Duration duration,
    int messages,
    int sizeOctets,
    int appendOctets,
    int bulk,
    boolean keep,
    long seed) {}
