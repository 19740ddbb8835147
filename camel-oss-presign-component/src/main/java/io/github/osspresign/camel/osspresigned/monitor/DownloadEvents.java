package io.github.osspresign.camel.osspresigned.monitor;

import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.EventNotifier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells Camel's event notifiers of downloads; where there are none, nothing is made for them. */
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

    private void send(Supplier<CamelEvent> made) {
        if (!context.getCamelContextExtension().isEventNotificationApplicable()) {
            return;
        }
        CamelEvent event = made.get();
        for (EventNotifier notifier : context.getManagementStrategy().getStartedEventNotifiers()) {
            notify(notifier, event);
        }
    }

    /** As with Camel's own events, a notifier that fails is no failure of what it is told of. */
    private static void notify(EventNotifier notifier, CamelEvent event) {
        try {
            if (!notifier.isDisabled() && !notifier.isIgnoreExchangeEvents() && notifier.isEnabled(event)) {
                notifier.notify(event);
            }
        } catch (Exception e) {
            LOG.warn("Event notifier {} has failed on: {}", notifier, event, e);
        }
    }
}
