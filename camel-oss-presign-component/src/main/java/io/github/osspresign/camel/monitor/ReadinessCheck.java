// SPDX-License-Identifier: Apache-2.0
package io.github.osspresign.camel.monitor;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.health.WritableHealthCheckRepository;
import org.apache.camel.support.HealthCheckComponent;
import org.jspecify.annotations.Nullable;

/** Health check for readiness only, because a restart repairs neither the network, nor the clock, nor credentials. */
public abstract class ReadinessCheck implements HealthCheck {

    private final String id;
    private volatile boolean enabled = true;
    private @Nullable WritableHealthCheckRepository repository;

    protected ReadinessCheck(String id) {
        this.id = id;
    }

    @Override
    public Result call(Map<String, Object> options) {
        HealthCheckResultBuilder result = HealthCheckResultBuilder.on(this).up();
        describe(result);
        return result.build();
    }

    /** Adds details to a result that is up, or turns it down. Sends no request. */
    protected abstract void describe(HealthCheckResultBuilder result);

    /** Adds this check of a producer to its context, unless the context has no such checks or the component none. */
    public void addTo(Endpoint endpoint) {
        WritableHealthCheckRepository producers = HealthCheckHelper.getHealthCheckRepository(
                endpoint.getCamelContext(), "producers", WritableHealthCheckRepository.class);
        if (producers != null
                && endpoint.getComponent() instanceof HealthCheckComponent component
                && component.isHealthCheckProducerEnabled()) {
            producers.addHealthCheck(this);
            repository = producers;
        }
    }

    /** Removes this check from its context. */
    public void remove() {
        if (repository != null) {
            repository.removeHealthCheck(this);
        }
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public String getGroup() {
        return "camel";
    }

    @Override
    public boolean isEnabled() {
        return enabled;
    }

    @Override
    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    @Override
    public boolean isLiveness() {
        return false;
    }
}
