package org.yubin.frontend.imap.command;

import java.util.Optional;
import org.yubin.frontend.imap.fetch.BinaryItem;

/**
 * BINARY (RFC 3516): FETCH of decoded parts. APPEND of a literal8 is in {@link AppendOptions} and
 * {@link UploadedMessage}.
 */
final class Binary implements Extension {
  @Override
  public Optional<String> capability() {
    return Optional.of("BINARY");
  }

  @Override
  public void register(Registry on) {
    BinaryItem.addTo(on.fetchItems());
  }
}
