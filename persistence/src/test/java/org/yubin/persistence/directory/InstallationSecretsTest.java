package org.yubin.persistence.directory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.yubin.persistence.content.ContentFixture.await;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.yubin.persistence.content.ContentFixture;
import org.yubin.persistence.id.Ids;

class InstallationSecretsTest {
  private static ContentFixture fixture;

  @BeforeAll
  static void open() {
    fixture = ContentFixture.open(InstallationSecretsTest.class);
  }

  @AfterAll
  static void close() {
    fixture.close();
  }

  private static InstallationSecrets node() {
    return new InstallationSecrets(fixture.cql(), Ids.secure(), fixture.clock());
  }

  @Test
  void nodesThatAskAtOnce_getTheSame() {
    List<CompletionStage<byte[]>> asked = new ArrayList<>();
    for (int i = 0; i < 8; i++) {
      asked.add(node().secret("shared"));
    }
    byte[] first = await(asked.get(0));
    assertThat(first).hasSize(InstallationSecrets.OCTETS);
    assertThat(asked).allSatisfy(each -> assertThat(await(each)).isEqualTo(first));
    assertThat(await(node().secret("shared"))).isEqualTo(first);
    assertThat(await(node().secret("other"))).isNotEqualTo(first);
  }
}
