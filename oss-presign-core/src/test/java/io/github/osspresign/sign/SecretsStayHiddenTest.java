// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.osspresign.oss.ServiceEndpoint;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code toString} of credentials, URLs and traces shows no secret, token or signature. */
class SecretsStayHiddenTest {

    private static final Instant NOON = Instant.parse("2024-12-03T03:44:20Z");
    private static final OssCredentials TEMPORARY =
            new OssCredentials("STS.AKID", "SECRETHALF", "STSTOKEN", NOON.plusSeconds(900));

    @Test
    void toStringOfCredentialsShowsOnlyTheirKind() {
        assertThat(TEMPORARY).hasToString("OssCredentials[temporary]");
        assertThat(OssCredentials.of("AKID", "SECRETHALF")).hasToString("OssCredentials[long-term]");
    }

    @Test
    void toStringOfUrlAndTraceHidesQuery() {
        ServiceEndpoint endpoint = ServiceEndpoint.parse("oss-cn-hangzhou.aliyuncs.com");
        PresignRequest request = PresignRequest.builder(HttpMethod.GET, endpoint, "examplebucket", "a/b.txt")
                .query("callback", "SECRETHALF")
                .build();
        for (SignatureVersion version : SignatureVersion.values()) {
            PresignedUrl url = OssSigner.of(version).presign(request, TEMPORARY, NOON);
            SignatureTrace trace = OssSigner.of(version).trace(request, TEMPORARY, NOON);

            assertThat(url)
                    .hasToString("PresignedUrl[GET https://examplebucket.oss-cn-hangzhou.aliyuncs.com/a/b.txt,"
                            + " until 2024-12-03T04:44:20Z]");
            assertThat(trace).hasToString("SignatureTrace[hidden]");
            assertThat(url.url()).contains("STSTOKEN");
        }
    }

    @Test
    void rejectsInvalidCredentialsWithoutShowingThem() {
        for (InvalidCredentials parts : List.of(
                new InvalidCredentials(" ", "SECRETHALF", null, "access key id: must not be blank"),
                new InvalidCredentials("AKID", "", null, "access key secret: must not be blank"),
                new InvalidCredentials("AKID", "SECRETHALF", " ", "security token: must not be blank"),
                new InvalidCredentials("AKID", "SECRETHALF\ud83d", null, "access key secret: must be text that UTF-8"),
                new InvalidCredentials("AKID", "SECRETHALF", "STSTOKEN\ude00", "security token: must be text that"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new OssCredentials(parts.id(), parts.secret(), parts.token(), null))
                    .withMessageStartingWith(parts.message())
                    .satisfies(e -> assertThat(e.getMessage()).doesNotContain("SECRETHALF", "STSTOKEN", "AKID"));
        }
    }

    private record InvalidCredentials(String id, String secret, String token, String message) {}
}
