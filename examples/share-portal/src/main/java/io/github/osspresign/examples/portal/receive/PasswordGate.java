package io.github.osspresign.examples.portal.receive;

import io.github.osspresign.examples.portal.PortalProperties;
import io.github.osspresign.examples.portal.share.Attempts;
import io.github.osspresign.examples.portal.share.Share;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/**
 * Checks passwords of shares. Attempts are limited for each address, and, ten times higher, for the share, so that one guest
 * who guesses does not lock out the others, and many addresses do not guess without end.
 */
@Component
class PasswordGate {

    private static final int ADDRESSES = 10;

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
        String ofShare = "share " + share.id();
        String ofAddress = ofShare + " " + address;
        long shareAttempt = attempts.begin(ofShare, now);
        long addressAttempt = attempts.begin(ofAddress, now);
        if (exceeds(ofAddress, limits.passwordAttempts(), now)
                || exceeds(ofShare, limits.passwordAttempts() * ADDRESSES, now)) {
            return Outcome.TOO_MANY;
        }
        if (password == null || !passwords.matches(password, share.passwordHash())) {
            return Outcome.WRONG;
        }
        attempts.forget(shareAttempt);
        attempts.forget(addressAttempt);
        return Outcome.PASSED;
    }

    private boolean exceeds(String subject, int limit, Instant now) {
        return attempts.count(subject, limits.passwordPeriod(), now) > limit;
    }
}
