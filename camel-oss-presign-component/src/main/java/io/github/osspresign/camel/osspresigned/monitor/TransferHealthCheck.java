// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.osspresigned.monitor;

import io.github.osspresign.camel.listener.TransferEnd;
import io.github.osspresign.camel.monitor.ReadinessCheck;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;

/** Health check that reports the result of the last transfers. It sends no requests itself. */
public final class TransferHealthCheck extends ReadinessCheck {

    /** The service refuses V4 links that are signed further in the future (OSS API, "x-oss-date"). */
    private static final Duration MAX_CLOCK_SKEW = Duration.ofMinutes(15);

    private final MonitoredEndpoint endpoint;
    private final Supplier<@Nullable HealthCheck> source;

    /**
     * Creates the health check of an endpoint.
     *
     * @param source returns the health check of the link source, or {@code null} if it has none; if it is down, its result
     *     is reported instead
     */
    public TransferHealthCheck(String id, MonitoredEndpoint endpoint, Supplier<@Nullable HealthCheck> source) {
        super(id);
        this.endpoint = endpoint;
        this.source = source;
    }

    @Override
    public Result call(Map<String, Object> options) {
        HealthCheck ofSource = source.get();
        Result sourceResult = ofSource == null ? null : ofSource.call(options);
        return sourceResult != null && sourceResult.getState() == State.DOWN ? sourceResult : super.call(options);
    }

    @Override
    protected void describe(HealthCheckResultBuilder result) {
        result.detail(ENDPOINT_URI, URISupport.sanitizeUri(endpoint.getEndpointUri()));
        result.detail("downloads.active", endpoint.monitor().active());
        addSkew(result);
        addLast(result);
    }

    private void addSkew(HealthCheckResultBuilder result) {
        Duration skew = endpoint.monitor().health().clockSkew();
        if (skew == null) {
            return;
        }
        result.detail("clock.skew.seconds", skew.toSeconds());
        if (skew.abs().compareTo(MAX_CLOCK_SKEW) > 0) {
            result.down()
                    .message("clock: must be within " + MAX_CLOCK_SKEW.toMinutes()
                            + " minutes of the clock of the service, was "
                            + skew.abs().toSeconds() + " seconds "
                            + (skew.isNegative() ? "ahead" : "behind"));
        }
    }

    private void addLast(HealthCheckResultBuilder result) {
        TransferEnd last = endpoint.monitor().health().lastRelevant();
        if (last == null) {
            return;
        }
        result.detail("download.outcome", last.outcome().label());
        result.detail("download.time", last.endedAt().toString());
        result.detail("download.url", last.transfer().maskedUrl());
        if (last.failureType() != null) {
            result.detail("download.exception", last.failureType());
        }
        TransferEnd outage = endpoint.monitor().health().outage();
        if (outage != null && outage.failure() != null) {
            result.down().error(outage.failure()).message(outage.failure().getMessage());
        }
    }
}
