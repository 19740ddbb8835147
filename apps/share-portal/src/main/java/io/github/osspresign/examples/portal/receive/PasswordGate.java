// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.receive;

import io.github.osspresign.examples.portal.PortalProperties;
import io.github.osspresign.examples.portal.share.Attempts;
import io.github.osspresign.examples.portal.share.Share;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Checks passwords of shares, and limits wrong ones and the clicks of a network. */
@Component
class PasswordGate {

    private final Attempts attempts;
    private final PasswordEncoder passwords;
    private final PortalProperties limits;

    PasswordGate(Attempts attempts, PasswordEncoder passwords, PortalProperties limits) {
        this.attempts = attempts;
        this.passwords = passwords;
        this.limits = limits;
    }

    /**
     * Returns why a click is refused, {@code null} if it is not.
     *
     * @param address network address of the recipient
     */
    Click.@Nullable Refused check(Share share, @Nullable String password, String address, Instant now) {
        if (attempts.beginAlone("click", address, limits.clicksPerHour(), Duration.ofHours(1), now)
                .isEmpty()) {
            return Click.Refused.TOO_MANY_CLICKS;
        }
        if (share.passwordHash() == null) {
            return null;
        }
        Optional<Attempts.Attempt> attempt =
                attempts.begin("share " + share.id(), address, limits.passwordAttempts(), limits.passwordPeriod(), now);
        if (attempt.isEmpty()) {
            return Click.Refused.TOO_MANY_ATTEMPTS;
        }
        if (password == null || !passwords.matches(password, share.passwordHash())) {
            return Click.Refused.WRONG_PASSWORD;
        }
        attempts.forget(attempt.get());
        return null;
    }
}
