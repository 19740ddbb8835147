package io.github.osspresign.camel.osspresigned.source;

import io.github.osspresign.camel.DeliveryCompletion;
import io.github.osspresign.camel.ServiceErrorDetails;
import io.github.osspresign.camel.osspresigned.message.ConsumedLink;
import io.github.osspresign.camel.osspresigned.transfer.CancellationCondition;
import io.github.osspresign.camel.osspresigned.transfer.LinkDownload;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.transfer.model.AlreadySeen;
import io.github.osspresign.transfer.model.DownloadResult;
import io.github.osspresign.transfer.model.DownloadStream;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.ExistingFile;
import io.github.osspresign.transfer.model.LinkRefresher;
import io.github.osspresign.transfer.model.ObjectState;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.apache.camel.support.EmptyAsyncCallback;
import org.jspecify.annotations.Nullable;

/**
 * Consumer that polls the object of one link and creates an exchange if the object has changed since the route has
 * processed it. If the route fails, the next poll delivers the object again.
 */
public final class SecretUrlConsumer extends AbstractLinkPollConsumer {

    private final PolledLink polledLink;
    private final LinkDownload download;
    private final Supplier<@Nullable LinkRefresher> refresher;
    private final AtomicBoolean exchangeInProgress = new AtomicBoolean();

    /**
     * Creates a consumer.
     *
     * @param refresher source of new links of the started endpoint, or {@code null} if an expired link is not renewed
     */
    public SecretUrlConsumer(
            Endpoint endpoint,
            Processor processor,
            PolledLink polledLink,
            LinkDownload download,
            Supplier<@Nullable LinkRefresher> refresher) {
        super(endpoint, processor);
        this.polledLink = polledLink;
        this.download = download;
        this.refresher = refresher;
    }

    @Override
    int pollLinks() throws IOException {
        if (exchangeInProgress.get()) {
            return 0;
        }
        Exchange exchange = createExchange(true);
        boolean emitted = false;
        try {
            ObjectState object = download(exchange);
            forceConsumerAsReady();
            if (object != null) {
                emitted = true;
                emit(exchange, object);
            }
            return emitted ? 1 : 0;
        } catch (OssPresignException e) {
            reportToHealthCheck(e);
            throw e;
        } finally {
            if (!emitted) {
                drop(exchange);
            }
        }
    }

    /** Downloads the object. Returns its state, or {@code null} if there is nothing to route. */
    private @Nullable ObjectState download(Exchange exchange) throws IOException {
        AtomicReference<PresignedLink> used = new AtomicReference<>(polledLink.link());
        ConsumedLink.set(exchange, used.get());
        DownloadResult result = download.downloadUnless(
                exchange,
                used.get(),
                polledLink.state(),
                remembering(refresher.get(), used),
                CancellationCondition.of(exchange, this));
        // Only after success, so that an invalid renewed link is not kept.
        polledLink.replaceBy(used.get());
        ConsumedLink.set(exchange, used.get());
        if (result instanceof DownloadStream stream) {
            return ObjectState.of(stream.object());
        }
        if (result instanceof Downloaded object) {
            return ObjectState.of(object.object());
        }
        ObjectState leftAlone = stateLeftAlone(result);
        if (leftAlone != null) {
            // Without it, each poll would request the whole object again.
            polledLink.setProcessed(leftAlone);
        }
        return null;
    }

    /** Returns the state of an object that needs no route, or {@code null} if the service has not sent it. */
    private static @Nullable ObjectState stateLeftAlone(DownloadResult result) {
        if (result instanceof ExistingFile existing) {
            return existing.state();
        }
        return result instanceof AlreadySeen seen ? seen.state() : null;
    }

    private static @Nullable LinkRefresher remembering(
            @Nullable LinkRefresher refresher, AtomicReference<PresignedLink> used) {
        if (refresher == null) {
            return null;
        }
        return new LinkRefresher() {
            @Override
            public PresignedLink refresh(PresignedLink ended) throws IOException {
                return refresher.refresh(ended);
            }

            @Override
            public void taken(PresignedLink fresh) {
                used.set(fresh);
            }
        };
    }

    private void emit(Exchange exchange, ObjectState state) {
        exchange.setProperty(ExchangePropertyKey.BATCH_INDEX, 0);
        exchange.setProperty(ExchangePropertyKey.BATCH_SIZE, 1);
        exchange.setProperty(ExchangePropertyKey.BATCH_COMPLETE, true);
        exchange.getExchangeExtension().addOnCompletion(new StateCompletion(state));
        exchangeInProgress.set(true);
        getAsyncProcessor().process(exchange, EmptyAsyncCallback.get());
    }

    private void reportToHealthCheck(OssPresignException failure) {
        if (getLastErrorDetails() != null) {
            getLastErrorDetails().clear();
        }
        ServiceErrorDetails.of(failure).forEach(this::addLastErrorDetail);
    }

    /** Records the state when its exchange has completed, which may be after further polls. */
    private final class StateCompletion extends DeliveryCompletion {

        private final ObjectState state;

        StateCompletion(ObjectState state) {
            this.state = state;
        }

        @Override
        protected void delivered(Exchange exchange) {
            polledLink.setProcessed(state);
            exchangeInProgress.set(false);
        }

        @Override
        protected void notDelivered() {
            exchangeInProgress.set(false);
        }
    }
}
