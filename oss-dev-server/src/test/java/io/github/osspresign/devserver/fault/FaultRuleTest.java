// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.fault;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.devserver.Http;
import io.github.osspresign.devserver.OssDevServer;
import io.github.osspresign.devserver.SignedUrl;
import io.github.osspresign.devserver.request.RecordedRequest;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which requests a rule applies to: by number, key, method and condition. */
class FaultRuleTest {

    private static final FaultRule BUSY = FaultRule.of(new Fault.StatusError(503, "Busy", ""));
    private static final FaultRule BROKEN = FaultRule.of(new Fault.StatusError(500, "Broken", ""));

    @AutoClose
    private OssDevServer server;

    @BeforeEach
    void start() {
        server = OssDevServer.builder().bucket("demo").start();
        for (String key : new String[] {"a.bin", "dir/b.bin", "dir/c.txt"}) {
            server.putObject("demo", key, "content".getBytes(UTF_8));
        }
    }

    private int get(String key) {
        return SignedUrl.of(server, "GET", "demo", key).send().status();
    }

    private int[] gets(int count) {
        return IntStream.range(0, count).map(i -> get("a.bin")).toArray();
    }

    @Test
    void appliesFromNthMatchGivenNumberOfTimes() {
        server.inject(BUSY.onNth(3).times(2));
        assertThat(gets(6)).containsExactly(200, 200, 503, 503, 200, 200);
    }

    @Test
    void appliesWithoutEnd() {
        server.inject(BUSY.onNth(2).always());
        assertThat(gets(4)).containsExactly(200, 503, 503, 503);
    }

    @Test
    void countsOnlyRequestsThatMeetAllConditions() {
        server.inject(BUSY.onNth(2).forKey("dir/*.bin").forMethod("get"));
        assertThat(get("dir/b.bin")).isEqualTo(200);
        assertThat(get("a.bin")).isEqualTo(200);
        assertThat(get("dir/c.txt")).isEqualTo(200);
        SignedUrl.of(server, "HEAD", "demo", "dir/b.bin").send().assertStatus(200);
        assertThat(get("dir/b.bin")).isEqualTo(503);
        assertThat(get("dir/b.bin")).isEqualTo(200);
    }

    @Test
    void allConditionsMustBeMet() {
        server.inject(BUSY.when(request -> request.headers().containsKey("x-one"))
                .when(request -> request.headers().containsKey("x-two"))
                .always());
        var url = SignedUrl.of(server, "GET", "demo", "a.bin").v4();
        Http.get(url, "x-one", "1").assertStatus(200);
        Http.get(url, "x-two", "1").assertStatus(200);
        Http.get(url, "x-one", "1", "x-two", "1").assertStatus(503);
    }

    @ParameterizedTest
    @CsvSource({
        "/b/k?partNumber=3&uploadId=A, partNumber, 3, true",
        "/b/k?partNumber=30&uploadId=A, partNumber, 3, false",
        "/b/k?partNumber=30&uploadId=A, partNumber, 3?, true",
        "/b/k?%70artNumber=%33, partNumber, 3, true",
        "/b/k?uploads, uploads, *, true",
        "/b/k?uploadId=A, uploads, *, false",
        "/b/uploads, uploads, *, false",
        "/b/k?key=partNumber=3, partNumber, 3, false",
    })
    void queryParameterMatches(String target, String name, String pattern, boolean matches) {
        RecordedRequest request = new RecordedRequest("PUT", target, Map.of(), 0);
        assertThat(BUSY.forQuery(name, pattern).matches(request, "k")).isEqualTo(matches);
    }

    @Test
    void doesNotCountRequestOfEarlierRule() {
        server.inject(BUSY);
        server.inject(BROKEN.onNth(2));
        assertThat(gets(4)).containsExactly(503, 200, 500, 200);
    }

    @Test
    void requestWithoutObjectMatchesNoKey() {
        server.inject(BUSY.forKey("*").always());
        SignedUrl.of(server, "GET", "demo", "").send().assertStatus(200);
        assertThat(get("a.bin")).isEqualTo(503);
    }

    @Test
    void reportsRemainingTimes() {
        server.inject(BUSY.onNth(3).times(2));
        server.inject(BROKEN.forKey("nothing").always());
        gets(1);
        assertThat(server.faults())
                .containsExactly(
                        BUSY.onNth(2).times(2), BROKEN.forKey("nothing").always());
        gets(2);
        assertThat(server.faults())
                .containsExactly(BUSY, BROKEN.forKey("nothing").always());
        server.clearFaults();
        assertThat(server.faults()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "*, any/key, true",
        "*.bin, dir/b.bin, true",
        "*.bin, dir/b.bin.txt, false",
        "dir/?.bin, dir/b.bin, true",
        "dir/?.bin, dir/bb.bin, false",
        "?, 😀, true",
        "a.bin, aXbin, false",
        "[a]{1}(b)+\\Q, [a]{1}(b)+\\Q, true",
        "A, a, false",
    })
    void keyPatternMatchesKeys(String pattern, String key, boolean matches) {
        RecordedRequest request = new RecordedRequest("GET", "/", Map.of(), 0);
        assertThat(BUSY.forKey(pattern).matches(request, key)).isEqualTo(matches);
    }

    @Test
    void rejectsInvalidRules() {
        assertThatThrownBy(() -> BUSY.onNth(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("nth: must be 1 or more, was 0");
        assertThatThrownBy(() -> BUSY.times(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("times: must be 1 or more, was 0");
        assertThatThrownBy(() -> BUSY.forMethod("G T"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("method: must be a name like GET, was G T");
        assertThatThrownBy(() -> FaultRule.of(new Fault.TlsFailure()).forKey("k"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("key: must be absent for TlsFailure, which applies to connections, was k");
        assertThatThrownBy(() -> FaultRule.of(new Fault.TlsFailure()).when(request -> true))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
