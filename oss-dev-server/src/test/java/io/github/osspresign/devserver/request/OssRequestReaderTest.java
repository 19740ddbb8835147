// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver.request;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.osspresign.devserver.error.OssException;
import io.github.osspresign.devserver.http.Client;
import io.github.osspresign.devserver.http.Headers;
import io.github.osspresign.devserver.http.Request;
import io.github.osspresign.devserver.http.RequestBody;
import java.net.InetAddress;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Finds the bucket and the key by Host and path. */
class OssRequestReaderTest {

    private static final Client CLIENT = new Client("http", InetAddress.getLoopbackAddress());

    private final OssRequestReader reader =
            new OssRequestReader("oss.local", Map.of("img.example.com", "pictures"), true);

    private OssRequest read(String host, String target) {
        return reader.read(
                new Request(CLIENT, "GET", target, Headers.of(Map.of("Host", host)), RequestBody.NONE, Instant.EPOCH));
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "none",
            value = {
                "127.0.0.1:9000, /demo/a/b, demo, a/b",
                "localhost:9000, /demo/a/b, demo, a/b",
                "[::1]:9000, /demo/a/b, demo, a/b",
                "oss.local, /demo/a/b, demo, a/b",
                "unknown.example.com, /demo/a/b, demo, a/b",
                "demo.oss.local:80, /a/b, demo, a/b",
                "DEMO.OSS.LOCAL, /a/b, demo, a/b",
                "demo.localhost:9000, /a/b, demo, a/b",
                "img.example.com, /a/b, pictures, a/b",
                "127.0.0.1, /demo, demo, none",
                "127.0.0.1, /demo/, demo, none",
                "127.0.0.1, /, none, none",
                "demo.localhost, /, demo, none",
                "127.0.0.1, /demo//a, demo, /a",
                "127.0.0.1, /demo/../a, demo, ../a",
                "127.0.0.1, /demo/a%2Fb%20c+d%2B, demo, a/b c d+",
                "127.0.0.1, /demo/%E4%B8%AD, demo, 中",
                "127.0.0.1, http://demo.oss.local/a/b?x, demo, a/b",
                "127.0.0.1, http://demo.oss.local:9000, demo, none",
                "127.0.0.1, /demo/a#b, demo, a#b",
            })
    void findsBucketAndKey(String host, String target, String bucket, String key) {
        OssRequest request = read(host, target);
        assertThat(request.bucket()).isEqualTo(bucket);
        assertThat(request.key()).isEqualTo(key);
    }

    @Test
    void baseHostBelowLocalhostIsNotBucket() {
        OssRequestReader below = new OssRequestReader("oss.localhost", Map.of(), true);
        Headers host = Headers.of(Map.of("Host", "oss.localhost:9000"));
        OssRequest request = below.read(new Request(CLIENT, "GET", "/demo/a", host, RequestBody.NONE, Instant.EPOCH));
        assertThat(request.bucket()).isEqualTo("demo");
        assertThat(request.key()).isEqualTo("a");
    }

    @Test
    void readsTheQuery() {
        Query query =
                read("localhost", "/demo/k?a=1&b=&c&d=x%3Dy=z&%2Be=+%2B&&a=2").query();
        assertThat(query.parameters())
                .containsExactly(
                        Map.entry("a", "1"),
                        Map.entry("b", ""),
                        Map.entry("c", ""),
                        Map.entry("d", "x=y=z"),
                        Map.entry("+e", " +"),
                        Map.entry("a", "2"));
        assertThat(query.first("a")).isEqualTo("1");
        assertThat(query.duplicate()).isEqualTo("a");
        assertThat(query.contains("x")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/demo/%", "/demo/%4", "/demo/%zz", "/demo/%FF", "/demo/k?a=%", "/demo/%C0%AF"})
    void rejectsUndecodableTargets(String target) {
        assertThatThrownBy(() -> read("localhost", target))
                .isInstanceOf(OssException.class)
                .hasMessageStartingWith("400 InvalidArgument");
    }

    @Test
    void errorNamesEncodingOfKey() {
        assertThatThrownBy(() -> read("localhost", "/demo/%FF"))
                .hasMessage("400 InvalidArgument: The characters encoding must be utf-8.");
    }
}
