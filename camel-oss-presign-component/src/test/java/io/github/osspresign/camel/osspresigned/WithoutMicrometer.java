package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.oss.ServiceEndpoint;
import io.github.osspresign.sign.HttpMethod;
import io.github.osspresign.sign.OssCredentials;
import io.github.osspresign.sign.OssSigner;
import io.github.osspresign.sign.PresignRequest;
import io.github.osspresign.sign.SignatureVersion;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
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
            ServiceEndpoint endpoint = ServiceEndpoint.parse(server.endpoint().toString(), false, true);
            PresignRequest request = PresignRequest.builder(HttpMethod.GET, endpoint, "demo", "k")
                    .region(server.region())
                    .lifetime(Duration.ofHours(1))
                    .build();
            String url = OssSigner.of(SignatureVersion.V4)
                    .presign(request, OssCredentials.of(server.accessKeyId(), server.accessKeySecret()), Instant.now())
                    .url();
            context.start();
            context.createProducerTemplate()
                    .requestBody("osspresigned:" + args[0] + "?" + OssPresignedTestSupport.LOCAL, url);
        }
    }
}
