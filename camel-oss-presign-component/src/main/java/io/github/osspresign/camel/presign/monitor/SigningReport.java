// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.presign.monitor;

import io.github.osspresign.camel.presign.message.LinkValues;
import io.github.osspresign.camel.presign.message.Signed;
import io.github.osspresign.camel.presign.message.SignedLink;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reports to a {@link SigningMonitor} what is signed for one exchange.
 *
 * @param monitor the monitor, or {@code null} to report nothing
 * @param routeId ID of the route, or {@code null} outside of a route
 * @param exchangeId ID of the exchange
 */
public record SigningReport(
        @Nullable SigningMonitor monitor, @Nullable String routeId, String exchangeId) {

    static final SigningReport NONE = new SigningReport(null, null, "");

    /** Reports a link, form or plan, and returns it. */
    public <T extends Signed> T signed(T signed) {
        if (monitor != null) {
            monitor.signed(this, signed);
        }
        return signed;
    }

    /** Reports that the exchange gets no link, form or plan. */
    public void refused(Exception failure) {
        if (monitor != null) {
            monitor.refused(this, failure);
        }
    }

    /** Returns a signer that reports each link and each refusal. */
    public Function<LinkValues, SignedLink> each(Function<LinkValues, SignedLink> signer) {
        return values -> {
            try {
                return signed(signer.apply(values));
            } catch (RuntimeException e) {
                refused(e);
                throw e;
            }
        };
    }
}
