// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.monitor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.camel.osspresigned.OperationTestSupport;
import io.github.osspresign.devserver.fault.Fault;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.test.JavaCommand;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.File;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** With Micrometer and a meter registry, downloads are measured; without them, downloads still work. */
class TransferMetersTest extends OperationTestSupport {

    private final MeterRegistry meters = new SimpleMeterRegistry();

    @Override
    protected CamelContext createCamelContext() throws Exception {
        CamelContext context = super.createCamelContext();
        context.getRegistry().bind("meters", MeterRegistry.class, meters);
        return context;
    }

    @Test
    void measuresEveryDownload() throws Exception {
        String url = stored("a", 3_000_000);
        server.inject(new Fault.CutBodyAfter(2_000_000), 1);
        server.inject(new Fault.StatusError(500, "InternalError", "no"), 1);
        remembering.atProgress = () -> clock.advance(Duration.ofSeconds(1));
        fetch(url);
        fetch(url);
        server.inject(new Fault.WrongCrc64());
        fetch(stored("b", 10));
        fetch(link("missing"));
        clock.advance(Duration.ofHours(2));
        fetch(url);

        assertThat(downloads("downloaded", "none")).isEqualTo(2);
        assertThat(downloads("failed", "DownloadFailedException")).isEqualTo(1);
        assertThat(downloads("failed", "ObjectNotFoundException")).isEqualTo(1);
        assertThat(downloads("failed", "LinkExpiredException")).isEqualTo(1);
        assertThat(meters.get("osspresigned.downloads")
                        .tag("exception", "DownloadFailedException")
                        .timer()
                        .totalTime(TimeUnit.SECONDS))
                .isEqualTo(1);
        assertThat(counter("osspresigned.bytes")).isEqualTo(1_000_010);
        assertThat(counter("osspresigned.resumed")).isEqualTo(2_000_000);
        assertThat(counter("osspresigned.retries")).isEqualTo(2);
        assertThat(counter("osspresigned.verification.failures")).isEqualTo(1);
        DistributionSummary life = meters.get("osspresigned.link.life.left").summary();
        assertThat(life.count()).isEqualTo(5);
        assertThat(life.max()).isEqualTo(3600);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2400-01-01T00:00:00Z", "+1000000000-12-31T23:59:59.999999999Z"})
    void measuresLinksThatEndInCenturies(String end) {
        PresignedLink link = PresignedLink.builder(stored("a", 10))
                .expiresAt(Instant.parse(end))
                .build();
        for (int i = 0; i < 3; i++) {
            template.send("direct:links", exchange -> exchange.getMessage().setBody(link));
        }

        assertThat(downloads("downloaded", "none")).isEqualTo(3);
        DistributionSummary life = meters.get("osspresigned.link.life.left").summary();
        assertThat(life.count()).isEqualTo(3);
        assertThat(life.totalAmount())
                .isEqualTo(3.0
                        * Duration.between(clock.instant(), Instant.parse(end)).toSeconds());
    }

    @Test
    void noTagContainsTextOfLinkOrService() throws Exception {
        fetch(stored("a", 10));
        fetch(link("missing"));
        send(osspresigned(""), stored("c", "x"), Map.of());

        assertThat(meters.getMeters().stream()
                        .flatMap(meter -> meter.getId().getTags().stream())
                        .map(Tag::getValue)
                        .collect(Collectors.toSet()))
                .containsExactlyInAnyOrder("fetch", "none", "downloaded", "failed", "ObjectNotFoundException");
    }

    @Test
    void signsAndDownloadsWithoutMicrometer() throws Exception {
        String classPath = Arrays.stream(JavaCommand.classPath().split(File.pathSeparator))
                .filter(entry -> !entry.contains("micrometer"))
                .collect(Collectors.joining(File.pathSeparator));
        Process child = JavaCommand.of(
                        WithoutMicrometer.class,
                        List.of("-cp", classPath, "-Dorg.slf4j.simpleLogger.log.io.github.osspresign=info"),
                        directory.toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(child.getInputStream().readAllBytes(), UTF_8);

        assertThat(child.waitFor()).as(output).isZero();
        assertThat(output).contains("no Micrometer", "Downloaded 'k': 7 bytes");
    }

    private long downloads(String outcome, String exception) {
        return meters.get("osspresigned.downloads")
                .tags("route", "fetch", "outcome", outcome, "exception", exception)
                .timer()
                .count();
    }

    private double counter(String name) {
        return meters.get(name).tag("route", "fetch").counter().count();
    }
}
