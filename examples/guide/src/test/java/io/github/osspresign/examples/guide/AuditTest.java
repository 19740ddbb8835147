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

/** A leaked link leads, by its fingerprint, to the line of the log with the route and exchange that gave it out. */
@Timeout(120)
class AuditTest {

    @TempDir
    Path folder;

    private List<String> run(List<String> jvm, String... options) throws Exception {
        Process process = JavaCommand.of(GivenLink.class, jvm, options)
                .redirectError(folder.resolve("log").toFile())
                .start();
        String printed = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).isZero();
        return printed.lines().toList();
    }

    @Test
    void leakedLinkLeadsToItsRouteAndExchange() throws Exception {
        List<String> given = run(
                List.of("-Dorg.slf4j.simpleLogger.log.io.github.osspresign.camel.presign.audit=debug"),
                "",
                "&signatureVersion=V1",
                "&sessionToken=its+token");
        List<String> log = Files.readAllLines(folder.resolve("log"));

        for (int line = 0; line < given.size(); line++) {
            String[] exchange = given.get(line).split(" ", -1);
            String leak = "Does <b>" + exchange[1].replace("&", "&amp;") + "</b> work?";
            String fingerprint = LinkExplainer.explain(LinkQuestion.of(leak, Instant.now()))
                    .facts()
                    .signing()
                    .fingerprint();

            assertThat(log.stream().filter(logged -> logged.contains("fingerprint " + fingerprint + ",")))
                    .singleElement()
                    .asString()
                    .contains(
                            "v1 Signed (sign) GET 'my-bucket/reports/" + (1 + line % 2) + ".pdf'",
                            "route share-" + line / 2 + ", exchange '" + exchange[0] + "',");
            assertThat(String.join("", log))
                    .doesNotContain(
                            "geheim",
                            "its%20token",
                            exchange[1].replaceFirst(".*[?&][^&]*[Ss]ignature=([^&]+).*", "$1"));
        }
        assertThat(given).hasSize(6);
    }

    @Test
    void logIsOffByDefault() throws Exception {
        run(List.of(), "");

        assertThat(folder.resolve("log")).content().doesNotContain("fingerprint");
    }
}
