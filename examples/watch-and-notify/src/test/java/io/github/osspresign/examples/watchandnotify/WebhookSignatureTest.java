// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.watchandnotify;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import org.junit.jupiter.api.Test;

/** The signature is that of the specification's own example. */
class WebhookSignatureTest {

    private static final String BODY = "{\"test\": 2432232314}";
    private static final String RIGHT = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";

    private final WebhookSignature signature =
            new WebhookSignature("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", Clock.systemUTC());

    @Test
    void signatureOfTheSpecificationMatches() throws Exception {
        assertThat(signature.matches(RIGHT, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", BODY))
                .isTrue();
    }

    @Test
    void anotherIdTimeOrBodyDoesNotMatch() throws Exception {
        assertThat(signature.matches(RIGHT, "msg_another", "1614265330", BODY)).isFalse();
        assertThat(signature.matches(RIGHT, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265331", BODY))
                .isFalse();
        assertThat(signature.matches(RIGHT, "msg_p5jXN8AQM9LWM0D4loKWxJek", "1614265330", BODY + " "))
                .isFalse();
    }
}
