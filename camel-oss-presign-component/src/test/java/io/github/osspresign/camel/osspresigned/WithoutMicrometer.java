// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.test.SignedLinks;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** Child process that downloads a link into a directory on a class path without Micrometer. */
final class WithoutMicrometer {

    private WithoutMicrometer() {}

    public static void main(String[] args) throws Exception {
        try {
            Class.forName("io.micrometer.core.instrument.MeterRegistry");
            throw new AssertionError("Micrometer is there");
        } catch (ClassNotFoundException e) {
            System.out.println("no Micrometer");
        }
        try (OssDevServer server = OssDevServer.builder().bucket("demo").start();
                CamelContext context = new DefaultCamelContext()) {
            server.putObject("demo", "k", "content".getBytes(StandardCharsets.UTF_8));
            String url = new SignedLinks(server, "demo", Clock.systemUTC()).get("k");
            context.start();
            context.createProducerTemplate()
                    .requestBody("osspresigned:" + args[0] + "?" + OssPresignedTestSupport.LOCAL, url);
        }
    }
}
