package org.yubin.mailbox.codec;

import com.google.protobuf.Internal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * The forms of a sealed type, one for each of its cases: Java 17 has no switch over types. A test
 * compares the cases with the permitted subclasses.
 *
 * @param <T> the sealed type
 * @param <B> the builder of its message
 * @param <M> the message, a {@code oneof}
 */
final class Forms<T, B, M> {
  private final Map<Class<?>, Form<T, ? extends T, B, M>> byType;
  private final Map<Integer, Form<T, ? extends T, B, M>> byField;
  private final Function<M, Internal.EnumLite> which;

  private Forms(List<Form<T, ? extends T, B, M>> forms, Function<M, Internal.EnumLite> which) {
    this.byType = forms.stream().collect(Collectors.toMap(Form::type, Function.identity()));
    this.byField = forms.stream().collect(Collectors.toMap(Form::field, Function.identity()));
    this.which = which;
  }

  /** How one case is written and read; {@code field} is its number in the {@code oneof}. */
  record Form<T, C extends T, B, M>(
      Class<C> type, int field, BiConsumer<C, B> write, Function<M, C> read) {
    void put(T value, B out) {
      write.accept(type.cast(value), out);
    }
  }

  /**
   * A table of forms.
   *
   * @param which the case that a message holds
   */
  static <T, B, M> Forms<T, B, M> of(
      Function<M, Internal.EnumLite> which, List<Form<T, ? extends T, B, M>> forms) {
    return new Forms<>(forms, which);
  }

  void write(T value, B out) {
    Optional.<Form<T, ? extends T, B, M>>ofNullable(byType.get(value.getClass()))
        .orElseThrow(() -> new IllegalStateException("no codec for " + value.getClass()))
        .put(value, out);
  }

  T read(M message) {
    int field = which.apply(message).getNumber();
    return Optional.<Form<T, ? extends T, B, M>>ofNullable(byField.get(field))
        .orElseThrow(() -> new IllegalArgumentException("case " + field + ": unknown"))
        .read()
        .apply(message);
  }
}
