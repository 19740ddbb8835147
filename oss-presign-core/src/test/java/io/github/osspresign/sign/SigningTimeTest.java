// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.sign;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.osspresign.oss.EndpointType;
import io.github.osspresign.oss.ServiceEndpoint;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sign times and expiries must be between 1970 and 9999. */
class SigningTimeTest {

    private static final OssCredentials CREDENTIALS = OssCredentials.of("id", "secret");
    private static final ServiceEndpoint HANGZHOU = ServiceEndpoint.of("cn-hangzhou", EndpointType.PUBLIC);
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59.999Z");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+10000-01-01T00:00:00Z",
                "+999999-01-01T00:00:00Z",
                "1969-12-31T23:59:59.999Z",
                "-0001-01-01T00:00:00Z"
            })
    void rejectsSignTimesBefore1970OrAfter9999(String time) {
        Instant now = Instant.parse(time);
        for (SignatureVersion version : SignatureVersion.values()) {
            OssSigner signer = OssSigner.of(version);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> signer.presign(request(), CREDENTIALS, now))
                    .withMessage("clock: must be at a time from 1970 to 9999, was " + now);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> signer.trace(request(), CREDENTIALS, now))
                    .withMessageStartingWith("clock: must");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PostPolicySigner.sign(policy(), version, CREDENTIALS, now))
                    .withMessageStartingWith("clock: must");
        }
    }

    @ParameterizedTest
    @EnumSource
    void earliestAndLatestSignTimesHaveFourDigitYears(SignatureVersion version) {
        OssSigner signer = OssSigner.of(version);

        assertThat(signer.presign(request(), CREDENTIALS, Instant.EPOCH).url()).doesNotContain("+");
        assertThat(signer.presign(request(), CREDENTIALS, LAST).url()).doesNotContain("+");
    }

    @Test
    void rejectsFormThatExpiresAfter9999() {
        for (SignatureVersion version : SignatureVersion.values()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> PostPolicySigner.sign(policy(), version, CREDENTIALS, LAST))
                    .withMessage("expiration: must end before the year 10000, was +10000-01-01T00:59:59Z");
        }
    }

    private static PresignRequest request() {
        return PresignRequest.builder(HttpMethod.GET, HANGZHOU, "examplebucket", "k")
                .build();
    }

    private static PostPolicy policy() {
        return new PostPolicy(
                HANGZHOU, "cn-hangzhou", "examplebucket", "k", List.of(), 0, 1, Map.of(), Duration.ofHours(1));
    }
}
