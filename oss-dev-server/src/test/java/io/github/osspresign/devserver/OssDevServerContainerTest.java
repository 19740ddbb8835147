// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

/** {@code DevServerContainerTest} of the guide starts one. */
class OssDevServerContainerTest {

    private static OssDevServerContainer container() {
        return new OssDevServerContainer("oss-dev-server:test");
    }

    @Test
    void settingsBecomeOptionsOfTheCommandLine() {
        OssDevServerContainer container = container()
                .withBucket("one")
                .withBucket("two")
                .withRegion("cn-beijing")
                .withAccessKey("id", "secret")
                .withOptions("--clock-offset", "PT1H");

        assertThat(container.getCommandParts())
                .containsExactly(("--bucket one --bucket two --region cn-beijing --access-key id --secret-key secret"
                                + " --clock-offset PT1H")
                        .split(" "));
        assertThat(container.region()).isEqualTo("cn-beijing");
        assertThat(container.accessKeyId()).isEqualTo("id");
        assertThat(container.accessKeySecret()).isEqualTo("secret");
    }

    @Test
    void hasTheDefaultsOfTheServer() {
        try (OssDevServer server = OssDevServer.builder().start()) {
            assertThat(container().region()).isEqualTo(server.region());
            assertThat(container().accessKeyId()).isEqualTo(server.accessKeyId());
            assertThat(container().accessKeySecret()).isEqualTo(server.accessKeySecret());
        }
    }

    @Test
    void hasNoAddressBeforeItIsStarted() {
        assertThatIllegalStateException().isThrownBy(() -> container().endpoint());
    }
}
