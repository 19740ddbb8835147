// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.monitor;

import io.github.osspresign.camel.osspresigned.OssPresignedTestSupport;
import io.github.osspresign.devserver.OssDevServer;
import java.nio.charset.StandardCharsets;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;

/** Child process that signs a link and downloads it into a directory on a class path without Micrometer. */
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
            context.start();
            String url = context.createFluentProducerTemplate()
                    .withHeader("CamelPresignObjectKey", "k")
                    .to("presign:demo?region=" + server.region() + "&endpoint=" + server.endpoint() + "&accessKey="
                            + server.accessKeyId() + "&secretKey=RAW(" + server.accessKeySecret() + ")")
                    .send()
                    .getMessage()
                    .getHeader("CamelPresignUrl", String.class);
            context.createProducerTemplate()
                    .requestBody("osspresigned:" + args[0] + "?" + OssPresignedTestSupport.LOCAL, url);
        }
    }
}
