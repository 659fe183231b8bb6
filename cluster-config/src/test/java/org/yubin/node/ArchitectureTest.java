package org.yubin.node;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.core.importer.Location;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Instant;
import java.util.UUID;

/** Who may know whom, over all modules; each rule says why. */
@AnalyzeClasses(
    packages = "org.yubin",
    importOptions = {ImportOption.DoNotIncludeTests.class, ArchitectureTest.NoTestJars.class})
class ArchitectureTest {
  /** The fixtures that modules share are tests too. */
  static final class NoTestJars implements ImportOption {
    @Override
    public boolean includes(Location location) {
      return !location.contains("-tests.jar");
    }
  }

  private static final String[] PURE = {
    "org.yubin.mailbox.model..",
    "org.yubin.account.model..",
    "org.yubin.persistence.id..",
    "org.yubin.persistence.summary..",
    "org.yubin.frontend.imap.view..",
    "org.yubin.frontend.mime.."
  };

  @ArchTest
  static final ArchRule modulesDependDownwards =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("proto")
          .definedBy("org.yubin.proto..")
          .layer("persistence")
          .definedBy("org.yubin.persistence..")
          .layer("actors")
          .definedBy("org.yubin.mailbox..", "org.yubin.account..", "org.yubin.entity..")
          .layer("frontend")
          .definedBy("org.yubin.frontend..")
          .layer("node")
          .definedBy("org.yubin.node..")
          .whereLayer("node")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("frontend")
          .mayOnlyBeAccessedByLayers("node")
          .whereLayer("actors")
          .mayOnlyBeAccessedByLayers("frontend", "node")
          .whereLayer("persistence")
          .mayOnlyBeAccessedByLayers("actors", "frontend", "node")
          .because("a lower module that knew a higher one could not be understood alone");

  @ArchTest
  static final ArchRule modelsArePure =
      noClasses()
          .that()
          .resideInAnyPackage(PURE)
          .and()
          .haveNameNotMatching(".*Codec(\\$.*)?")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(
              "akka..",
              "io.netty..",
              "com.datastax..",
              "com.google.protobuf..",
              "org.yubin.proto..",
              "org.slf4j..",
              "java.net..",
              "java.nio.file..")
          .because("the same input must give the same decision, in a test as in service");

  @ArchTest
  static final ArchRule akkaStaysInTheShells =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.yubin.entity..",
              "org.yubin.mailbox.entity..",
              "org.yubin.mailbox.subscription..",
              "org.yubin.mailbox.codec..",
              "org.yubin.account.entity..",
              "org.yubin.account.codec..",
              "org.yubin.persistence.journal..",
              "org.yubin.frontend.admin..",
              "org.yubin.node..")
          .and()
          .haveSimpleNameNotEndingWith("Server")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("akka..")
          .because("commands and ports must not know that they run on actors");

  @ArchTest
  static final ArchRule nettyStaysAtTheSockets =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.yubin.frontend.imap.net..",
              "org.yubin.frontend.imap.wire..",
              "org.yubin.frontend.imap.session..",
              "org.yubin.frontend.lmtp..",
              "org.yubin.node..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.netty..")
          .because("the protocol must be testable without a socket");

  @ArchTest
  static final ArchRule grammarAndSessionKnowOnlyBuffers =
      noClasses()
          .that()
          .resideInAnyPackage("org.yubin.frontend.imap.wire..", "org.yubin.frontend.imap.session..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.netty.channel..", "io.netty.handler..", "io.netty.bootstrap..")
          .because("they hand bursts of octets over, and do not know to whom");

  @ArchTest
  static final ArchRule cassandraStaysInPersistence =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.yubin.persistence..", "org.yubin.node..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("com.datastax..")
          .because("CQL and its driver are persistence's business");

  @ArchTest
  static final ArchRule metersStayInTheNode =
      noClasses()
          .that()
          .resideOutsideOfPackage("org.yubin.node.metrics..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.micrometer..", "io.prometheus..")
          .because("what is measured is told through small interfaces of our own");

  @ArchTest
  static final ArchRule generatedCodeStaysInTheCodecs =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.yubin.proto..",
              "org.yubin.mailbox.codec..",
              "org.yubin.account.codec..",
              "org.yubin.persistence..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.yubin.proto..", "com.google.protobuf..")
          .because("the wire format must be free to change without the models");

  @ArchTest
  static final ArchRule nothingReadsClocksOrEnvironment =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.yubin.node..")
          .should()
          .callMethod(Instant.class, "now")
          .orShould()
          .callMethod(UUID.class, "randomUUID")
          .orShould()
          .callMethod(System.class, "getenv")
          .orShould()
          .callMethod(System.class, "getenv", String.class)
          .orShould()
          .callConstructor(Thread.class, Runnable.class)
          .because("time, chance and surroundings are handed in, so that tests can rule them");

  @ArchTest
  static final ArchRule benchSpeaksToServersOnly =
      noClasses()
          .that()
          .resideInAPackage("org.yubin.bench..")
          .should()
          .dependOnClassesThat(
              resideInAPackage("org.yubin..").and(not(resideInAPackage("org.yubin.bench.."))))
          .allowEmptyShould(true) // an IDE may leave the module out
          .because("what measures every server alike must not know one from within");

  @ArchTest
  static final ArchRule noPackageCycles =
      slices()
          .matching("org.yubin.(*).(**)")
          .should()
          .beFreeOfCycles()
          .because("what is tangled cannot be read in parts");
}
