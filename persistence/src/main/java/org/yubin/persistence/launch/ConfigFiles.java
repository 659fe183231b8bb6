package org.yubin.persistence.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.yubin.persistence.tls.MutualTls;
import org.yubin.persistence.tls.PrivateFile;

/**
 * Writes what Cassandra reads: {@code conf/cassandra.yaml}, {@code conf/logback.xml} and {@code
 * conf/jvm.options} (a Java argument file). They are written anew at each start, so a changed port
 * or heap counts from the next one.
 */
final class ConfigFiles {
  private static final List<String> EXPORTS =
      List.of(
          "java.base/jdk.internal.misc",
          "java.base/java.lang.ref",
          "java.management.rmi/com.sun.jmx.remote.internal.rmi",
          "java.rmi/sun.rmi.registry",
          "java.rmi/sun.rmi.server",
          "java.sql/java.sql",
          "jdk.unsupported/sun.misc",
          "jdk.compiler/com.sun.tools.javac.file",
          "jdk.attach/sun.tools.attach");
  private static final List<String> OPENS =
      List.of(
          "java.base/java.lang.module",
          "java.base/jdk.internal.loader",
          "java.base/jdk.internal.ref",
          "java.base/jdk.internal.reflect",
          "java.base/jdk.internal.math",
          "java.base/jdk.internal.module",
          "java.base/jdk.internal.util.jar",
          "java.base/sun.nio.ch",
          "java.base/java.io",
          "java.base/java.lang.reflect",
          "java.base/java.lang",
          "java.base/java.util",
          "java.base/java.nio",
          "jdk.management/com.sun.management.internal",
          "jdk.compiler/com.sun.tools.javac");

  private final LaunchSettings settings;
  private final Path conf;

  ConfigFiles(LaunchSettings settings) {
    this.settings = settings;
    this.conf = settings.dataDir().resolve("conf");
  }

  /** Writes all three and gives the Java argument file. */
  Path write() throws IOException {
    Files.createDirectories(conf);
    Files.createDirectories(logDir());
    Files.writeString(conf.resolve("cassandra.yaml"), yaml());
    Files.writeString(conf.resolve("logback.xml"), logback());
    if (settings.tls().isPresent()) {
      writeKeys(settings.tls().get());
    }
    Path arguments = conf.resolve("jvm.options");
    Files.write(arguments, jvmArguments());
    return arguments;
  }

  Path logDir() {
    return settings.dataDir().resolve("logs");
  }

  /** Cassandra's log. */
  Path log() {
    return logDir().resolve("cassandra.log");
  }

  /** What the JVM itself prints: refused options, crashes. */
  Path console() {
    return logDir().resolve("console.log");
  }

  private String yaml() {
    return """
    cluster_name: yubin
    num_tokens: 16
    partitioner: org.apache.cassandra.dht.Murmur3Partitioner
    authenticator: AllowAllAuthenticator
    authorizer: AllowAllAuthorizer
    seed_provider:
      - class_name: org.apache.cassandra.locator.SimpleSeedProvider
        parameters:
          - seeds: "%9$s"
    listen_address: %1$s
    rpc_address: %1$s
    storage_port: %2$d
    native_transport_port: %3$d
    endpoint_snitch: SimpleSnitch
    # The default (periodic) loses acknowledged writes when the process is killed.
    commitlog_sync: batch
    commitlog_segment_size: 32MiB
    # A Cassandra that cannot write ends, and its node sees it; a half dead one would not be seen.
    disk_failure_policy: die
    commit_failure_policy: die
    # A busy machine is slow, not broken: a time-out ends an epoch (a write in doubt), so it must be rare.
    read_request_timeout: 10s
    range_request_timeout: 10s
    write_request_timeout: 5s
    cas_contention_timeout: 5s
    request_timeout: 10s
    # Threads that wait for work wake each other up; more of them than the machine can run only cost.
    native_transport_max_threads: 16
    concurrent_reads: 8
    concurrent_writes: 16
    data_file_directories: [ %4$s ]
    commitlog_directory: %5$s
    saved_caches_directory: %6$s
    hints_directory: %7$s
    cdc_raw_directory: %8$s
    """
            .formatted(
                settings.address(),
                settings.storagePort(),
                settings.nativePort(),
                yamlPath("data"),
                yamlPath("commitlog"),
                yamlPath("saved_caches"),
                yamlPath("hints"),
                yamlPath("cdc_raw"),
                seeds())
        + settings.tls().map(this::encryption).orElse("");
  }

  /** Cassandra wants its key and its certificate in one file. */
  private void writeKeys(MutualTls tls) throws IOException {
    PrivateFile.write(
        conf.resolve("tls.pem"), Files.readString(tls.key()) + Files.readString(tls.certificate()));
  }

  /** Nobody is let in, as a client or as a node, who has no certificate of the authority's. */
  private String encryption(MutualTls tls) {
    return """
    client_encryption_options:
      enabled: true
      optional: false
    %1$sserver_encryption_options:
      internode_encryption: all
      require_endpoint_verification: true
    %1$s\
    """
        .formatted(
            """
              require_client_auth: true
              ssl_context_factory:
                class_name: org.apache.cassandra.security.PEMBasedSslContextFactory
              keystore: %s
              keystore_password: ""
              truststore: %s
            """
                .formatted(yamlText(conf.resolve("tls.pem")), yamlText(tls.authority())));
  }

  private String seeds() {
    return settings.seeds().isEmpty()
        ? settings.address() + ":" + settings.storagePort()
        : String.join(",", settings.seeds());
  }

  private String yamlPath(String name) {
    return yamlText(settings.dataDir().resolve(name));
  }

  private static String yamlText(Path path) {
    return "'" + path.toString().replace("'", "''") + "'";
  }

  private String logback() {
    return """
    <configuration>
      <shutdownHook class="ch.qos.logback.core.hook.DefaultShutdownHook"/>
      <appender name="FILE" class="ch.qos.logback.core.rolling.RollingFileAppender">
        <file>%1$s</file>
        <rollingPolicy class="ch.qos.logback.core.rolling.FixedWindowRollingPolicy">
          <fileNamePattern>%1$s.%%i</fileNamePattern>
          <minIndex>1</minIndex>
          <maxIndex>5</maxIndex>
        </rollingPolicy>
        <triggeringPolicy class="ch.qos.logback.core.rolling.SizeBasedTriggeringPolicy">
          <maxFileSize>10MB</maxFileSize>
        </triggeringPolicy>
        <encoder>
          <pattern>%%-5level [%%thread] %%date{ISO8601, UTC} %%F:%%L - %%msg%%n</pattern>
        </encoder>
      </appender>
      <root level="INFO">
        <appender-ref ref="FILE"/>
      </root>
    </configuration>
    """
        .formatted(xml(log().toString()));
  }

  private static String xml(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;");
  }

  private List<String> jvmArguments() {
    List<String> arguments = new ArrayList<>();
    arguments.add("-Xms" + Math.min(128, settings.heapMiB()) + "m");
    arguments.add("-Xmx" + settings.heapMiB() + "m");
    arguments.add("-Xss512k");
    // The heap is small: G1's concurrent threads would cost more than its shorter pauses save.
    arguments.add("-XX:+UseParallelGC");
    // Else a start collects the whole heap each time that the space for classes grows.
    arguments.add("-XX:MetaspaceSize=128m");
    arguments.add("-XX:+ExitOnOutOfMemoryError");
    if (Runtime.version().feature() > 17) {
      arguments.add("-Djava.security.manager=allow");
    }
    arguments.add("-Djdk.attach.allowAttachSelf=true");
    arguments.add("-Dio.netty.tryReflectionSetAccessible=true");
    arguments.add("-Djava.net.preferIPv4Stack=true");
    // One loop takes in what a node of Yubin sends; a thread is not renamed for each task.
    arguments.add("-Dio.netty.eventLoopThreads=2");
    arguments.add("-Dcassandra.set_sep_thread_name=false");
    arguments.add("-Dcassandra-foreground=yes");
    arguments.add("-Dcassandra.config=" + conf.resolve("cassandra.yaml").toUri());
    arguments.add("-Dlogback.configurationFile=" + conf.resolve("logback.xml").toUri());
    arguments.add("-Dcassandra.storagedir=" + settings.dataDir());
    arguments.add("-Dcassandra.logdir=" + logDir());
    if (settings.jmxPort() != 0) {
      arguments.add("-Dcassandra.jmx.local.port=" + settings.jmxPort());
    }
    if (!settings.seeds().isEmpty()) {
      // A ring on one machine is quiet at once: its nodes need not wait for late gossip.
      arguments.add("-Dcassandra.ring_delay_ms=1000");
      arguments.add("-Dcassandra.skip_wait_for_gossip_to_settle=0");
    }
    EXPORTS.forEach(one -> arguments.add("--add-exports=" + one + "=ALL-UNNAMED"));
    OPENS.forEach(one -> arguments.add("--add-opens=" + one + "=ALL-UNNAMED"));
    arguments.addAll(settings.jvmOptions());
    List<String> quoted = new ArrayList<>(arguments.stream().map(ConfigFiles::quoted).toList());
    quoted.add("-cp");
    quoted.add(quoted(conf + java.io.File.pathSeparator + settings.libDir().resolve("*")));
    return quoted;
  }

  /** Quotes for a Java argument file: blanks and backslashes stay as they are. */
  private static String quoted(String argument) {
    return '"' + argument.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
