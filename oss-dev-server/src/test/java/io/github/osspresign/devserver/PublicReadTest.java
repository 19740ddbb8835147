package io.github.osspresign.devserver;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Without a signature one can read the objects of a public-read bucket, and nothing else. */
class PublicReadTest {

    private OssDevServer server;

    @BeforeEach
    void start() {
        server = OssDevServer.builder().bucket("demo").start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private Http.Answer putAcl(String acl) {
        return Http.put(
                SignedUrl.of(server, "PUT", "demo", "")
                        .parameter("acl", "")
                        .header("x-oss-acl", acl)
                        .v4(),
                new byte[0],
                "x-oss-acl",
                acl);
    }

    private URI unsigned(String path) {
        return URI.create(server.endpoint() + "/demo/" + path);
    }

    @Test
    void theAclDecidesWhetherAnObjectCanBeReadWithoutASignature() {
        server.putObject("demo", "k", "content".getBytes(UTF_8));
        assertThat(Http.get(unsigned("k")).status()).isEqualTo(403);
        assertThat(putAcl("public-read").status()).isEqualTo(200);
        assertThat(Http.get(SignedUrl.of(server, "GET", "demo", "")
                                .parameter("acl", "")
                                .v4())
                        .element("Grant"))
                .isEqualTo("public-read");
        assertThat(Http.get(unsigned("k")).text()).isEqualTo("content");
        assertThat(Http.head(unsigned("k")).status()).isEqualTo(200);
        assertThat(Http.get(unsigned("missing")).element("Code")).isEqualTo("NoSuchKey");
        assertThat(Http.get(unsigned("")).status()).isEqualTo(403);
        assertThat(Http.get(unsigned("k?response-content-type=text/html")).status())
                .isEqualTo(403);
        assertThat(Http.put(unsigned("k"), new byte[1]).element("EC")).isEqualTo("0003-00000001");
        assertThat(putAcl("private").status()).isEqualTo(200);
        assertThat(Http.get(unsigned("k")).status()).isEqualTo(403);
    }

    @ParameterizedTest
    @CsvSource({"everybody, 400", "public-read-write, 501"})
    void refusesAnAclItDoesNotHonour(String acl, int status) {
        assertThat(putAcl(acl).status()).isEqualTo(status);
        assertThat(Http.get(unsigned("k")).status()).isEqualTo(403);
    }
}
