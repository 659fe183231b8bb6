package org.yubin.torture.fault;

/**
 * A fault that was inflicted and healed.
 *
 * @param victim name of the process
 * @param from when it began, nanoseconds of the load's clock
 * @param healed when all was as before
 * @param note what was seen of the victim, such as that it ended by itself; may be empty
 */
public record Strike(Fault fault, String victim, long from, long healed, String note) {}
