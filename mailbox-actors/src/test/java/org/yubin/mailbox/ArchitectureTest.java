package org.yubin.mailbox;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.yubin.account.entity.Accounts;
import org.yubin.mailbox.entity.Mailboxes;

/** Who may know whom in this module; the words of a rule say why. */
@AnalyzeClasses(
    packages = {"org.yubin.mailbox", "org.yubin.account", "org.yubin.entity"},
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String[] PURE = {"org.yubin.mailbox.model", "org.yubin.account.model"};

  @ArchTest
  static final ArchRule modelsArePure =
      classes()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                  "java.lang..",
                  "java.io",
                  "java.nio",
                  "java.nio.charset",
                  "java.text",
                  "java.time..",
                  "java.util",
                  "java.util.function",
                  "java.util.regex",
                  "java.util.stream",
                  "org.jspecify.annotations",
                  "org.roaringbitmap",
                  "org.yubin.persistence.id",
                  PURE[0],
                  PURE[1],
                  ""))
          .because(
              "the same input must give the same decision, in a test, at a replay, in ten years:"
                  + " no Akka, Netty, driver, protobuf or logger");

  @ArchTest
  static final ArchRule modelsHaveNoClock =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .should()
          .dependOnClassesThat()
          .areAssignableTo(Clock.class)
          .orShould()
          .dependOnClassesThat()
          .areAssignableTo(InstantSource.class)
          .because("the time of a decision is handed in, and stands in its event");

  @ArchTest
  static final ArchRule akkaStaysInTheShells =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.yubin.entity..",
              "org.yubin.*.entity..",
              "org.yubin.*.history..",
              "org.yubin.*.subscription..",
              "org.yubin.*.codec..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("akka..")
          .because("actors are shells around models that know nothing of them");

  @ArchTest
  static final ArchRule messagesStayInTheCodecs =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.yubin.*.codec..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.yubin.proto..", "com.google.protobuf..")
          .because("what is stored and sent is written and read in one place");

  @ArchTest
  static final ArchRule noSocketsNoCql =
      noClasses()
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.netty..", "com.datastax..", "org.yubin.frontend..")
          .because("sockets are the frontend's, CQL is persistence's");

  @ArchTest
  static final ArchRule portsShowOurTypesOnly =
      classes()
          .that()
          .areAssignableTo(Mailboxes.class)
          .or()
          .areAssignableTo(Accounts.class)
          .and()
          .areInterfaces()
          .should()
          .onlyDependOnClassesThat(resideInAnyPackage("java..", "org.yubin..", "org.jspecify.."))
          .because("a frontend must not learn that a mailbox is an actor");

  @ArchTest
  static final ArchRule timeAndChanceAreHandedIn =
      noClasses()
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(System.class, "currentTimeMillis")
          .orShould()
          .callMethod(UUID.class, "randomUUID")
          .orShould()
          .callMethod(System.class, "getenv", String.class)
          .orShould()
          .callConstructor(Thread.class, Runnable.class)
          .because("only the node knows clocks, chance and threads; tests put their own in");

  @ArchTest
  static final ArchRule nothingBlocks =
      noClasses()
          .should()
          .callMethod(CompletableFuture.class, "join")
          .orShould()
          .callMethod(CompletableFuture.class, "get")
          .orShould()
          .callMethod(Future.class, "get")
          .orShould()
          .callMethod(Thread.class, "sleep", long.class)
          .because("a thread that waits is a mailbox that does not answer");
}
