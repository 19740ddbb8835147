// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.examples.portal.receive;

import io.github.osspresign.examples.portal.PortalProperties;
import io.github.osspresign.examples.portal.share.Attempts;
import io.github.osspresign.examples.portal.share.Share;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Checks passwords of shares, and limits wrong ones. */
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

    enum Outcome {
        PASSED,
        WRONG,
        TOO_MANY
    }

    /** @param address network address of the recipient */
    Outcome check(Share share, @Nullable String password, String address, Instant now) {
        if (share.passwordHash() == null) {
            return Outcome.PASSED;
        }
        Optional<Attempts.Attempt> attempt =
                attempts.begin("share " + share.id(), address, limits.passwordAttempts(), limits.passwordPeriod(), now);
        if (attempt.isEmpty()) {
            return Outcome.TOO_MANY;
        }
        if (password == null || !passwords.matches(password, share.passwordHash())) {
            return Outcome.WRONG;
        }
        attempts.forget(attempt.get());
        return Outcome.PASSED;
    }
}
