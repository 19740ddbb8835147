package io.github.osspresign.platforms;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.devserver.OssDevServer;
import java.io.File;
import java.time.Duration;
import java.util.Random;
import org.apache.camel.CamelContext;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.ProducerTemplate;

/** Sends an object through each of the {@link TransferRoutes} and compares the bytes. */
public final class TransferCheck {

    private static final String KEY_HEADER = "CamelPresignObjectKey";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Far below Camel's 45 s for an exchange that never ends. */
    private static final Duration QUICK = Duration.ofSeconds(10);

    private TransferCheck() {}

    /**
     * Uploads, downloads, lists, receives through a link in a file, then stops the context.
     *
     * @param expected the versions that must be on the class path, so that no other ones are tested unnoticed
     */
    public static void run(CamelContext context, OssDevServer server, PlatformVersions expected) throws Exception {
        PlatformVersions versions = PlatformVersions.onClassPath(context);
        System.out.println(versions);
        assertThat(versions).isEqualTo(expected);

        byte[] content = new byte[3_000_000];
        new Random(1).nextBytes(content);
        server.putObject(TransferRoutes.BUCKET, "report.bin", content);
        try (ProducerTemplate producer = context.createProducerTemplate();
                ConsumerTemplate consumer = context.createConsumerTemplate()) {
            producer.sendBodyAndHeader("direct:upload", content, KEY_HEADER, "uploaded.bin");
            assertThat(server.objectBytes(TransferRoutes.BUCKET, "uploaded.bin"))
                    .isEqualTo(content);

            File downloaded =
                    producer.requestBodyAndHeader("direct:download", null, KEY_HEADER, "report.bin", File.class);
            assertThat(downloaded).hasName("report.bin").hasBinaryContent(content);

            producer.sendBody("direct:list", null);
            assertThat(consumer.receiveBody("seda:listed", PATIENCE.toMillis(), String.class))
                    .contains("report.bin");

            producer.sendBodyAndHeader("direct:share", null, KEY_HEADER, "report.bin");
            File received = consumer.receiveBody("seda:received", PATIENCE.toMillis(), File.class);
            assertThat(received).hasName("report.bin").hasBinaryContent(content);
            assertThat(received.getAbsolutePath()).isNotEqualTo(downloaded.getAbsolutePath());
        }

        long start = System.nanoTime();
        context.stop();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(QUICK);
    }
}
