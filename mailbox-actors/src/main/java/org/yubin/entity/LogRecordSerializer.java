package org.yubin.entity;

import akka.serialization.SerializerWithStringManifest;

/** Stores a {@link LogRecord} as its octets; the envelope in them says what they are. */
public final class LogRecordSerializer extends SerializerWithStringManifest {
  /** Stands in every journal row; never changes. */
  private static final int IDENTIFIER = 7301;

  @Override
  public int identifier() {
    return IDENTIFIER;
  }

  @Override
  public String manifest(Object record) {
    return "";
  }

  @Override
  public byte[] toBinary(Object record) {
    return ((LogRecord) record).octets();
  }

  @Override
  public Object fromBinary(byte[] octets, String manifest) {
    return LogRecord.stored(octets);
  }
}
