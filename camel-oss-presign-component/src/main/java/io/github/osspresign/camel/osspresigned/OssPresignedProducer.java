package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.camel.osspresigned.monitor.DownloadHealthCheck;
import io.github.osspresign.camel.osspresigned.monitor.DownloadMonitor;
import io.github.osspresign.camel.osspresigned.monitor.ManagedDownloads;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckHelper;
import org.apache.camel.health.WritableHealthCheckRepository;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/** Downloads or uploads through the link of each message. */
@ManagedResource(description = "Managed osspresigned producer")
public final class OssPresignedProducer extends DefaultAsyncProducer implements ManagedDownloads {

    /** What is done with the link of a message. */
    @FunctionalInterface
    interface LinkUse {
        void process(Exchange exchange, CancellationCondition givenUp) throws Exception;
    }

    private final OssPresignedEndpoint endpoint;
    private final LinkUse use;
    private @Nullable WritableHealthCheckRepository healthChecks;
    private @Nullable HealthCheck healthCheck;

    OssPresignedProducer(OssPresignedEndpoint endpoint, LinkUse use) {
        super(endpoint);
        this.endpoint = endpoint;
        this.use = use;
    }

    /** Works on the thread of the caller; that it is asynchronous in form keeps Camel from hiding it from JMX. */
    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        try {
            use.process(exchange, CancellationCondition.of(exchange, this));
        } catch (Exception e) {
            exchange.setException(e);
        }
        callback.done(true);
        return true;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        WritableHealthCheckRepository repository = HealthCheckHelper.getHealthCheckRepository(
                endpoint.getCamelContext(), "producers", WritableHealthCheckRepository.class);
        if (repository != null && endpoint.isHealthCheckProducerEnabled()) {
            healthCheck = new DownloadHealthCheck("producer:osspresigned-" + endpoint.getId(), endpoint, () -> null);
            repository.addHealthCheck(healthCheck);
            healthChecks = repository;
        }
    }

    @Override
    protected void doStop() throws Exception {
        if (healthChecks != null && healthCheck != null) {
            healthChecks.removeHealthCheck(healthCheck);
        }
        super.doStop();
    }

    @Override
    public DownloadMonitor monitor() {
        return endpoint.monitor();
    }
}
