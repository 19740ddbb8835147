// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The conditional headers of GetObject and HeadObject. */
class ConditionalRequestTest {

    private static final String SAME = "9A0364B9E99BB480DD25E1F0284C8555";

    @AutoClose
    private static OssDevServer server;

    @BeforeAll
    static void start() {
        server = OssDevServer.builder()
                .bucket("demo")
                .clock(new SettableClock("2026-03-10T12:00:00.900Z"))
                .start();
        server.putObject("demo", "k", "content".getBytes(UTF_8));
    }

    private static URI url(String method) {
        return SignedUrl.of(server, method, "demo", "k")
                .signedAt(Instant.parse("2026-03-10T12:00:00Z"))
                .v4();
    }

    @ParameterizedTest(name = "{0}: {1} -> {2}")
    @CsvSource(
            delimiter = '|',
            value = {
                "If-Match | \"" + SAME + "\" | 200",
                "If-Match | " + SAME + " | 200",
                "If-Match | * | 200",
                "If-Match | \"other\", \"" + SAME + "\" | 200",
                "If-Match | \"other\" | 412",
                "If-None-Match | \"" + SAME + "\" | 304",
                "If-None-Match | " + SAME + " | 304",
                "If-None-Match | * | 304",
                "If-None-Match | \"other\" | 200",
                "If-Modified-Since | Tue, 10 Mar 2026 11:59:59 GMT | 200",
                "If-Modified-Since | Tue, 10 Mar 2026 12:00:00 GMT | 304",
                "If-Modified-Since | Tue, 10 Mar 2026 12:00:01 GMT | 304",
                "If-Modified-Since | yesterday | 200",
                "If-Unmodified-Since | Tue, 10 Mar 2026 11:59:59 GMT | 412",
                "If-Unmodified-Since | Tue, 10 Mar 2026 12:00:00 GMT | 200",
                "If-Unmodified-Since | Tue, 10 Mar 2026 12:00:01 GMT | 200",
                "If-Unmodified-Since | yesterday | 200",
            })
    void conditionsDecideStatus(String header, String value, int status) {
        Http.Response get = Http.get(url("GET"), header, value);
        get.assertStatus(status);
        Http.head(url("HEAD"), header, value).assertStatus(status);
        if (status == 304) {
            assertThat(get.bytes()).isEmpty();
            assertThat(get.header("ETag")).isEqualTo('"' + SAME + '"');
            assertThat(get.header("Last-Modified")).isEqualTo("Tue, 10 Mar 2026 12:00:00 GMT");
        }
        if (status == 412) {
            assertThat(get.element("Code")).isEqualTo("PreconditionFailed");
            assertThat(get.element("Message"))
                    .isEqualTo("At least one of the pre-conditions you specified did not hold.");
            assertThat(get.element("Condition")).isEqualTo(header);
        }
    }

    @Test
    void failedPreconditionHasPriorityOverNotModified() {
        Http.get(url("GET"), "If-Match", "\"other\"", "If-None-Match", SAME).assertStatus(412);
    }

    @Test
    void failedPreconditionHasPriorityOverInvalidRange() {
        Http.get(url("GET"), "If-Match", "\"other\"", "Range", "bytes=-0").assertStatus(412);
    }

    @ParameterizedTest
    @CsvSource({"If-Match", "If-None-Match", "If-Modified-Since", "If-Unmodified-Since"})
    void putObjectTakesNoConditions(String header) {
        Http.Response response = Http.put(url("PUT"), new byte[0], header, "*");
        response.assertError(400, "NotImplemented");
        assertThat(response.element("Header")).isEqualTo(header);
    }
}
