package io.github.osspresign.camel.osspresigned.monitor;

import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.EventNotifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends events of transfers to the event notifiers of Camel. Creates no events if there are no notifiers. */
public final class DownloadEvents implements DownloadListener {

    private static final Logger LOG = LoggerFactory.getLogger(DownloadEvents.class);

    private final CamelContext context;
    private final Endpoint endpoint;

    public DownloadEvents(Endpoint endpoint) {
        this.context = endpoint.getCamelContext();
        this.endpoint = endpoint;
    }

    @Override
    public void started(DownloadStart download) {
        send(() -> new DownloadEvent.Started(endpoint, download));
    }

    @Override
    public void progress(DownloadProgress progress) {
        send(() -> new DownloadEvent.Progressed(endpoint, progress));
    }

    @Override
    public void finished(DownloadEnd end) {
        send(() -> new DownloadEvent.Finished(endpoint, end));
    }

    @Override
    public void batchFinished(String exchangeId, LinkSummary summary) {
        send(() -> new DownloadEvent.BatchFinished(endpoint, exchangeId, summary));
    }

    private void send(Supplier<CamelEvent> factory) {
        if (!context.getCamelContextExtension().isEventNotificationApplicable()) {
            return;
        }
        CamelEvent event = factory.get();
        for (EventNotifier notifier : context.getManagementStrategy().getStartedEventNotifiers()) {
            notify(notifier, event);
        }
    }

    /** Calls a notifier. Its failure does not affect the transfer, as with the events of Camel itself. */
    private static void notify(EventNotifier notifier, CamelEvent event) {
        try {
            if (!notifier.isDisabled() && !notifier.isIgnoreExchangeEvents() && notifier.isEnabled(event)) {
                notifier.notify(event);
            }
        } catch (Exception e) {
            LOG.warn("Event notifier {} failed for event: {}", notifier, event, e);
        }
    }
}
