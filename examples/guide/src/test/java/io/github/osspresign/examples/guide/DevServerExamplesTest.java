// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.OssDevServerExtension;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.devserver.fault.FaultRule;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The code that the page of the dev server shows. */
class DevServerExamplesTest {

    // tag::extension[]
    @RegisterExtension
    static final OssDevServerExtension oss =
            OssDevServerExtension.of(() -> OssDevServer.builder().bucket("demo"));
    // end::extension[]

    @Test
    void aServerIsStartedInAnyCode() {
        assertThat(oss.server().endpoint()).hasHost("127.0.0.1");
        // tag::embedded[]
        try (OssDevServer server = OssDevServer.builder().bucket("demo").start()) {
            server.putObject("demo", "hello.txt", "hello".getBytes(UTF_8));
            // server.endpoint(), server.region(), server.accessKeyId(), server.accessKeySecret()
        }
        // end::embedded[]
    }

    @Test
    void faultsAreInjected(OssDevServer server) {
        // tag::faults[]
        server.inject(new Fault.NoCrc64());
        server.inject(FaultRule.of(new Fault.CutBodyAfter(100))
                .onNth(3)
                .forKey("dir/*.bin")
                .forMethod("GET")
                .times(2));
        server.inject(FaultRule.of(new Fault.ChangedObject("\"NEW\""))
                .when(r -> r.headers().containsKey("Range"))
                .always());
        // end::faults[]
        assertThat(server.faults()).hasSize(3);
    }
}
