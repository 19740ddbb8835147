package io.github.osspresign.camel.osspresigned;

import io.github.osspresign.camel.osspresigned.message.ConsumedLink;
import io.github.osspresign.error.OssPresignException;
import io.github.osspresign.link.PresignedLink;
import io.github.osspresign.transfer.model.DownloadResult;
import io.github.osspresign.transfer.model.DownloadStream;
import io.github.osspresign.transfer.model.Downloaded;
import io.github.osspresign.transfer.model.LinkRefresher;
import io.github.osspresign.transfer.model.ObjectState;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.support.EmptyAsyncCallback;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the object of one link with each poll, and brings it where it is not in the state any more in which it has
 * gone through the route. An object that the route fails on comes again.
 */
public final class SecretUrlConsumer extends AbstractLinkPollConsumer {

    private final OssPresignedEndpoint endpoint;
    private final PolledLink fixed;
    private final LinkDownload downloads;
    private final AtomicBoolean underWay = new AtomicBoolean();

    SecretUrlConsumer(OssPresignedEndpoint endpoint, Processor processor, PolledLink fixed, LinkDownload downloads) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.fixed = fixed;
        this.downloads = downloads;
    }

    @Override
    int pollLinks() throws IOException {
        if (underWay.get()) {
            return 0;
        }
        Exchange exchange = createExchange(true);
        boolean brought = false;
        try {
            ObjectState object = download(exchange);
            forceConsumerAsReady();
            if (object != null) {
                brought = true;
                emit(exchange, object);
            }
            return brought ? 1 : 0;
        } catch (OssPresignException e) {
            tellHealth(e);
            throw e;
        } finally {
            if (!brought) {
                drop(exchange);
            }
        }
    }

    /** Ends an exchange that no route gets, and with it the key that it may hold. */
    private void drop(Exchange exchange) {
        List<Synchronization> completions = exchange.getExchangeExtension().handoverCompletions();
        if (completions != null) {
            completions.forEach(completion -> completion.onFailure(exchange));
        }
        releaseExchange(exchange, false);
    }

    /** {@code null} where there is nothing new. */
    private @Nullable ObjectState download(Exchange exchange) throws IOException {
        AtomicReference<PresignedLink> used = new AtomicReference<>(fixed.link());
        ConsumedLink.report(exchange, used.get());
        DownloadResult result = downloads.downloadUnless(
                exchange,
                used.get(),
                fixed.state(),
                remembering(endpoint.refresherOfSecretUrl(), used),
                CancellationCondition.of(exchange, this));
        // Only now, since a fresh link that is no good must not be kept.
        fixed.replaceBy(used.get());
        ConsumedLink.report(exchange, used.get());
        if (result instanceof DownloadStream stream) {
            return ObjectState.of(stream);
        }
        return result instanceof Downloaded object ? ObjectState.of(object) : null;
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
        exchange.getExchangeExtension().addOnCompletion(new Outcome(state));
        underWay.set(true);
        getAsyncProcessor().process(exchange, EmptyAsyncCallback.get());
    }

    private void tellHealth(OssPresignException failure) {
        if (getLastErrorDetails() != null) {
            getLastErrorDetails().clear();
        }
        if (failure.status() != 0) {
            addLastErrorDetail("http.response.code", failure.status());
            addLastErrorDetail("oss.code", String.valueOf(failure.ossCode()));
            addLastErrorDetail("oss.ec", String.valueOf(failure.ec()));
            addLastErrorDetail("oss.request.id", String.valueOf(failure.requestId()));
        }
    }

    /** What becomes of the state when its exchange is done, which may be after the next polls. */
    private final class Outcome implements Synchronization {

        private final ObjectState state;

        Outcome(ObjectState state) {
            this.state = state;
        }

        @Override
        public void onComplete(Exchange exchange) {
            fixed.hasGoneThrough(state);
            underWay.set(false);
        }

        @Override
        public void onFailure(Exchange exchange) {
            underWay.set(false);
        }
    }
}
