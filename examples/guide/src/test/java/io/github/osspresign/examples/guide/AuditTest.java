// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.guide;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.osspresign.explain.LinkExplainer;
import io.github.osspresign.explain.LinkQuestion;
import io.github.osspresign.test.JavaCommand;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A leaked link leads, by its fingerprint, to the line of the log with the route and exchange that gave it out. */
@Timeout(120)
class AuditTest {

    @TempDir
    Path folder;

    private String run(String options, String... jvm) throws Exception {
        Process process = JavaCommand.of(GivenLink.class, List.of(jvm), options)
                .redirectError(folder.resolve("log").toFile())
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).isZero();
        return printed;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "&signatureVersion=V1", "&sessionToken=its+token"})
    void leakedLinkLeadsToItsRouteAndExchange(String options) throws Exception {
        String[] given = run(options, "-Dorg.slf4j.simpleLogger.log.io.github.osspresign.camel.presign.audit=debug")
                .split("\\s+", -1);
        String leak = "Does <b>" + given[3].replace("&", "&amp;") + "</b> work?";

        String fingerprint = LinkExplainer.explain(LinkQuestion.of(leak, Instant.now()))
                .facts()
                .signing()
                .fingerprint();

        List<String> log = Files.readAllLines(folder.resolve("log"));
        assertThat(log.stream().filter(line -> line.contains("fingerprint " + fingerprint + ",")))
                .singleElement()
                .asString()
                .contains("Signed (sign) GET 'my-bucket/reports/2.pdf'", "route share, exchange " + given[2] + ",");
        assertThat(String.join("", log))
                .doesNotContain(
                        "geheim", "its%20token", given[3].replaceFirst(".*[?&][^&]*[Ss]ignature=([^&]+).*", "$1"));
    }

    @Test
    void logIsOffByDefault() throws Exception {
        run("");

        assertThat(folder.resolve("log")).content().doesNotContain("fingerprint");
    }
}
