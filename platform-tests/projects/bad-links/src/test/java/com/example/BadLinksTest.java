// SPDX-License-Identifier: Apache-2.0
package com.example;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.osspresign.camel.OssPresignedConstants;
import io.github.osspresign.camel.PresignConstants;
import io.github.osspresign.camel.osspresigned.OssPresignedComponent;
import io.github.osspresign.camel.presign.PresignComponent;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.devserver.fault.FaultRule;
import io.github.osspresign.error.ChecksumMismatchException;
import io.github.osspresign.error.DownloadFailedException;
import io.github.osspresign.error.HostNotAllowedException;
import io.github.osspresign.error.LinkExpiredException;
import io.github.osspresign.error.LinkRejectedException;
import io.github.osspresign.error.ObjectNotFoundException;
import io.github.osspresign.error.SizeLimitExceededException;
import io.github.osspresign.error.ThrottledException;
import io.github.osspresign.error.TruncatedBodyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each kind of bad link fails with its exception, without a file, and without a signature in the message. */
class BadLinksTest {

    private static final String KEY = "report.txt";

    private final OssDevServer server = OssDevServer.builder().bucket("demo").start();
    private final CamelContext camel = new DefaultCamelContext();

    @TempDir
    Path inbox;

    private ProducerTemplate producer;

    @BeforeEach
    void start() throws Exception {
        PresignComponent presign = camel.getComponent("presign", PresignComponent.class);
        presign.setLocalDevelopment(true);
        presign.getConfiguration().setEndpoint(server.endpoint().toString());
        presign.getConfiguration().setRegion(server.region());
        presign.getConfiguration().setAccessKey(server.accessKeyId());
        presign.getConfiguration().setSecretKey(server.accessKeySecret());
        PresignComponent yesterday = new PresignComponent();
        yesterday.setConfiguration(presign.getConfiguration());
        yesterday.setClock(Clock.offset(Clock.systemUTC(), Duration.ofDays(-1)));
        camel.addComponent("yesterday", yesterday);
        camel.getComponent("osspresigned", OssPresignedComponent.class).setLocalDevelopment(true);
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:receive").to("osspresigned:" + inbox + "?maxAttempts=1&maxFileSize=1000");
            }
        });
        camel.start();
        producer = camel.createProducerTemplate();
        server.putObject("demo", KEY, "figures".getBytes(UTF_8));
    }

    @AfterEach
    void stop() {
        camel.stop();
        server.close();
    }

    private String link(String endpoint, String key) {
        return producer.request(endpoint, e -> e.getMessage().setHeader(PresignConstants.OBJECT_KEY, key))
                .getMessage()
                .getHeader(PresignConstants.URL, String.class);
    }

    /** Returns how a link fails. */
    private Throwable failure(String link) throws Exception {
        Throwable failure = catchThrowable(
                () -> producer.sendBodyAndHeader("direct:receive", null, OssPresignedConstants.LINK, link));
        assertThat(failure).isInstanceOf(CamelExecutionException.class);
        Throwable cause = failure.getCause();
        System.out.println(cause);
        assertThat(cause.toString()).doesNotContainPattern("(?i)signature=[0-9a-z]{4}");
        // A part file may stay, for the next attempt.
        try (Stream<Path> files = Files.list(inbox)) {
            assertThat(files.filter(file -> !file.getFileName().toString().contains(".part")))
                    .isEmpty();
        }
        return cause;
    }

    @Test
    void goodLinkIsDownloaded() {
        producer.sendBodyAndHeader("direct:receive", null, OssPresignedConstants.LINK, link("presign:demo", KEY));

        assertThat(inbox.resolve(KEY)).hasContent("figures");
    }

    @Test
    void noLink() throws Exception {
        assertThat(failure("")).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("body was empty");
    }

    @ParameterizedTest
    @ValueSource(strings = {"see you tomorrow", "report.txt", "https://"})
    void textThatIsNoLink(String text) throws Exception {
        assertThat(failure(text)).isInstanceOf(HostNotAllowedException.class).hasMessageContaining("URL");
    }

    @Test
    void linkThatMailHasCut() throws Exception {
        String link = link("presign:demo", KEY);

        assertThat(failure(link.substring(0, link.length() - 10))).isInstanceOf(LinkRejectedException.class);
    }

    @Test
    void linkWithAnotherKey() throws Exception {
        assertThat(failure(link("presign:demo", KEY).replace(KEY, "salaries.txt")))
                .isInstanceOf(LinkRejectedException.class);
    }

    @Test
    void linkForUploads() throws Exception {
        assertThat(failure(link("presign:demo?method=PUT", KEY))).isInstanceOf(LinkRejectedException.class);
    }

    @Test
    void expiredLink() throws Exception {
        assertThat(failure(link("yesterday:demo", KEY))).isInstanceOf(LinkExpiredException.class);
    }

    @Test
    void linkToMissingObject() throws Exception {
        assertThat(failure(link("presign:demo", "missing.txt"))).isInstanceOf(ObjectNotFoundException.class);
    }

    @Test
    void linkToMissingBucket() throws Exception {
        assertThat(failure(link("presign:missing", KEY)))
                .isInstanceOf(ObjectNotFoundException.class)
                .hasMessageContaining("bucket");
    }

    @Test
    void linkToAnotherHost() throws Exception {
        assertThat(failure("https://files.example.com/report.txt?Expires=1&OSSAccessKeyId=a&Signature=b"))
                .isInstanceOf(HostNotAllowedException.class);
    }

    @Test
    void linkToLargeObject() throws Exception {
        server.putObject("demo", "large.bin", new byte[1001]);

        assertThat(failure(link("presign:demo", "large.bin"))).isInstanceOf(SizeLimitExceededException.class);
    }

    @Test
    void objectThatArrivesChanged() throws Exception {
        server.inject(FaultRule.of(new Fault.FlippedByte(3)).always());

        assertThat(failure(link("presign:demo", KEY))).isInstanceOf(ChecksumMismatchException.class);
    }

    @Test
    void objectThatArrivesCut() throws Exception {
        server.inject(FaultRule.of(new Fault.CutBodyAfter(3)).always());

        assertThat(failure(link("presign:demo", KEY))).isInstanceOf(TruncatedBodyException.class);
    }

    @Test
    void busyService() throws Exception {
        server.inject(FaultRule.of(new Fault.StatusError(503, "ServiceUnavailable", "Please try again later."))
                .always());

        assertThat(failure(link("presign:demo", KEY))).isInstanceOf(ThrottledException.class);
    }

    @Test
    void serverThatIsDown() throws Exception {
        String link = link("presign:demo", KEY);
        server.close();

        assertThat(failure(link))
                .isExactlyInstanceOf(DownloadFailedException.class)
                .hasMessageContaining("no connection");
    }
}
