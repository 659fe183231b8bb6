package org.yubin.frontend.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.yubin.frontend.auth.SaslFuzz;
import org.yubin.frontend.imap.net.CommandFuzz;
import org.yubin.frontend.imap.wire.MailboxNamesFuzz;
import org.yubin.frontend.lmtp.LmtpFuzz;
import org.yubin.frontend.mime.HeaderFuzz;
import org.yubin.frontend.mime.MessageFuzz;

/**
 * Replays the inputs of each fuzz target: seeds, and all that ever broke it. They stand where
 * Jazzer looks for them and puts what it finds, {@code <Target>Inputs/<method>} beside the class.
 * Run without Jazzer, whose start alone takes half a minute.
 */
class FuzzInputsTest {
  private static final List<Class<?>> TARGETS =
      List.of(
          CommandFuzz.class,
          HeaderFuzz.class,
          LmtpFuzz.class,
          MailboxNamesFuzz.class,
          MessageFuzz.class,
          SaslFuzz.class);

  @TestFactory
  Stream<DynamicNode> keptInputs() throws Exception {
    List<DynamicNode> tests = new ArrayList<>();
    for (Class<?> target : TARGETS) {
      Method method = method(target);
      List<Path> inputs = inputs(target, method);
      assertThat(inputs).as("inputs of %s", target.getSimpleName()).isNotEmpty();
      for (Path input : inputs) {
        String name = target.getSimpleName() + " " + input.getFileName();
        tests.add(DynamicTest.dynamicTest(name, () -> replay(target, method, input)));
      }
    }
    return tests.stream();
  }

  private static void replay(Class<?> target, Method method, Path input) throws Exception {
    Object instance = target.getDeclaredConstructor().newInstance();
    try {
      method.invoke(instance, (Object) Files.readAllBytes(input));
    } catch (InvocationTargetException broken) {
      throw new AssertionError(input + ": " + broken.getCause(), broken.getCause());
    }
  }

  private static Method method(Class<?> target) {
    return Stream.of(target.getDeclaredMethods())
        .filter(each -> each.isAnnotationPresent(FuzzTest.class))
        .findFirst()
        .orElseThrow();
  }

  private static List<Path> inputs(Class<?> target, Method method)
      throws IOException, URISyntaxException {
    String folder = target.getSimpleName() + "Inputs/" + method.getName();
    URL found = Objects.requireNonNull(target.getResource(folder), folder);
    try (Stream<Path> files = Files.list(Path.of(found.toURI()))) {
      return files.sorted().toList();
    }
  }
}
