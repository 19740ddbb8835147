// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.etlcluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.test.FreePort;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker that cannot start ends, and says why. */
@Tag("slow")
@Timeout(60)
class BrokerTest {

    @TempDir
    Path folder;

    @Test
    void brokerEndsWhenItsPortIsTaken() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            ChildProcess broker = ChildProcess.start(
                    Broker.class,
                    folder.resolve("broker.log"),
                    Integer.toString(other.getLocalPort()),
                    Integer.toString(FreePort.find()),
                    folder.resolve("data").toString(),
                    Files.createFile(folder.resolve("broker.properties")).toString());

            assertThatThrownBy(() -> broker.awaitLine(Broker.READY)).hasMessageContaining("Address already in use");
            assertThat(broker.isAlive()).isFalse();
        }
    }

    @RepeatedTest(10)
    void portIsNoneThatTheSystemGivesToOutgoingConnections() {
        assertThat(FreePort.find()).isBetween(1024, 32_767);
    }
}
