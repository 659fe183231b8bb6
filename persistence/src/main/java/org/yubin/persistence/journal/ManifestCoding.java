package org.yubin.persistence.journal;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.SortedMap;
import java.util.TreeMap;
import org.yubin.persistence.head.SnapshotRef;

/**
 * The octets of leaves and manifests, before {@link PageCoding}.
 *
 * <p>leaf = count *(page-number epoch sequence hash); manifest = root-length root count *(kind
 * number epoch sequence hash): numbers as {@link Octets}, hashes as 16 octets. What is added later
 * comes at the end.
 */
final class ManifestCoding {
  private static final int MOST_LEAVES = 1 << 20;

  private ManifestCoding() {}

  /** A leaf as the manifest names it. */
  record LeafRef(SnapshotRef at, Hash hash) {}

  /** A manifest row's content. */
  @SuppressWarnings("ArrayRecordComponent") // on its way to a decoder; never compared
  record Body(byte[] root, SortedMap<LeafKey, LeafRef> leaves) {}

  static byte[] leaf(SortedMap<Integer, PageRef> pages) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Octets.putNumber(out, pages.size());
    pages.forEach(
        (number, ref) -> {
          Octets.putNumber(out, number);
          put(out, ref.at(), ref.hash());
        });
    return out.toByteArray();
  }

  static SortedMap<Integer, PageRef> leaf(byte[] octets) {
    ByteBuffer in = ByteBuffer.wrap(octets);
    SortedMap<Integer, PageRef> pages = new TreeMap<>();
    for (int left = Octets.count(in, Leaf.PAGES); left > 0; left--) {
      int number = Octets.count(in, Integer.MAX_VALUE);
      pages.put(number, new PageRef(at(in), hash(in)));
    }
    return pages;
  }

  static byte[] manifest(byte[] root, SortedMap<LeafKey, Leaf> leaves) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Octets.putNumber(out, root.length);
    out.writeBytes(root);
    Octets.putNumber(out, leaves.size());
    leaves.forEach(
        (key, leaf) -> {
          Octets.putNumber(out, key.kind());
          Octets.putNumber(out, key.number());
          put(out, leaf.at(), leaf.hash());
        });
    return out.toByteArray();
  }

  static Body manifest(byte[] octets) {
    ByteBuffer in = ByteBuffer.wrap(octets);
    byte[] root = Octets.take(in, Octets.count(in, PageCoding.MAX_OCTETS));
    SortedMap<LeafKey, LeafRef> leaves = new TreeMap<>();
    for (int left = Octets.count(in, MOST_LEAVES); left > 0; left--) {
      LeafKey key = new LeafKey(Octets.count(in, 127), Octets.count(in, Integer.MAX_VALUE));
      leaves.put(key, new LeafRef(at(in), hash(in)));
    }
    return new Body(root, leaves);
  }

  private static void put(ByteArrayOutputStream out, SnapshotRef at, Hash hash) {
    Octets.putNumber(out, at.epoch());
    Octets.putNumber(out, at.sequence());
    out.writeBytes(
        ByteBuffer.allocate(Hash.OCTETS).putLong(hash.high()).putLong(hash.low()).array());
  }

  private static SnapshotRef at(ByteBuffer in) {
    return new SnapshotRef(Octets.number(in), Octets.number(in));
  }

  private static Hash hash(ByteBuffer in) {
    return new Hash(in.getLong(), in.getLong());
  }
}
