// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.osspresign.devserver.fault.Fault;
import java.net.ConnectException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The extension starts and stops servers. JUnit runs the classes at the end of this file. */
class OssDevServerExtensionTest {

    private static final List<OssDevServer> SEEN = new ArrayList<>();

    @BeforeEach
    void forget() {
        SEEN.clear();
    }

    private static void run(Class<?> fixture, int succeeded) {
        EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(fixture))
                .execute()
                .testEvents()
                .assertStatistics(events -> events.started(succeeded).succeeded(succeeded));
        for (OssDevServer server : SEEN) {
            assertThatThrownBy(() -> new RawConnection(server)).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void staticFieldIsOneServerForClassAndNestedClasses() {
        run(StaticField.class, 3);
        assertThat(SEEN).hasSize(3);
        assertThat(SEEN).containsOnly(SEEN.get(0));
    }

    @Test
    void instanceFieldIsOneServerForEachTest() {
        run(InstanceField.class, 2);
        assertThat(SEEN).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void extendWithInjectsServerAsParameter() {
        run(Parameter.class, 2);
        assertThat(SEEN).hasSize(3);
        assertThat(SEEN).containsOnly(SEEN.get(0));
    }

    @Test
    void serverIsUnavailableOutsideTests() {
        assertThatThrownBy(() -> new OssDevServerExtension().server())
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("server: no test is running");
    }

    private static void use(OssDevServer server) {
        SEEN.add(server);
        assertThat(server.faults()).isEmpty();
        server.putObject("demo", "k", "content".getBytes(UTF_8));
        SignedUrl.of(server, "GET", "demo", "k").send().assertStatus(200);
        server.injectAlways(new Fault.NoCrc64());
        server.refuseConnections();
    }

    static class StaticField {

        @RegisterExtension
        static final OssDevServerExtension OSS =
                OssDevServerExtension.of(() -> OssDevServer.builder().bucket("demo"));

        @Test
        void first() {
            use(OSS.server());
        }

        @Test
        void second() {
            use(OSS.server());
        }

        @Nested
        class Inner {

            @Test
            void third() {
                use(OSS.server());
            }
        }
    }

    static class InstanceField {

        @RegisterExtension
        final OssDevServerExtension oss =
                OssDevServerExtension.of(() -> OssDevServer.builder().bucket("demo"));

        @Test
        void first() {
            use(oss.server());
        }

        @Test
        void second(OssDevServer server) {
            use(server);
        }
    }

    @ExtendWith(OssDevServerExtension.class)
    @TestMethodOrder(MethodOrderer.MethodName.class)
    static class Parameter {

        @BeforeAll
        static void remember(OssDevServer server) {
            SEEN.add(server);
        }

        @Test
        void first(OssDevServer server) {
            use(server);
        }

        @Test
        void second(OssDevServer server) {
            use(server);
        }
    }
}
