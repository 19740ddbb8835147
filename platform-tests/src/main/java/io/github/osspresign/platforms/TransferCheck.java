// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.platforms;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.link.PresignedLink;
import java.io.File;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import javax.net.ssl.TrustManagerFactory;
import org.apache.camel.CamelContext;
import org.apache.camel.ConsumerTemplate;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;

/** Sends an object through each of the {@link TransferRoutes} and compares the bytes. */
public final class TransferCheck {

    private static final String KEY_HEADER = "CamelPresignObjectKey";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    /** Below Camel's 45 s for an exchange that never ends. */
    private static final Duration QUICK = Duration.ofSeconds(20);

    private TransferCheck() {}

    /**
     * Uploads, downloads, lists, receives through a link in a file, downloads by TLS, then stops the context.
     *
     * @param expected the versions that must be on the class path, so that no other ones are tested unnoticed
     */
    public static void run(CamelContext context, OssDevServer server, PlatformVersions expected) throws Exception {
        PlatformVersions versions = PlatformVersions.onClassPath(context);
        System.out.println(versions);
        assertThat(versions).isEqualTo(expected);
        assertThat(List.of(
                        new ObjectMapper().version().toString(),
                        new JavaTimeModule().version().toString()))
                .as("versions of jackson-databind and jackson-datatype-jsr310")
                .containsOnly(new JsonFactory().version().toString());

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

            downloadByTls(context, producer, content);
        }

        long start = System.nanoTime();
        context.stop();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(QUICK);
    }

    /** Checks that libraries of another age are not on the class path of an application. */
    public static void requireNoOldLibraries() {
        for (String unwanted : List.of("org.apache.http.client.HttpClient", "javax.xml.bind.JAXBContext")) {
            assertThatThrownBy(() -> Class.forName(unwanted)).isInstanceOf(ClassNotFoundException.class);
        }
    }

    private static void downloadByTls(CamelContext context, ProducerTemplate producer, byte[] content)
            throws Exception {
        try (OssDevServer server =
                OssDevServer.builder().bucket(TransferRoutes.BUCKET).tls().start()) {
            server.putObject(TransferRoutes.BUCKET, "secure.bin", content);
            context.getRegistry().bind("tls", trusting(server.certificate()));
            String signing = TransferRoutes.signing(server.endpoint().toString());
            PresignedLink link = producer.requestBodyAndHeader(
                    "presign:" + TransferRoutes.BUCKET + "?output=body&" + signing,
                    null,
                    KEY_HEADER,
                    "secure.bin",
                    PresignedLink.class);
            File downloaded = producer.requestBody(
                    "osspresigned:" + TransferRoutes.DIRECTORY + "/downloaded?sslContextParameters=#tls&"
                            + TransferRoutes.LOCAL,
                    link,
                    File.class);
            assertThat(downloaded).hasName("secure.bin").hasBinaryContent(content);
        }
    }

    private static SSLContextParameters trusting(X509Certificate certificate) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("server", certificate);
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        TrustManagersParameters trust = new TrustManagersParameters();
        trust.setTrustManager(factory.getTrustManagers()[0]);
        SSLContextParameters parameters = new SSLContextParameters();
        parameters.setTrustManagers(trust);
        return parameters;
    }
}
