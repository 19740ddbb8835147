// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** V1 URLs that are restricted to client addresses. */
class SourceRestrictionTest {

    @AutoClose
    private static OssDevServer server;

    @BeforeAll
    static void start() {
        server = OssDevServer.builder().bucket("demo").start();
        server.putObject("demo", "k", "content".getBytes(UTF_8));
    }

    private static SignedUrl boundTo(String address) {
        return SignedUrl.of(server, "GET", "demo", "k").parameter("x-oss-ac-source-ip", address);
    }

    @ParameterizedTest
    @CsvSource({
        "127.0.0.1, 32, 200",
        "127.0.0.2, 32, 403",
        "127.0.0.2, 31, 403",
        "127.0.0.2, 30, 200",
        "127.255.255.255, 8, 200",
        "126.0.0.1, 8, 403",
        "1.2.3.4, 1, 200",
        "200.2.3.4, 1, 403"
    })
    void onlyTheFirstBitsCount(String address, String bits, int status) {
        URI url = boundTo(address).parameter("x-oss-ac-subnet-mask", bits).v1();

        Http.Response response = Http.get(url);
        response.assertStatus(status);
        assertThat(response.element("Code")).isEqualTo(status == 200 ? "" : "AccessDenied");
    }

    @Test
    void sourceIpWithoutMaskIsOneAddress() {
        Http.get(boundTo("127.0.0.1").v1()).assertStatus(200);
        Http.get(boundTo("127.0.0.0").v1()).assertStatus(403);
    }

    @Test
    void sourceIpIsSigned() {
        String url = boundTo("127.0.0.2").v1().toString();

        assertThat(Http.get(URI.create(url.replace("127.0.0.2", "127.0.0.3"))).element("Code"))
                .isEqualTo("SignatureDoesNotMatch");
    }

    @ParameterizedTest
    @CsvSource({"'', 32", "localhost, 32", "127.0.0.256, 32", "127.0.0.1, 0", "127.0.0.1, 33", "127.0.0.1, ''"})
    void rejectsInvalidSourceIpOrMask(String address, String bits) {
        Http.Response response = Http.get(
                boundTo(address).parameter("x-oss-ac-subnet-mask", bits).v1());

        response.assertError(400, "InvalidArgument");
    }
}
