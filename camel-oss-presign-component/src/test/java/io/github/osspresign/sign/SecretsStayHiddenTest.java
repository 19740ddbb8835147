package io.github.osspresign.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.osspresign.oss.ServiceEndpoint;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/** No text form of a signing value shows a secret, a token or a signature. */
class SecretsStayHiddenTest {

    private static final Instant NOON = Instant.parse("2024-12-03T03:44:20Z");
    private static final OssCredentials TEMPORARY =
            new OssCredentials("STS.AKID", "SECRETHALF", "STSTOKEN", NOON.plusSeconds(900));

    @Test
    void credentialsShowOnlyTheirKind() {
        assertThat(TEMPORARY).hasToString("OssCredentials[temporary]");
        assertThat(OssCredentials.of("AKID", "SECRETHALF")).hasToString("OssCredentials[long-term]");
    }

    @Test
    void urlAndTraceShowNothingOfTheQuery() {
        ServiceEndpoint endpoint = ServiceEndpoint.parse("oss-cn-hangzhou.aliyuncs.com", false, false);
        PresignRequest request = PresignRequest.builder(HttpMethod.GET, endpoint, "examplebucket", "a/b.txt")
                .query("callback", "SECRETHALF")
                .build();
        for (SignatureVersion version : SignatureVersion.values()) {
            PresignedUrl url = OssSigner.of(version).presign(request, TEMPORARY, NOON);
            SignatureTrace trace = OssSigner.of(version).explain(request, TEMPORARY, NOON);

            assertThat(url)
                    .hasToString("PresignedUrl[GET https://examplebucket.oss-cn-hangzhou.aliyuncs.com/a/b.txt,"
                            + " until 2024-12-03T04:44:20Z]");
            assertThat(trace).hasToString("SignatureTrace[hidden]");
            assertThat(url.url()).contains("STSTOKEN");
        }
    }

    @Test
    void refusedCredentialsAreNotShown() {
        for (Refused parts : List.of(
                new Refused(" ", "SECRETHALF", null, "access key id: expected a value but was blank"),
                new Refused("AKID", "", null, "access key secret: expected a value but was blank"),
                new Refused("AKID", "SECRETHALF", " ", "security token: expected a value but was blank"),
                new Refused("AKID", "SECRETHALF\ud83d", null, "access key secret: expected text that UTF-8"),
                new Refused("AKID", "SECRETHALF", "STSTOKEN\ude00", "security token: expected text that"))) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new OssCredentials(parts.id(), parts.secret(), parts.token(), null))
                    .withMessageStartingWith(parts.message())
                    .satisfies(refusal ->
                            assertThat(refusal.getMessage()).doesNotContain("SECRETHALF", "STSTOKEN", "AKID"));
        }
    }

    private record Refused(String id, String secret, String token, String message) {}
}
