package org.yubin.frontend.auth;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import java.nio.charset.StandardCharsets;

/**
 * Credentials as PHC strings of argon2id (RFC 9106), with 19 MiB, 2 passes and 1 lane: some tens of
 * milliseconds each.
 */
final class Argon2id {
  static final String PREFIX = "$argon2id$";
  static final int SALT_OCTETS = 16;

  /** The hash of nothing that anybody knows, of the usual cost. */
  static final String NOBODY =
      "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA"
          + "$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

  private static final int MEMORY_KIB = 19_456;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int HASH_OCTETS = 32;

  private static final Argon2Function ARGON2 =
      Argon2Function.getInstance(
          MEMORY_KIB, PASSES, LANES, HASH_OCTETS, Argon2.ID, Argon2Function.ARGON2_VERSION_13);

  private Argon2id() {}

  static String of(byte[] prepared, byte[] salt) {
    return ARGON2.hash(prepared, salt).getResult();
  }

  /** Whether it is the one of this prepared password. */
  static boolean matches(byte[] prepared, String phc) {
    return Argon2Function.getInstanceFromHash(phc)
        .check(prepared, phc.getBytes(StandardCharsets.US_ASCII));
  }
}
